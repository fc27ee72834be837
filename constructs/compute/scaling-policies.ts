import type { ServiceScale } from "./model";
import type { LoadBalancerTarget } from "../load-balancing/target";
import type { MetricMath } from "../watching/metric-math";

/** A scaling policy as a row: one of target tracking, or the step that wakes a worker. */
export type ScalingPolicy =
  | { readonly kind: "target"; readonly id: string; readonly target: number; readonly metric: PredefinedMetric | MetricMath }
  | { readonly kind: "step"; readonly id: string; readonly adjustment: number; readonly cooldown: number };

/** A metric that Application Auto Scaling knows by name. */
export interface PredefinedMetric {
  readonly type: "ECSServiceAverageCPUUtilization" | "ECSServiceAverageMemoryUtilization" | "ALBRequestCountPerTarget";
  /** Which target group, for requests. */
  readonly label?: string;
}

/** Seconds after a change before the next: quick out, slow in. */
export const COOLDOWN = { out: 60, in: 300 } as const;

/** The policies of a service: on CPU, on memory and requests where the team says so. Any of them scales out, all must agree to scale in. */
export function servicePolicies(scale: ServiceScale, target: LoadBalancerTarget): readonly ScalingPolicy[] {
  return [
    { kind: "target", id: "Cpu", target: scale.cpu, metric: { type: "ECSServiceAverageCPUUtilization" } },
    ...(scale.memory === undefined ? [] : [memoryPolicy(scale.memory)]),
    ...(scale.requestsPerTask === undefined || target.kind !== "ApplicationELB" ? [] : [requestPolicy(scale.requestsPerTask, target)]),
  ];
}

/** The policies of a worker: on its backlog, and if it may have no task at all, one that wakes it. */
export function workerPolicies(backlog: MetricMath, backlogPerTask: number, sleeps: boolean): readonly ScalingPolicy[] {
  return [
    { kind: "target", id: "Backlog", target: backlogPerTask, metric: backlog },
    // Adds a task, never sets the count: should the count of running tasks be late, nothing is scaled in. The next one may come when the
    // first has had time to start and to be counted.
    ...(sleeps ? [{ kind: "step", id: "Wake", adjustment: 1, cooldown: 180 } as const] : []),
  ];
}

/**
 * Whether a worker may have no task: then target tracking alone never leaves zero, since any multiple of zero is zero.
 *
 * @param minima of its scale and of each of its schedules.
 */
export function allowsZero(minima: readonly number[]): boolean {
  return minima.includes(0);
}

function memoryPolicy(target: number): ScalingPolicy {
  return { kind: "target", id: "Memory", target, metric: { type: "ECSServiceAverageMemoryUtilization" } };
}

/** https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PredefinedMetricSpecification.html */
function requestPolicy(target: number, { loadBalancerSuffix, targetGroupSuffix }: LoadBalancerTarget): ScalingPolicy {
  const label = `${loadBalancerSuffix}/${targetGroupSuffix}`;
  return { kind: "target", id: "Requests", target, metric: { type: "ALBRequestCountPerTarget", label } };
}
