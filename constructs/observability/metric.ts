/**
 * A plain statistic, a percentile (`p99`), or a percentile rank (`PR(:0.3)`: the percentage of values up to 0.3).
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html
 */
export type Statistic = "Average" | "Minimum" | "Maximum" | "Sum" | "SampleCount" | `p${number}` | `PR(:${number})`;

/** CloudWatch's units, as far as what we watch has them. */
export type MetricUnit =
  "Count" | "Percent" | "Seconds" | "Milliseconds" | "Microseconds" | "Bytes" | "Gigabytes" | "Bytes/Second" | "Count/Second";

/** Which way a metric should go; `neither` for traffic. */
export type BetterIs = "lower" | "higher" | "neither";

/** One CloudWatch metric, defined once: alarms, scaling policies and dashboards read it. */
export interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: Statistic;
  /** What a person calls it. */
  readonly label: string;
  /** CloudWatch's unit; undefined: a ratio or as the metric comes. */
  readonly unit?: MetricUnit;
  readonly betterIs: BetterIs;
  /** Where it is published when that is one region for all: CloudFront's and Route 53's in us-east-1. An alarm elsewhere is silent for ever. */
  readonly region?: string;
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

/** Targets of an ALB's or NLB's target group that pass their health check. */
export function healthyHosts(kind: "ApplicationELB" | "NetworkELB", loadBalancerSuffix: string, targetGroupSuffix: string): Metric {
  return {
    namespace: `AWS/${kind}`,
    name: "HealthyHostCount",
    dimensions: { LoadBalancer: loadBalancerSuffix, TargetGroup: targetGroupSuffix },
    statistic: "Minimum",
    label: "Healthy tasks",
    betterIs: "higher",
    unit: "Count",
  };
}

/** Targets of an ALB's or NLB's target group that fail their health check. */
export function unhealthyHosts(kind: "ApplicationELB" | "NetworkELB", loadBalancerSuffix: string, targetGroupSuffix: string): Metric {
  return {
    ...healthyHosts(kind, loadBalancerSuffix, targetGroupSuffix),
    name: "UnHealthyHostCount",
    statistic: "Maximum",
    label: "Unhealthy tasks",
    betterIs: "lower",
  };
}

/**
 * How far a read replica is behind its source, in seconds. An idle PostgreSQL source shows up to five minutes.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PostgreSQL.Replication.ReadReplicas.html
 */
export function replicaLag(instanceIdentifier: string): Metric {
  return {
    namespace: "AWS/RDS",
    name: "ReplicaLag",
    dimensions: { DBInstanceIdentifier: instanceIdentifier },
    statistic: "Average",
    label: "Replica lag",
    betterIs: "lower",
    unit: "Seconds",
  };
}

/** Messages of a queue that wait to be taken. */
export function visibleMessages(queueName: string): Metric {
  return {
    namespace: "AWS/SQS",
    name: "ApproximateNumberOfMessagesVisible",
    dimensions: { QueueName: queueName },
    statistic: "Sum",
    label: "Waiting messages",
    betterIs: "lower",
    unit: "Count",
  };
}

/**
 * Age of the message of a queue that waits longest. A message that has been taken three times in vain no longer counts.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 */
export function oldestMessage(queueName: string): Metric {
  return {
    namespace: "AWS/SQS",
    name: "ApproximateAgeOfOldestMessage",
    dimensions: { QueueName: queueName },
    statistic: "Maximum",
    label: "Age of the oldest message",
    betterIs: "lower",
    unit: "Seconds",
  };
}

/** Running tasks of an ECS service. Published by Container Insights only. */
export function runningTasks(clusterName: string, serviceName: string): Metric {
  return {
    namespace: "ECS/ContainerInsights",
    name: "RunningTaskCount",
    dimensions: { ClusterName: clusterName, ServiceName: serviceName },
    statistic: "Average",
    label: "Running tasks",
    betterIs: "neither",
    unit: "Count",
  };
}

/**
 * Whether a Route 53 health check is healthy: 1 or 0. Published in us-east-1 only: an alarm elsewhere is silent for ever.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-cloudwatch.html
 */
export function healthCheckStatus(healthCheckId: string): Metric {
  return {
    namespace: "AWS/Route53",
    name: "HealthCheckStatus",
    dimensions: { HealthCheckId: healthCheckId },
    statistic: "Minimum",
    label: "Health check",
    betterIs: "higher",
    region: "us-east-1",
  };
}
