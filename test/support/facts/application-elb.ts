import type { MetricFact } from "./metric-fact";

/** Of a load balancer, or of one of its zones. */
const BALANCER = [["LoadBalancer"], ["AvailabilityZone", "LoadBalancer"]] as const;

/** Of a load balancer, or of one of its target groups. `TargetGroup` alone is not enough. */
const TARGETS = [...BALANCER, ["LoadBalancer", "TargetGroup"], ["AvailabilityZone", "LoadBalancer", "TargetGroup"]] as const;

const GROUP = [
  ["LoadBalancer", "TargetGroup"],
  ["AvailabilityZone", "LoadBalancer", "TargetGroup"],
] as const;

const common = { namespace: "AWS/ApplicationELB", period: "1 minute", silentWhenZero: true } as const;
const count = { ...common, statistics: ["Sum"], unit: "Count" } as const;
const hosts = { ...common, statistics: ["Average", "Minimum", "Maximum"], unit: "Count", silentWhenZero: false } as const;

/**
 * What an ALB publishes, while requests flow through it: no traffic, no data, whatever AWS calls "always reported". `Minimum`, `Maximum`
 * and `Average` of the counts are all 1.
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
  // Less what was answered before a task was chosen: fixed responses, redirects, and 503 where a target group has no task.
  { ...count, name: "RequestCount", dimensions: TARGETS },
  ...[2, 3, 4, 5].map((kind) => ({ ...count, name: `HTTPCode_Target_${kind}XX_Count`, dimensions: TARGETS })),
  { ...count, name: "TargetConnectionErrorCount", dimensions: TARGETS },
  // One value for each answer of a task, so that their number and percentile ranks (`PR(:0.3)`) mean something too.
  { ...common, name: "TargetResponseTime", dimensions: TARGETS, statistics: ["Average", "percentile", "SampleCount"], unit: "Seconds" },
  { ...hosts, name: "HealthyHostCount", dimensions: GROUP },
  { ...hosts, name: "UnHealthyHostCount", dimensions: GROUP },
];
