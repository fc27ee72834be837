import type { MetricFact } from "./metric-fact";

/** Dimensions of a load balancer, or of one of its zones. */
const BALANCER = [["LoadBalancer"], ["AvailabilityZone", "LoadBalancer"]] as const;

/** Dimensions of a load balancer, or of one of its target groups. `TargetGroup` alone is not published. */
const TARGETS = [...BALANCER, ["LoadBalancer", "TargetGroup"], ["AvailabilityZone", "LoadBalancer", "TargetGroup"]] as const;

const GROUP = [
  ["LoadBalancer", "TargetGroup"],
  ["AvailabilityZone", "LoadBalancer", "TargetGroup"],
] as const;

const common = { namespace: "AWS/ApplicationELB", period: "1 minute", silentWhenZero: true } as const;
const count = { ...common, statistics: ["Sum"], unit: "Count" } as const;
const hosts = { ...common, statistics: ["Average", "Minimum", "Maximum"], unit: "Count", silentWhenZero: false } as const;

/**
 * Metrics of an ALB. They have data only while the ALB has traffic, even if AWS calls them "always reported". `Minimum`, `Maximum` and
 * `Average` of the counts are always 1.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 */
export const APPLICATION_ELB_FACTS: readonly MetricFact[] = [
  { ...count, name: "ActiveConnectionCount", dimensions: BALANCER },
  { ...count, name: "NewConnectionCount", dimensions: BALANCER },
  { ...count, name: "RejectedConnectionCount", dimensions: BALANCER },
  { ...count, name: "ClientTLSNegotiationErrorCount", dimensions: BALANCER },
  { ...count, name: "HTTPCode_ELB_4XX_Count", dimensions: BALANCER },
  { ...count, name: "HTTPCode_ELB_5XX_Count", dimensions: BALANCER },
  { ...count, name: "ProcessedBytes", dimensions: BALANCER, unit: "Bytes" },
  {
    ...common,
    name: "ConsumedLCUs",
    dimensions: [["LoadBalancer"]],
    statistics: ["Sum", "Average", "Minimum", "Maximum"],
    unit: "Count",
    silentWhenZero: false,
  },
  // Excludes responses before a task is chosen: fixed responses, redirects, and 503 of a target group without tasks.
  { ...count, name: "RequestCount", dimensions: TARGETS },
  ...[2, 3, 4, 5].map((kind) => ({ ...count, name: `HTTPCode_Target_${kind}XX_Count`, dimensions: TARGETS })),
  { ...count, name: "TargetConnectionErrorCount", dimensions: TARGETS },
  // One value per response of a task, so `SampleCount` and percentile ranks (`PR(:0.3)`) are also valid.
  { ...common, name: "TargetResponseTime", dimensions: TARGETS, statistics: ["Average", "percentile", "SampleCount"], unit: "Seconds" },
  { ...hosts, name: "HealthyHostCount", dimensions: GROUP },
  { ...hosts, name: "UnHealthyHostCount", dimensions: GROUP },
];
