import type { AlarmRow } from "../watching/alarm-row";
import { type NatMetric, bytesProcessed, dropShare, natMetric, unansweredShare } from "./metrics";
import type { Tier } from "../watching/tier";
import type { Watch } from "../watching/watch";
import { limitsOf } from "../watching/limits";
import { TICKET } from "../watching/rows";

/** What the watches of a network belong to. */
export const NETWORK_TIERS = [{ tier: "nat", title: "NAT gateways", rank: 110 }] as const satisfies readonly Tier[];

export interface WatchNatProps {
  readonly natGatewayId: string;
  /** What it is called: the number of its zone. */
  readonly name: string;
}

/** Connections at the same time from one address of a gateway to one address, port and protocol. */
const CONNECTIONS_PER_DESTINATION = 55_000;

/** What a gateway grows to by itself. */
const LIMITS = { bitsPerSecond: 100e9, packetsPerSecond: 10e6 } as const;

/** Share of a limit that is too near to it. */
const NEAR = 0.8;

/** Bytes in a day that cost some $22 in us-east-1: two thirds of what the gateway's own hours cost in a month. */
const EXPENSIVE_DAY = 500e9;

/**
 * What a NAT gateway is watched by. A page for what breaks: connections to the outside that cannot be made, such as to a payment service or
 * an API that users sign in with. The rest is why, or what it costs.
 *
 * Cost drivers: each alarm by the metrics that it reads, 12 in all.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/metrics-dimensions-nat-gateway.html
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html
 */
export function watchNat({ natGatewayId, name }: WatchNatProps): Watch {
  const alarms: readonly AlarmRow[] = [
    ports(natGatewayId, name),
    ...saturation(natGatewayId, name),
    {
      ...TICKET,
      id: "Drops",
      name: ["nat", name, "drops"],
      description: `NAT gateway ${name} drops more than 0.01 % of its packets.`,
      reason: "Calls to the outside are slow or fail. Above this share AWS itself says to look at its own health.",
      metric: dropShare(natGatewayId),
      comparison: "above",
      threshold: 0.01,
      datapointsToAlarm: 10,
    },
    {
      ...TICKET,
      id: "Unanswered",
      name: ["nat", name, "unanswered"],
      description: `Half of the connections that tasks try through NAT gateway ${name} are answered by nobody.`,
      reason: "Something outside that services depend on is down, or refuses our address.",
      metric: unansweredShare(natGatewayId),
      comparison: "at-or-above",
      threshold: 50,
      datapointsToAlarm: 10,
    },
    {
      ...TICKET,
      id: "Cost",
      name: ["nat", name, "cost"],
      description: `NAT gateway ${name} has moved 500 GB in a day.`,
      reason:
        "Each GB is paid for. An endpoint, for S3 and DynamoDB free of charge, or a copy of the image in the region moves it for less.",
      metric: bytesProcessed(natGatewayId),
      comparison: "above",
      threshold: EXPENSIVE_DAY,
      period: "1 day",
      datapoints: 1,
    },
  ];
  return { tier: "nat", name, alarms, signals: signalsOf(natGatewayId, alarms) };
}

/** Three times five minutes with one such error and more, as in AWS's own example: a single one is tried again and works. */
function ports(natGatewayId: string, name: string): AlarmRow {
  return {
    id: "Ports",
    name: ["nat", name, "ports"],
    severity: "page",
    runbook: "nat-ports",
    description: `NAT gateway ${name} has no port left for new connections to a destination.`,
    reason: "Calls to something outside fail now: payments, mail, sign-in. It gets no better by itself while traffic lasts.",
    metric: natMetric("portErrors", natGatewayId),
    comparison: "above",
    threshold: 0,
    period: "5 minutes",
    datapoints: 3,
    missingData: "notBreaching",
  };
}

function saturation(natGatewayId: string, name: string): AlarmRow[] {
  return [
    {
      ...TICKET,
      id: "Connections",
      name: ["nat", name, "connections"],
      description: `NAT gateway ${name} has ${CONNECTIONS_PER_DESTINATION * NEAR} connections at the same time.`,
      reason: `If most are to one destination, at ${CONNECTIONS_PER_DESTINATION} new ones fail. Keep connections open, or add addresses.`,
      metric: natMetric("connections", natGatewayId),
      comparison: "at-or-above",
      threshold: CONNECTIONS_PER_DESTINATION * NEAR,
    },
    {
      ...TICKET,
      id: "Bandwidth",
      name: ["nat", name, "bandwidth"],
      description: `NAT gateway ${name} moves 80 Gbit/s and more at its peaks.`,
      reason: "At 100 Gbit/s packets are lost, and calls to the outside with them. A gateway in each zone shares the load.",
      metric: natMetric("peakBytes", natGatewayId),
      comparison: "at-or-above",
      threshold: (LIMITS.bitsPerSecond / 8) * NEAR,
      datapointsToAlarm: 5,
    },
    {
      ...TICKET,
      id: "PacketRate",
      name: ["nat", name, "packet-rate"],
      description: `NAT gateway ${name} moves 8 million packets a second and more at its peaks.`,
      reason: "At 10 million packets are lost, and calls to the outside with them. A gateway in each zone shares the load.",
      metric: natMetric("peakPackets", natGatewayId),
      comparison: "at-or-above",
      threshold: LIMITS.packetsPerSecond * NEAR,
      datapointsToAlarm: 5,
    },
  ];
}

/** A gateway has no latency of its own that it tells. */
function signalsOf(natGatewayId: string, rows: readonly AlarmRow[]): Watch["signals"] {
  const of = (...metrics: readonly NatMetric[]) => metrics.map((metric) => natMetric(metric, natGatewayId));
  return [
    { signal: "traffic", title: "Bytes", metrics: of("bytesToOutside", "bytesFromOutside") },
    { signal: "traffic", title: "Paid for", metrics: [bytesProcessed(natGatewayId)] },
    { signal: "traffic", title: "New connections", metrics: of("attempts", "established") },
    { signal: "errors", title: "Without a port, or dropped", metrics: of("portErrors", "dropped"), limits: limitsOf(rows, "Ports") },
    { signal: "errors", title: "Unanswered", metrics: [unansweredShare(natGatewayId)], limits: limitsOf(rows, "Unanswered") },
    { signal: "saturation", title: "Connections", metrics: of("connections"), limits: limitsOf(rows, "Connections") },
    { signal: "saturation", title: "Peak bandwidth", metrics: of("peakBytes"), limits: limitsOf(rows, "Bandwidth") },
    { signal: "saturation", title: "Peak packet rate", metrics: of("peakPackets"), limits: limitsOf(rows, "PacketRate") },
  ];
}
