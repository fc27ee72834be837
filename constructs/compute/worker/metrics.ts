import type { Metric } from "../../watching/metric";
import type { MetricMath } from "../../watching/metric-math";
import { runningTasks, taskMetric } from "../metrics/ecs";

/**
 * Waiting messages for each running task: the metric that workers scale on.
 *
 * - Tasks run: waiting ÷ running.
 * - The running count is zero: the number of waiting messages, so that there is no division by zero.
 * - The running count is late: the last known count. If it were filled with zero, all waiting messages would count as the backlog of one
 *   task, and a policy would multiply the tasks by it.
 * - The running count is missing: no data, and no scaling. ECS publishes no count for a service without a running task, so a policy on this
 *   metric never scales from zero; {@link messagesWithoutTasks} does.
 * - The number of waiting messages is missing: no data, and no scaling. SQS publishes no metrics for a queue that has been inactive for six
 *   hours, and by then the tasks are at their minimum; in a CloudWatch outage the task count does not change.
 *
 * @see https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-target-tracking-metric-math.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html
 */
export function backlogPerTask(visible: Metric, clusterName: string, serviceName: string): MetricMath {
  return {
    expression: PER_TASK,
    label: "Waiting messages per task",
    ...waiting(visible, clusterName, serviceName),
  };
}

/** A metric of a worker for each of its running tasks. Missing data is treated as in {@link backlogPerTask}. */
export function valuePerTask(value: Metric, clusterName: string, serviceName: string): MetricMath {
  return { expression: PER_TASK, label: `${value.label} per task`, ...waiting(value, clusterName, serviceName) };
}

const PER_TASK = "IF(FILL(running, REPEAT) > 0, visible / FILL(running, REPEAT), visible)";

/** 1 while tasks are desired and none runs, else 0. A missing running count means zero. */
export function noTaskRuns(clusterName: string, serviceName: string): MetricMath {
  return {
    expression: "IF(desired > 0 AND FILL(running, 0) < 1, 1, 0)",
    metrics: { desired: taskMetric("desired", clusterName, serviceName), running: runningTasks(clusterName, serviceName) },
    label: "No task runs",
    unit: "Count",
    betterIs: "lower",
  };
}

/**
 * Waiting messages while no task runs, else zero. A missing running count means none: a late count costs one extra task, and only while
 * messages wait.
 */
export function messagesWithoutTasks(visible: Metric, clusterName: string, serviceName: string): MetricMath {
  return {
    expression: "IF(FILL(running, 0) < 1, visible, 0)",
    label: "Waiting messages while no task runs",
    ...waiting(visible, clusterName, serviceName),
  };
}

/** The common metrics and unit of both expressions. */
function waiting(visible: Metric, clusterName: string, serviceName: string): Omit<MetricMath, "expression" | "label"> {
  return {
    metrics: { visible, running: runningTasks(clusterName, serviceName) },
    unit: "Count",
    betterIs: "lower",
  };
}
