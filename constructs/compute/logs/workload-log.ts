import type { WorkloadMetric } from "../../watching/model";
import type { WorkloadKind } from "../workloads";

/** The log group of a service or worker in each region, as in its task definition. */
export function workloadLogGroup(environment: string, kind: WorkloadKind, name: string): string {
  return `/${environment}/${kind}/${name}`;
}

/** Under `/aws/events/`, the prefix that EventBridge's console and AWS's own policies expect. */
export function ecsEventsLogGroup(clusterName: string): string {
  return `/aws/events/${clusterName}`;
}

/** The workload whose log is monitored. */
export interface WatchLogProps {
  readonly environment: string;
  readonly kind: WorkloadKind;
  readonly workload: { readonly name: string; readonly metrics: readonly WorkloadMetric[] };
}
