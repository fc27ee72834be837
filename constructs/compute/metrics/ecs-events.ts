import type { Metric } from "../../watching/metric";

/**
 * Events of ECS as metrics. ECS publishes no metric of a deployment that failed nor of why a task stopped; it sends events. So: one
 * EventBridge rule for a cluster, which writes them to a log group, and for each service the metric filters of {@link eventFilters} on it.
 * The log answers what happened, for which ECS itself forgets after an hour; the filters count.
 *
 * Why a namespace for each service, and no dimensions: an event of a deployment names its service only within an ARN in a list, of which
 * a metric filter can make no dimension. A filter's pattern can look there.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service_deployment_events.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntaxForMetricFilters.html
 */
const DEFINITIONS = {
  deploymentFailures: { name: "DeploymentFailures", label: "Deployments that failed" },
  /** Its program ended by itself, was killed for its memory, or failed its health check. ECS may tell of one stop more than once. */
  crashes: { name: "TaskCrashes", label: "Tasks that crashed" },
  /** No image, no secret, no capacity, no address. */
  startFailures: { name: "TaskStartFailures", label: "Tasks that did not start" },
  /** AWS took the capacity back, with two minutes' notice. */
  interruptions: { name: "SpotInterruptions", label: "Tasks that Fargate Spot took back" },
} as const;

/** The events that are counted, as this program calls them. */
export type EcsEvent = keyof typeof DEFINITIONS;

/** All of them. */
export const ECS_EVENTS = Object.keys(DEFINITIONS) as readonly EcsEvent[];

/** Names of the metrics that the filters publish. */
export const EVENT_METRIC_NAMES: readonly string[] = ECS_EVENTS.map((event) => DEFINITIONS[event].name);

/** What all namespaces of such metrics begin with. */
export const EVENT_NAMESPACE = "Terrace/ECS";

/** What ECS events are of. */
export interface EventSource {
  /** Plain: it is a part of a namespace. */
  readonly clusterName: string;
  /** Plain: it is a part of a namespace and of patterns. */
  readonly serviceName: string;
}

/** A count of events of a service. It exists only while it is not zero. */
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

/** What an EventBridge rule takes from ECS, less the cluster: it stands in `detail.clusterArn` of a task's events, and in the ARN of a service. */
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
    // Health checks have no code of their own: the scheduler stops such a task as it stops one that is too many.
    crashes: stopped('($.detail.stopCode = "EssentialContainerExited") || ($.detail.stoppedReason = "*health checks*")'),
    startFailures: stopped('$.detail.stopCode = "TaskFailedToStart"'),
    interruptions: stopped('$.detail.stopCode = "SpotInterruption"'),
  };
  return ECS_EVENTS.map((event) => ({ metric: ecsEvent(event, source), pattern: patterns[event] }));
}
