import type { Metric } from "../../watching/metric";
import type { MetricMath } from "../../watching/metric-math";
import { runningTasks } from "../metrics/ecs";

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
export function backlogPerTask(visible: Metric, clusterName: string, serviceName: string): MetricMath {
  return {
    expression: "IF(FILL(running, REPEAT) > 0, visible / FILL(running, REPEAT), visible)",
    label: "Waiting messages per task",
    ...waiting(visible, clusterName, serviceName),
  };
}

/**
 * Waiting messages while no task runs, else zero. No count of running tasks means none: a late count costs one task too many, and only
 * for as long as messages wait.
 */
export function messagesWithoutTasks(visible: Metric, clusterName: string, serviceName: string): MetricMath {
  return {
    expression: "IF(FILL(running, 0) < 1, visible, 0)",
    label: "Waiting messages while no task runs",
    ...waiting(visible, clusterName, serviceName),
  };
}

/** What both figures are made from, and how they are read. */
function waiting(visible: Metric, clusterName: string, serviceName: string): Omit<MetricMath, "expression" | "label"> {
  return {
    metrics: { visible, running: runningTasks(clusterName, serviceName) },
    unit: "Count",
    betterIs: "lower",
  };
}
