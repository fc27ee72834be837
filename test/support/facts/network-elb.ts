import type { MetricFact } from "./metric-fact";

const BALANCER = [["LoadBalancer"], ["AvailabilityZone", "LoadBalancer"]] as const;
const GROUP = [
  ["LoadBalancer", "TargetGroup"],
  ["AvailabilityZone", "LoadBalancer", "TargetGroup"],
] as const;

const common = { namespace: "AWS/NetworkELB", period: "1 minute", dimensions: BALANCER, unit: "Count" } as const;
const count = { ...common, statistics: ["Sum"], silentWhenZero: true } as const;
/** There while they are zero, and while anything flows at all. */
const always = { ...count, silentWhenZero: false } as const;
const hosts = { ...common, dimensions: GROUP, statistics: ["Minimum", "Maximum"], silentWhenZero: false } as const;

/**
 * What an NLB publishes. Latency is none of it: an NLB does not know where a request ends.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-cloudwatch-metrics.html
 */
export const NETWORK_ELB_FACTS: readonly MetricFact[] = [
  { ...common, name: "ActiveFlowCount", statistics: ["Average", "Minimum", "Maximum"], silentWhenZero: false },
  { ...always, name: "NewFlowCount" },
  { ...always, name: "PortAllocationErrorCount" },
  // AWS names the average, the most and the least as useful, and of its TCP part the sum: it is a count of flows like the others.
  { ...always, name: "RejectedFlowCount", statistics: ["Sum", "Average", "Minimum", "Maximum"] },
  { ...always, name: "TCP_Client_Reset_Count" },
  { ...always, name: "TCP_ELB_Reset_Count" },
  { ...always, name: "TCP_Target_Reset_Count" },
  { ...count, name: "ClientTLSNegotiationErrorCount", dimensions: [["LoadBalancer"]] },
  { ...always, name: "ProcessedBytes", unit: "Bytes" },
  {
    ...common,
    name: "ConsumedLCUs",
    dimensions: [["LoadBalancer"]],
    statistics: ["Sum", "Average", "Minimum", "Maximum"],
    silentWhenZero: false,
  },
  { ...hosts, name: "HealthyHostCount" },
  { ...hosts, name: "UnHealthyHostCount" },
];
