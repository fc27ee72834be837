import { LIMITS } from "../../../aws/limits";
import { chunkSuffix } from "../../../language/chunks";
import type { Metric } from "../../watching/metric";

/**
 * ECS events as metrics. ECS publishes no metric of failed deployments or stopped tasks, only events. An EventBridge rule for each cluster
 * writes them to a log group, and the metric filters of {@link eventFilters} count them for each service. The log also keeps the details,
 * which ECS deletes after an hour.
 *
 * Each service has its own namespace instead of a dimension: a deployment event contains its service only in an ARN within a list. A metric
 * filter's pattern can match that, but cannot make a dimension of it.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service_deployment_events.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntaxForMetricFilters.html
 */
const DEFINITIONS = {
  deploymentFailures: { name: "DeploymentFailures", label: "Failed deployments" },
  /** The container exited, was killed for its memory, or failed its health check. ECS may report one stop more than once. */
  crashes: { name: "TaskCrashes", label: "Crashed tasks" },
  /** Image, secret, capacity or IP address not available. */
  startFailures: { name: "TaskStartFailures", label: "Tasks that failed to start" },
  /** AWS reclaimed the capacity, with two minutes' notice. */
  interruptions: { name: "SpotInterruptions", label: "Fargate Spot interruptions" },
} as const;

/** The counted events, by their name in the code. */
export type EcsEvent = keyof typeof DEFINITIONS;

/** All counted events. */
export const ECS_EVENTS = Object.keys(DEFINITIONS) as readonly EcsEvent[];

/** Names of the metrics that the filters publish. */
export const EVENT_METRIC_NAMES: readonly string[] = ECS_EVENTS.map((event) => DEFINITIONS[event].name);

/** Prefix of the namespaces of these metrics. */
export const EVENT_NAMESPACE = "Terrace/ECS";

/** The service that emits the events. */
export interface EventSource {
  /** A plain string, not a reference: a namespace contains it. */
  readonly clusterName: string;
  /** A plain string, not a reference: a namespace and patterns contain it. */
  readonly serviceName: string;
}

/** A count of events of a service. CloudWatch has data only if it is above zero. */
export function ecsEvent(event: EcsEvent, { clusterName, serviceName }: EventSource): Metric {
  return {
    namespace: `${EVENT_NAMESPACE}/${clusterName}/${serviceName}`,
    dimensions: {},
    statistic: "Sum",
    unit: "Count",
    betterIs: "lower",
    ...DEFINITIONS[event],
  };
}

/**
 * Event types that an EventBridge rule receives from ECS. The cluster is in `detail.clusterArn` of task events, and in the service ARN of
 * deployment events.
 */
export const EVENT_TYPES = ["ECS Deployment State Change", "ECS Task State Change"] as const;

/** A metric filter on the log of ECS events. */
export interface EventFilter {
  readonly metric: Metric;
  readonly pattern: string;
}

/** A service's metric filters. */
export function eventFilters(source: EventSource): readonly EventFilter[] {
  const { clusterName, serviceName } = source;
  const stopped = (why: string) => `{ ($.detail.group = "service:${serviceName}") && ($.detail.lastStatus = "STOPPED") && (${why}) }`;
  const patterns: Readonly<Record<EcsEvent, string>> = {
    deploymentFailures: `{ ($.detail.eventName = "SERVICE_DEPLOYMENT_FAILED") && ($.resources[0] = "*:service/${clusterName}/${serviceName}") }`,
    // Failed health checks have no stop code of their own: it is the code of a stop by the scheduler, as when scaling in.
    crashes: stopped('($.detail.stopCode = "EssentialContainerExited") || ($.detail.stoppedReason = "*health checks*")'),
    startFailures: stopped('$.detail.stopCode = "TaskFailedToStart"'),
    interruptions: stopped('$.detail.stopCode = "SpotInterruption"'),
  };
  return ECS_EVENTS.map((event) => ({ metric: ecsEvent(event, source), pattern: patterns[event] }));
}

/** Workloads whose events one log group counts: each uses one metric filter for each kind of event. */
export const WORKLOADS_OF_A_LOG = Math.floor(LIMITS["logs.metric-filters"].value / ECS_EVENTS.length);

/** Log groups that one rule writes to. */
export const LOGS_OF_A_RULE = LIMITS["events.targets"].value;

/** The end of the names of a group's rules, one for each rule that the group needs; empty for the first rule of the default group. */
export function ruleEndings(workloads: number, group?: string): readonly string[] {
  const rules = Math.max(1, Math.ceil(workloads / (WORKLOADS_OF_A_LOG * LOGS_OF_A_RULE)));
  return Array.from({ length: rules }, (_none, index) => `${group === undefined ? "" : `-${group}`}${chunkSuffix(index)}`);
}
