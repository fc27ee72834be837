import type { MetricFact } from "./metric-fact";

const GAUGE = ["Average", "Minimum", "Maximum", "SampleCount"] as const;
const SERVICE = [["ClusterName", "ServiceName"]] as const;
const TASKS = [["ClusterName"], ["ClusterName", "ServiceName"], ["ClusterName", "TaskDefinitionFamily"]] as const;

const common = { period: "1 minute", statistics: GAUGE, silentWhenZero: false } as const;
const service = { ...common, namespace: "AWS/ECS", dimensions: [["ClusterName"], ["ClusterName", "ServiceName"]] } as const;
/** Container Insights. A service without tasks has no data. */
const insights = { ...common, namespace: "ECS/ContainerInsights" } as const;

/**
 * Metrics of an ECS service on Fargate: CPU and memory are free (`Minimum` and `Maximum` are the values of the least and the most busy task),
 * the others require Container Insights.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service_utilization.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-metrics-ECS.html
 */
export const ECS_FACTS: readonly MetricFact[] = [
  { ...service, name: "CPUUtilization", unit: "Percent" },
  { ...service, name: "MemoryUtilization", unit: "Percent" },
  { ...insights, name: "RunningTaskCount", dimensions: SERVICE, unit: "Count" },
  { ...insights, name: "DesiredTaskCount", dimensions: SERVICE, unit: "Count" },
  { ...insights, name: "PendingTaskCount", dimensions: SERVICE, unit: "Count" },
  { ...insights, name: "DeploymentCount", dimensions: SERVICE, unit: "Count" },
  { ...insights, name: "NetworkRxBytes", dimensions: TASKS, unit: "Bytes/Second" },
  { ...insights, name: "NetworkTxBytes", dimensions: TASKS, unit: "Bytes/Second" },
  // Linux tasks on Fargate, from platform version 1.4.0 on.
  { ...insights, name: "EphemeralStorageReserved", dimensions: TASKS, unit: "Gigabytes" },
  { ...insights, name: "EphemeralStorageUtilized", dimensions: TASKS, unit: "Gigabytes" },
];
