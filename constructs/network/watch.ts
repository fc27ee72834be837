import type { AlarmRow } from "../watching/alarm-row";
import { type NatMetric, bytesProcessed, dropShare, natMetric, unansweredShare } from "./metrics";
import type { Tier } from "../watching/tier";
import type { Watch } from "../watching/watch";
import { limitsOf } from "../watching/limits";
import { TICKET } from "../watching/rows";

/** Tiers of the network's watches. */
export const NETWORK_TIERS = [{ tier: "nat", title: "NAT gateways", rank: 110 }] as const satisfies readonly Tier[];

export interface WatchNatProps {
  readonly natGatewayId: string;
  /** Short name: the number of its zone. */
  readonly name: string;
}

/** Maximum simultaneous connections from one address of a gateway to one address, port and protocol. */
const CONNECTIONS_PER_DESTINATION = 55_000;

/** Capacity to which AWS scales a gateway automatically. */
const LIMITS = { bitsPerSecond: 100e9, packetsPerSecond: 10e6 } as const;

/** Fraction of a limit at which an alarm fires. */
const NEAR = 0.8;

/** Bytes per day that cost about $22 in us-east-1: two thirds of the gateway's hourly costs of a month. */
const EXPENSIVE_DAY = 500e9;

/**
 * Alarms and graphs of a NAT gateway. It pages if new connections to the internet fail, for example to a payment service or a sign-in API.
 * The other alarms show the cause or the cost.
 *
 * Cost drivers: each alarm by the number of its metrics, 12 in all.
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
      description: `NAT gateway ${name} drops more than 0.01% of its packets.`,
      reason: "Outbound calls are slow or fail. Above this rate, AWS recommends checking the AWS Health Dashboard.",
      metric: dropShare(natGatewayId),
      comparison: "above",
      threshold: 0.01,
      datapointsToAlarm: 10,
    },
    {
      ...TICKET,
      id: "Unanswered",
      name: ["nat", name, "unanswered"],
      description: `At least half of the connection attempts through NAT gateway ${name} get no response.`,
      reason: "An external dependency of services is down, or blocks the gateway's address.",
      metric: unansweredShare(natGatewayId),
      comparison: "at-or-above",
      threshold: 50,
      datapointsToAlarm: 10,
    },
    {
      ...TICKET,
      id: "Cost",
      name: ["nat", name, "cost"],
      description: `NAT gateway ${name} has processed 500 GB in a day.`,
      reason: "Each GB is billed. VPC endpoints (free for S3 and DynamoDB) or image replicas in the region cost less.",
      metric: bytesProcessed(natGatewayId),
      comparison: "above",
      threshold: EXPENSIVE_DAY,
      period: "1 day",
      datapoints: 1,
    },
  ];
  return { tier: "nat", name, alarms, signals: signalsOf(natGatewayId, alarms) };
}

/** One or more such errors in three consecutive periods of five minutes, as in AWS's own example: a retry after a single error succeeds. */
function ports(natGatewayId: string, name: string): AlarmRow {
  return {
    id: "Ports",
    level: "basic",
    name: ["nat", name, "ports"],
    severity: "page",
    runbook: "nat-ports",
    description: `NAT gateway ${name} has no free port for new connections to a destination.`,
    reason: "Outbound calls fail now: payments, mail, sign-in. This does not recover while the traffic lasts.",
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
      level: "standard",
      name: ["nat", name, "connections"],
      description: `NAT gateway ${name} has at least ${CONNECTIONS_PER_DESTINATION * NEAR} simultaneous connections.`,
      reason: `If most are to one destination, new connections fail at ${CONNECTIONS_PER_DESTINATION}. Reuse connections, or add addresses.`,
      metric: natMetric("connections", natGatewayId),
      comparison: "at-or-above",
      threshold: CONNECTIONS_PER_DESTINATION * NEAR,
    },
    {
      ...TICKET,
      id: "Bandwidth",
      name: ["nat", name, "bandwidth"],
      description: `NAT gateway ${name} processes at least 80 Gbit/s at peak.`,
      reason: "At 100 Gbit/s, packets are dropped and outbound calls fail. A gateway per zone shares the load.",
      metric: natMetric("peakBytes", natGatewayId),
      comparison: "at-or-above",
      threshold: (LIMITS.bitsPerSecond / 8) * NEAR,
      datapointsToAlarm: 5,
    },
    {
      ...TICKET,
      id: "PacketRate",
      name: ["nat", name, "packet-rate"],
      description: `NAT gateway ${name} processes at least 8 million packets per second at peak.`,
      reason: "At 10 million, packets are dropped and outbound calls fail. A gateway per zone shares the load.",
      metric: natMetric("peakPackets", natGatewayId),
      comparison: "at-or-above",
      threshold: LIMITS.packetsPerSecond * NEAR,
      datapointsToAlarm: 5,
    },
  ];
}

/** A NAT gateway has no latency metric. */
function signalsOf(natGatewayId: string, rows: readonly AlarmRow[]): Watch["signals"] {
  const of = (...metrics: readonly NatMetric[]) => metrics.map((metric) => natMetric(metric, natGatewayId));
  return [
    { signal: "traffic", title: "Bytes", metrics: of("bytesToOutside", "bytesFromOutside") },
    { signal: "traffic", title: "Billed bytes", metrics: [bytesProcessed(natGatewayId)] },
    { signal: "traffic", title: "New connections", metrics: of("attempts", "established") },
    { signal: "errors", title: "Port errors and dropped packets", metrics: of("portErrors", "dropped"), limits: limitsOf(rows, "Ports") },
    { signal: "errors", title: "Unanswered", metrics: [unansweredShare(natGatewayId)], limits: limitsOf(rows, "Unanswered") },
    { signal: "saturation", title: "Connections", metrics: of("connections"), limits: limitsOf(rows, "Connections") },
    { signal: "saturation", title: "Peak bandwidth", metrics: of("peakBytes"), limits: limitsOf(rows, "Bandwidth") },
    { signal: "saturation", title: "Peak packet rate", metrics: of("peakPackets"), limits: limitsOf(rows, "PacketRate") },
  ];
}
