import type { MetricFact } from "./metric-fact";

const BALANCER = [["LoadBalancer"], ["AvailabilityZone", "LoadBalancer"]] as const;
const GROUP = [
  ["LoadBalancer", "TargetGroup"],
  ["AvailabilityZone", "LoadBalancer", "TargetGroup"],
] as const;

const common = { namespace: "AWS/NetworkELB", period: "1 minute", dimensions: BALANCER, unit: "Count" } as const;
const count = { ...common, statistics: ["Sum"], silentWhenZero: true } as const;
/** Published even when zero, while the load balancer has any traffic. */
const always = { ...count, silentWhenZero: false } as const;
const hosts = { ...common, dimensions: GROUP, statistics: ["Minimum", "Maximum"], silentWhenZero: false } as const;

/**
 * Metrics of an NLB. There is no latency metric, because an NLB does not see the end of a request.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-cloudwatch-metrics.html
 */
export const NETWORK_ELB_FACTS: readonly MetricFact[] = [
  { ...common, name: "ActiveFlowCount", statistics: ["Average", "Minimum", "Maximum"], silentWhenZero: false },
  { ...always, name: "NewFlowCount" },
  { ...always, name: "PortAllocationErrorCount" },
  // AWS lists average, maximum and minimum as useful, and the sum for its TCP variant. It is a count of flows, so the sum is valid too.
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
