import type { Metric } from "../../watching/metric";
import type { MetricMath } from "../../watching/metric-math";

type Definition = Omit<Metric, "namespace" | "dimensions">;

/**
 * The metrics of an ALB. They are published each minute while there are requests. Metrics of a target group are below.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 */
const DEFINITIONS = {
  requests: { name: "RequestCount", statistic: "Sum", label: "Requests", unit: "Count", betterIs: "neither" },
  /** 5xx responses of the load balancer itself: no healthy task (503), a refused connection (502), a timeout (504). */
  errors: {
    name: "HTTPCode_ELB_5XX_Count",
    statistic: "Sum",
    label: "5xx of the load balancer",
    unit: "Count",
    betterIs: "lower",
  },
  targetErrors: {
    name: "HTTPCode_Target_5XX_Count",
    statistic: "Sum",
    label: "5xx of tasks",
    unit: "Count",
    betterIs: "lower",
  },
  /** The load balancer has reached its maximum number of connections. */
  rejected: { name: "RejectedConnectionCount", statistic: "Sum", label: "Connections rejected", unit: "Count", betterIs: "lower" },
  connectionErrors: {
    name: "TargetConnectionErrorCount",
    statistic: "Sum",
    label: "Failed connections to tasks",
    unit: "Count",
    betterIs: "lower",
  },
  tlsErrors: {
    name: "ClientTLSNegotiationErrorCount",
    statistic: "Sum",
    label: "Failed TLS handshakes",
    unit: "Count",
    betterIs: "lower",
  },
  connections: { name: "ActiveConnectionCount", statistic: "Sum", label: "Connections", unit: "Count", betterIs: "neither" },
  newConnections: { name: "NewConnectionCount", statistic: "Sum", label: "New connections", unit: "Count", betterIs: "neither" },
  bytes: { name: "ProcessedBytes", statistic: "Sum", label: "Bytes", unit: "Bytes", betterIs: "neither" },
  /** The billed capacity: the largest of connections, bytes and rules. */
  capacityUnits: { name: "ConsumedLCUs", statistic: "Average", label: "Capacity units", unit: "Count", betterIs: "lower" },
} as const satisfies Readonly<Record<string, Definition>>;

/** Terrace's name of an ALB metric. */
export type BalancerMetric = keyof typeof DEFINITIONS;

/** Names of all ALB metrics that are defined. */
export const BALANCER_METRICS = Object.keys(DEFINITIONS) as readonly BalancerMetric[];

/** A metric of an ALB over all its target groups. */
export function balancerMetric(metric: BalancerMetric, loadBalancerSuffix: string): Metric {
  return { namespace: "AWS/ApplicationELB", dimensions: { LoadBalancer: loadBalancerSuffix }, ...DEFINITIONS[metric] };
}

/**
 * 5xx responses of tasks in a target group. Published only when it is not zero: treat missing data as not breaching.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 */
export function targetErrors(loadBalancerSuffix: string, targetGroupSuffix: string): Metric {
  return {
    namespace: "AWS/ApplicationELB",
    name: "HTTPCode_Target_5XX_Count",
    dimensions: { LoadBalancer: loadBalancerSuffix, TargetGroup: targetGroupSuffix },
    statistic: "Sum",
    label: "5xx",
    betterIs: "lower",
    unit: "Count",
  };
}

/** Requests that an ALB sent to the tasks of a target group. Published only when it is not zero. */
export function targetRequests(loadBalancerSuffix: string, targetGroupSuffix: string): Metric {
  return { ...targetErrors(loadBalancerSuffix, targetGroupSuffix), name: "RequestCount", label: "Requests", betterIs: "neither" };
}

/** The percentiles on dashboards: the typical user, the unlucky user, and the user who gives up. */
export const PERCENTILES = [50, 95, 99] as const;

export type Percentile = (typeof PERCENTILES)[number];

/** Response time of the tasks in a target group; without a target group, of all tasks. */
export function responseTime(percentile: Percentile, loadBalancerSuffix: string, targetGroupSuffix?: string): Metric {
  const group: Metric["dimensions"] = targetGroupSuffix === undefined ? {} : { TargetGroup: targetGroupSuffix };
  return {
    namespace: "AWS/ApplicationELB",
    name: "TargetResponseTime",
    dimensions: { LoadBalancer: loadBalancerSuffix, ...group },
    statistic: `p${percentile}`,
    label: `Response time, p${percentile}`,
    unit: "Seconds",
    betterIs: "lower",
  };
}

/** Failed connections to the tasks of a target group. */
export function connectionErrors(loadBalancerSuffix: string, targetGroupSuffix: string): Metric {
  const label = DEFINITIONS.connectionErrors.label;
  return { ...targetErrors(loadBalancerSuffix, targetGroupSuffix), name: DEFINITIONS.connectionErrors.name, label };
}

/** Minimum requests per minute for a meaningful error rate. */
const ENOUGH_REQUESTS = 20;

/**
 * Percentage of a target group's requests to which tasks responded with 5xx. Without errors there is no data: CloudWatch publishes the
 * error count only when there are errors, and metric math has no result if one side is missing.
 */
export function errorRate(loadBalancerSuffix: string, targetGroupSuffix: string): MetricMath {
  return {
    expression: `IF(requests >= ${ENOUGH_REQUESTS}, 100 * errors / requests, 0)`,
    metrics: {
      errors: targetErrors(loadBalancerSuffix, targetGroupSuffix),
      requests: targetRequests(loadBalancerSuffix, targetGroupSuffix),
    },
    label: "5xx error rate",
    unit: "Percent",
    betterIs: "lower",
  };
}

/** Response time if there are enough requests, otherwise 0. With three requests, every percentile is the slowest request. */
export function responseTimeWithTraffic(percentile: Percentile, loadBalancerSuffix: string, targetGroupSuffix: string): MetricMath {
  const time = responseTime(percentile, loadBalancerSuffix, targetGroupSuffix);
  return {
    expression: `IF(requests >= ${ENOUGH_REQUESTS}, time, 0)`,
    metrics: { requests: targetRequests(loadBalancerSuffix, targetGroupSuffix), time },
    label: time.label,
    unit: "Seconds",
    betterIs: "lower",
  };
}

/**
 * Percentage of requests to which the load balancer itself responded with 5xx.
 *
 * `RequestCount` excludes requests for which no task could be chosen, so errors are added to it. Requests for which a chosen task failed
 * (502, 504) are then counted twice: if all requests fail that way, the result is 50, and for 5 percent it is 4.8.
 */
export function unansweredShare(loadBalancerSuffix: string): MetricMath {
  const all = "(FILL(requests, 0) + errors)";
  return {
    expression: `IF(${all} >= ${ENOUGH_REQUESTS}, 100 * errors / ${all}, 0)`,
    metrics: { errors: balancerMetric("errors", loadBalancerSuffix), requests: balancerMetric("requests", loadBalancerSuffix) },
    label: "Unanswered requests",
    unit: "Percent",
    betterIs: "lower",
  };
}
