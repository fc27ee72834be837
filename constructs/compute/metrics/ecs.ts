import type { Metric } from "../../watching/metric";
import type { MetricMath } from "../../watching/metric-math";

type Definition = Omit<Metric, "dimensions">;

const INSIGHTS = "ECS/ContainerInsights";

/**
 * Metrics that ECS publishes each minute while a service or worker has a task: CPU and memory free of charge, the others through Container
 * Insights.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service_utilization.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-metrics-ECS.html
 */
const DEFINITIONS = {
  cpu: { namespace: "AWS/ECS", name: "CPUUtilization", statistic: "Average", label: "CPU", unit: "Percent", betterIs: "lower" },
  busiestCpu: {
    namespace: "AWS/ECS",
    name: "CPUUtilization",
    statistic: "Maximum",
    label: "CPU of the busiest task",
    unit: "Percent",
    betterIs: "lower",
  },
  memory: { namespace: "AWS/ECS", name: "MemoryUtilization", statistic: "Average", label: "Memory", unit: "Percent", betterIs: "lower" },
  /** ECS kills a task at its memory limit, even if other tasks have free memory. */
  fullestMemory: {
    namespace: "AWS/ECS",
    name: "MemoryUtilization",
    statistic: "Maximum",
    label: "Memory of the fullest task",
    unit: "Percent",
    betterIs: "lower",
  },
  desired: {
    namespace: INSIGHTS,
    name: "DesiredTaskCount",
    statistic: "Average",
    label: "Desired tasks",
    unit: "Count",
    betterIs: "neither",
  },
  running: {
    namespace: INSIGHTS,
    name: "RunningTaskCount",
    statistic: "Average",
    label: "Running tasks",
    unit: "Count",
    betterIs: "neither",
  },
  pending: {
    namespace: INSIGHTS,
    name: "PendingTaskCount",
    statistic: "Average",
    label: "Pending tasks",
    unit: "Count",
    betterIs: "lower",
  },
  /** 1 unless a deployment is in progress. */
  deployments: {
    namespace: INSIGHTS,
    name: "DeploymentCount",
    statistic: "Minimum",
    label: "Deployments",
    unit: "Count",
    betterIs: "lower",
  },
  received: {
    namespace: INSIGHTS,
    name: "NetworkRxBytes",
    statistic: "Average",
    label: "Received",
    unit: "Bytes/Second",
    betterIs: "neither",
  },
  sent: { namespace: INSIGHTS, name: "NetworkTxBytes", statistic: "Average", label: "Sent", unit: "Bytes/Second", betterIs: "neither" },
  storageReserved: {
    namespace: INSIGHTS,
    name: "EphemeralStorageReserved",
    statistic: "Maximum",
    label: "Disk of a task",
    unit: "Gigabytes",
    betterIs: "neither",
  },
  storageUsed: {
    namespace: INSIGHTS,
    name: "EphemeralStorageUtilized",
    statistic: "Maximum",
    label: "Disk in use",
    unit: "Gigabytes",
    betterIs: "lower",
  },
} as const satisfies Readonly<Record<string, Definition>>;

/** Name of an ECS service metric in the code. */
export type TaskMetric = keyof typeof DEFINITIONS;

/** Names of all defined ECS service metrics. */
export const TASK_METRICS = Object.keys(DEFINITIONS) as readonly TaskMetric[];

/** A metric of an ECS service. */
export function taskMetric(metric: TaskMetric, clusterName: string, serviceName: string): Metric {
  return { dimensions: { ClusterName: clusterName, ServiceName: serviceName }, ...DEFINITIONS[metric] };
}

/** Running tasks of an ECS service. */
export function runningTasks(clusterName: string, serviceName: string): Metric {
  return taskMetric("running", clusterName, serviceName);
}

/** Desired tasks that do not run. A missing running count means zero. */
export function missingTasks(clusterName: string, serviceName: string): MetricMath {
  return {
    expression: "desired - FILL(running, 0)",
    metrics: { desired: taskMetric("desired", clusterName, serviceName), running: taskMetric("running", clusterName, serviceName) },
    label: "Missing tasks",
    unit: "Count",
    betterIs: "lower",
  };
}

/** Disk usage of the task with the most, in percent. All tasks of a revision have the same disk size. */
export function storageShare(clusterName: string, serviceName: string): MetricMath {
  return {
    expression: "100 * used / reserved",
    metrics: {
      used: taskMetric("storageUsed", clusterName, serviceName),
      reserved: taskMetric("storageReserved", clusterName, serviceName),
    },
    label: "Disk in use",
    unit: "Percent",
    betterIs: "lower",
  };
}
