import type { MetricFact } from "./metric-fact";

const common = {
  namespace: "AWS/NATGateway",
  dimensions: [["NatGatewayId"]],
  period: "1 minute",
  silentWhenZero: false,
} as const;
const count = { ...common, statistics: ["Sum", "Average", "Minimum", "Maximum", "SampleCount"] } as const;
const peak = { ...common, statistics: ["Maximum", "Minimum", "Average", "SampleCount"], unit: "Count" } as const;

/**
 * Metrics of a NAT gateway. Zeros are published.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/metrics-dimensions-nat-gateway.html
 */
export const NAT_FACTS: readonly MetricFact[] = [
  { ...count, name: "ErrorPortAllocation", unit: "Count" },
  { ...count, name: "PacketsDropCount", unit: "Count" },
  { ...count, name: "PacketsInFromSource", unit: "Count" },
  { ...count, name: "PacketsInFromDestination", unit: "Count" },
  { ...count, name: "BytesInFromSource", unit: "Bytes" },
  { ...count, name: "BytesInFromDestination", unit: "Bytes" },
  { ...count, name: "BytesOutToDestination", unit: "Bytes" },
  { ...peak, name: "ActiveConnectionCount" },
  { ...count, name: "ConnectionAttemptCount", unit: "Count" },
  { ...count, name: "ConnectionEstablishedCount", unit: "Count" },
  { ...peak, name: "PeakBytesPerSecond" },
  { ...peak, name: "PeakPacketsPerSecond" },
];
