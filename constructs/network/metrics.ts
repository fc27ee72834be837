import type { Metric } from "../watching/metric";
import type { MetricMath } from "../watching/metric-math";

type Definition = Omit<Metric, "namespace" | "dimensions">;

/**
 * The metrics of a NAT gateway. They are published each minute, including zeros.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/metrics-dimensions-nat-gateway.html
 */
const DEFINITIONS = {
  portErrors: { name: "ErrorPortAllocation", statistic: "Sum", label: "Connections without a port", unit: "Count", betterIs: "lower" },
  dropped: { name: "PacketsDropCount", statistic: "Sum", label: "Dropped packets", unit: "Count", betterIs: "lower" },
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
  attempts: { name: "ConnectionAttemptCount", statistic: "Sum", label: "Connection attempts", unit: "Count", betterIs: "neither" },
  established: {
    name: "ConnectionEstablishedCount",
    statistic: "Sum",
    label: "Established connections",
    unit: "Count",
    betterIs: "neither",
  },
  /** In the busiest ten seconds of a minute. CloudWatch's unit for both is Count. */
  peakBytes: { name: "PeakBytesPerSecond", statistic: "Maximum", label: "Bytes a second at the peak", unit: "Count", betterIs: "neither" },
  peakPackets: {
    name: "PeakPacketsPerSecond",
    statistic: "Maximum",
    label: "Packets a second at the peak",
    unit: "Count",
    betterIs: "neither",
  },
} as const satisfies Readonly<Record<string, Definition>>;

/** Terrace's name of a NAT gateway metric. */
export type NatMetric = keyof typeof DEFINITIONS;

/** Names of all NAT gateway metrics that are defined. */
export const NAT_METRICS = Object.keys(DEFINITIONS) as readonly NatMetric[];

/** A metric of a NAT gateway. */
export function natMetric(metric: NatMetric, natGatewayId: string): Metric {
  return { namespace: "AWS/NATGateway", dimensions: { NatGatewayId: natGatewayId }, ...DEFINITIONS[metric] };
}

/** Minimum packets per minute for a meaningful drop rate. */
const ENOUGH_PACKETS = 10_000;

/** Minimum connection attempts per minute for a meaningful failure rate. */
const ENOUGH_ATTEMPTS = 100;

/** Percentage of dropped packets. */
export function dropShare(natGatewayId: string): MetricMath {
  return {
    expression: `IF(inside + outside >= ${ENOUGH_PACKETS}, 100 * dropped / (inside + outside), 0)`,
    metrics: {
      dropped: natMetric("dropped", natGatewayId),
      inside: natMetric("packetsFromInside", natGatewayId),
      outside: natMetric("packetsFromOutside", natGatewayId),
    },
    label: "Dropped packets",
    unit: "Percent",
    betterIs: "lower",
  };
}

/** Percentage of connection attempts without a response. */
export function unansweredShare(natGatewayId: string): MetricMath {
  return {
    expression: `IF(attempts >= ${ENOUGH_ATTEMPTS}, 100 * (attempts - established) / attempts, 0)`,
    metrics: { attempts: natMetric("attempts", natGatewayId), established: natMetric("established", natGatewayId) },
    label: "Unanswered connection attempts",
    unit: "Percent",
    betterIs: "lower",
  };
}

/** The billed bytes of a gateway: everything that it receives from both sides. */
export function bytesProcessed(natGatewayId: string): MetricMath {
  return {
    expression: "inside + outside",
    metrics: { inside: natMetric("bytesFromInside", natGatewayId), outside: natMetric("bytesFromOutside", natGatewayId) },
    label: "Billed bytes",
    unit: "Bytes",
    betterIs: "lower",
  };
}
