import { type BetterIs, type Metric, type MetricUnit, runningTasks, targetErrors, targetRequests, visibleMessages } from "./metric";

/** A value made from several metrics; alarms and scaling policies read it like a metric. The keys of `metrics` are the names in `expression`. */
export interface MetricMath {
  /** CloudWatch's metric math. */
  readonly expression: string;
  readonly metrics: Readonly<Record<string, Metric>>;
  /** What a person calls it. */
  readonly label: string;
  readonly unit?: MetricUnit;
  readonly betterIs: BetterIs;
}

/** Whether a metric is made from others. */
export function isMath(metric: object): metric is MetricMath {
  return "expression" in metric;
}

/** Requests a minute below which a share of errors means nothing. */
export const ENOUGH_REQUESTS = 20;

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

/**
 * Waiting messages for each running task: the one figure that workers scale on.
 *
 * - Tasks run: waiting ÷ running.
 * - The count of tasks says zero: all that waits, never a division by zero.
 * - The count of tasks is late: the last one known. Filled with zero, a late count would show all that waits as the backlog of one task,
 *   and a policy would multiply the tasks by it.
 * - The count of tasks is long gone: no data, and no scaling. ECS publishes nothing for a service without a running task, so a policy on
 *   this figure never leaves zero by itself; {@link messagesWithoutTasks} wakes the worker.
 * - Waiting messages unknown: no data, and no scaling. SQS publishes nothing for a queue that nobody has touched for six hours, and by
 *   then the tasks are at their minimum; in an outage of CloudWatch the tasks stay as they are.
 *
 * @see https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-target-tracking-metric-math.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html
 */
export function backlogPerTask(queueName: string, clusterName: string, serviceName: string): MetricMath {
  return {
    expression: "IF(FILL(running, REPEAT) > 0, visible / FILL(running, REPEAT), visible)",
    metrics: { visible: visibleMessages(queueName), running: runningTasks(clusterName, serviceName) },
    label: "Waiting messages per task",
    unit: "Count",
    betterIs: "lower",
  };
}

/**
 * Waiting messages while no task runs, else zero. No count of running tasks means none: a late count costs one task too many, and only
 * for as long as messages wait.
 */
export function messagesWithoutTasks(queueName: string, clusterName: string, serviceName: string): MetricMath {
  return {
    expression: "IF(FILL(running, 0) < 1, visible, 0)",
    metrics: { visible: visibleMessages(queueName), running: runningTasks(clusterName, serviceName) },
    label: "Waiting messages while no task runs",
    unit: "Count",
    betterIs: "lower",
  };
}
