import type { Metric } from "../watching/metric";
import type { MetricMath } from "../watching/metric-math";

type Definition = Omit<Metric, "namespace" | "dimensions">;

/**
 * What a NAT gateway says, each minute, zeros too.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/metrics-dimensions-nat-gateway.html
 */
const DEFINITIONS = {
  portErrors: { name: "ErrorPortAllocation", statistic: "Sum", label: "Connections without a port", unit: "Count", betterIs: "lower" },
  dropped: { name: "PacketsDropCount", statistic: "Sum", label: "Packets dropped", unit: "Count", betterIs: "lower" },
  packetsFromInside: {
    name: "PacketsInFromSource",
    statistic: "Sum",
    label: "Packets from the VPC",
    unit: "Count",
    betterIs: "neither",
  },
  packetsFromOutside: {
    name: "PacketsInFromDestination",
    statistic: "Sum",
    label: "Packets from outside",
    unit: "Count",
    betterIs: "neither",
  },
  bytesFromInside: { name: "BytesInFromSource", statistic: "Sum", label: "Bytes from the VPC", unit: "Bytes", betterIs: "lower" },
  bytesFromOutside: { name: "BytesInFromDestination", statistic: "Sum", label: "Bytes from outside", unit: "Bytes", betterIs: "lower" },
  bytesToOutside: { name: "BytesOutToDestination", statistic: "Sum", label: "Bytes to outside", unit: "Bytes", betterIs: "lower" },
  connections: { name: "ActiveConnectionCount", statistic: "Maximum", label: "Connections", unit: "Count", betterIs: "lower" },
  attempts: { name: "ConnectionAttemptCount", statistic: "Sum", label: "Connections tried", unit: "Count", betterIs: "neither" },
  established: { name: "ConnectionEstablishedCount", statistic: "Sum", label: "Connections made", unit: "Count", betterIs: "neither" },
  /** In the busiest ten seconds of a minute. AWS calls the unit of both a count. */
  peakBytes: { name: "PeakBytesPerSecond", statistic: "Maximum", label: "Bytes a second at the peak", unit: "Count", betterIs: "neither" },
  peakPackets: {
    name: "PeakPacketsPerSecond",
    statistic: "Maximum",
    label: "Packets a second at the peak",
    unit: "Count",
    betterIs: "neither",
  },
} as const satisfies Readonly<Record<string, Definition>>;

/** A name of a metric of a NAT gateway as this program calls it. */
export type NatMetric = keyof typeof DEFINITIONS;

/** Names of all metrics of a NAT gateway that are defined. */
export const NAT_METRICS = Object.keys(DEFINITIONS) as readonly NatMetric[];

/** A metric of a NAT gateway. */
export function natMetric(metric: NatMetric, natGatewayId: string): Metric {
  return { namespace: "AWS/NATGateway", dimensions: { NatGatewayId: natGatewayId }, ...DEFINITIONS[metric] };
}

/** Packets a minute below which a share of lost ones means nothing. */
const ENOUGH_PACKETS = 10_000;

/** Connections a minute below which a share of failed ones means nothing. */
const ENOUGH_ATTEMPTS = 100;

/** Percent of the packets that were dropped. */
export function dropShare(natGatewayId: string): MetricMath {
  return {
    expression: `IF(inside + outside >= ${ENOUGH_PACKETS}, 100 * dropped / (inside + outside), 0)`,
    metrics: {
      dropped: natMetric("dropped", natGatewayId),
      inside: natMetric("packetsFromInside", natGatewayId),
      outside: natMetric("packetsFromOutside", natGatewayId),
    },
    label: "Share of packets dropped",
    unit: "Percent",
    betterIs: "lower",
  };
}

/** Percent of the connections that nobody answered. */
export function unansweredShare(natGatewayId: string): MetricMath {
  return {
    expression: `IF(attempts >= ${ENOUGH_ATTEMPTS}, 100 * (attempts - established) / attempts, 0)`,
    metrics: { attempts: natMetric("attempts", natGatewayId), established: natMetric("established", natGatewayId) },
    label: "Share of connections that nobody answered",
    unit: "Percent",
    betterIs: "lower",
  };
}

/** What a gateway is paid for by the gigabyte: all that came in from either side. */
export function bytesProcessed(natGatewayId: string): MetricMath {
  return {
    expression: "inside + outside",
    metrics: { inside: natMetric("bytesFromInside", natGatewayId), outside: natMetric("bytesFromOutside", natGatewayId) },
    label: "Bytes paid for",
    unit: "Bytes",
    betterIs: "lower",
  };
}
