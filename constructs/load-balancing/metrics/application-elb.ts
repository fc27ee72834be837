import type { Metric } from "../../watching/metric";
import type { MetricMath } from "../../watching/metric-math";

type Definition = Omit<Metric, "namespace" | "dimensions">;

/**
 * What an ALB says of itself, each minute, while requests flow. What it says of a target group is below.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 */
const DEFINITIONS = {
  requests: { name: "RequestCount", statistic: "Sum", label: "Requests", unit: "Count", betterIs: "neither" },
  /** Answered by the load balancer in the place of a task: none is there (503), it refused (502), it took too long (504). */
  errors: {
    name: "HTTPCode_ELB_5XX_Count",
    statistic: "Sum",
    label: "Requests that no task answered",
    unit: "Count",
    betterIs: "lower",
  },
  targetErrors: {
    name: "HTTPCode_Target_5XX_Count",
    statistic: "Sum",
    label: "Requests answered with 5xx by tasks",
    unit: "Count",
    betterIs: "lower",
  },
  /** Since the load balancer has all connections that it can have. */
  rejected: { name: "RejectedConnectionCount", statistic: "Sum", label: "Connections rejected", unit: "Count", betterIs: "lower" },
  connectionErrors: {
    name: "TargetConnectionErrorCount",
    statistic: "Sum",
    label: "Connections to tasks that failed",
    unit: "Count",
    betterIs: "lower",
  },
  tlsErrors: {
    name: "ClientTLSNegotiationErrorCount",
    statistic: "Sum",
    label: "TLS handshakes that failed",
    unit: "Count",
    betterIs: "lower",
  },
  connections: { name: "ActiveConnectionCount", statistic: "Sum", label: "Connections", unit: "Count", betterIs: "neither" },
  newConnections: { name: "NewConnectionCount", statistic: "Sum", label: "New connections", unit: "Count", betterIs: "neither" },
  bytes: { name: "ProcessedBytes", statistic: "Sum", label: "Bytes", unit: "Bytes", betterIs: "neither" },
  /** What it is paid for: the largest of connections, bytes and rules. */
  capacityUnits: { name: "ConsumedLCUs", statistic: "Average", label: "Capacity units", unit: "Count", betterIs: "lower" },
} as const satisfies Readonly<Record<string, Definition>>;

/** A name of a metric of an ALB as this program calls it. */
export type BalancerMetric = keyof typeof DEFINITIONS;

/** Names of all metrics of an ALB that are defined. */
export const BALANCER_METRICS = Object.keys(DEFINITIONS) as readonly BalancerMetric[];

/** A metric of an ALB, of all its target groups together. */
export function balancerMetric(metric: BalancerMetric, loadBalancerSuffix: string): Metric {
  return { namespace: "AWS/ApplicationELB", dimensions: { LoadBalancer: loadBalancerSuffix }, ...DEFINITIONS[metric] };
}

/**
 * Requests that tasks behind a target group answered with 5xx. It exists only while it is not zero: treat missing data as fine.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 */
export function targetErrors(loadBalancerSuffix: string, targetGroupSuffix: string): Metric {
  return {
    namespace: "AWS/ApplicationELB",
    name: "HTTPCode_Target_5XX_Count",
    dimensions: { LoadBalancer: loadBalancerSuffix, TargetGroup: targetGroupSuffix },
    statistic: "Sum",
    label: "Requests answered with 5xx",
    betterIs: "lower",
    unit: "Count",
  };
}

/** Requests that an ALB sent to the tasks of a target group. It exists only while it is not zero. */
export function targetRequests(loadBalancerSuffix: string, targetGroupSuffix: string): Metric {
  return { ...targetErrors(loadBalancerSuffix, targetGroupSuffix), name: "RequestCount", label: "Requests", betterIs: "neither" };
}

/** The percentiles that people look at: the usual user, the unlucky one, the one who will leave. */
export const PERCENTILES = [50, 95, 99] as const;

export type Percentile = (typeof PERCENTILES)[number];

/** Until a task answers, of a target group; without one, of all. */
export function responseTime(percentile: Percentile, loadBalancerSuffix: string, targetGroupSuffix?: string): Metric {
  const group: Metric["dimensions"] = targetGroupSuffix === undefined ? {} : { TargetGroup: targetGroupSuffix };
  return {
    namespace: "AWS/ApplicationELB",
    name: "TargetResponseTime",
    dimensions: { LoadBalancer: loadBalancerSuffix, ...group },
    statistic: `p${percentile}`,
    label: `Answered after, p${percentile}`,
    unit: "Seconds",
    betterIs: "lower",
  };
}

/** Connections to the tasks of a target group that could not be made. */
export function connectionErrors(loadBalancerSuffix: string, targetGroupSuffix: string): Metric {
  const label = DEFINITIONS.connectionErrors.label;
  return { ...targetErrors(loadBalancerSuffix, targetGroupSuffix), name: DEFINITIONS.connectionErrors.name, label };
}

/** Requests a minute below which a share of errors means nothing. */
const ENOUGH_REQUESTS = 20;

/**
 * Percent of a target group's requests that tasks answered with 5xx. No data when there was no error: CloudWatch counts errors only when
 * there are some, and a value missing on one side is missing in the result.
 */
export function errorRate(loadBalancerSuffix: string, targetGroupSuffix: string): MetricMath {
  return {
    expression: `IF(requests >= ${ENOUGH_REQUESTS}, 100 * errors / requests, 0)`,
    metrics: {
      errors: targetErrors(loadBalancerSuffix, targetGroupSuffix),
      requests: targetRequests(loadBalancerSuffix, targetGroupSuffix),
    },
    label: "Share of requests answered with 5xx",
    unit: "Percent",
    betterIs: "lower",
  };
}

/** How long answers take where there are enough requests to say so; else 0. Of three requests the slowest is any percentile. */
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
 * Percent of the requests that the load balancer answered with 5xx itself.
 *
 * `RequestCount` has no request for which no task could be chosen, so errors are added to it. Those for which one was chosen, and failed
 * (502, 504), are then counted twice: if all fail so, this says 50, and of 5 percent it says 4.8.
 */
export function unansweredShare(loadBalancerSuffix: string): MetricMath {
  const all = "(FILL(requests, 0) + errors)";
  return {
    expression: `IF(${all} >= ${ENOUGH_REQUESTS}, 100 * errors / ${all}, 0)`,
    metrics: { errors: balancerMetric("errors", loadBalancerSuffix), requests: balancerMetric("requests", loadBalancerSuffix) },
    label: "Share of requests that no task answered",
    unit: "Percent",
    betterIs: "lower",
  };
}
