import type { ServiceScale, WorkerScale } from "./model";
import type { LoadBalancerTarget } from "../load-balancing/target";
import type { MetricMath } from "../watching/metric-math";

/** A scaling policy as plain data: target tracking, or the step that scales a worker from zero. */
export type ScalingPolicy =
  | { readonly kind: "target"; readonly id: string; readonly target: number; readonly metric: PredefinedMetric | MetricMath }
  | { readonly kind: "step"; readonly id: string; readonly adjustment: number; readonly cooldown: number };

/** A predefined metric of Application Auto Scaling. */
export interface PredefinedMetric {
  readonly type: "ECSServiceAverageCPUUtilization" | "ECSServiceAverageMemoryUtilization" | "ALBRequestCountPerTarget";
  /** The target group, for request counts. */
  readonly label?: string;
}

/** Cooldowns in seconds: short for scale-out, long for scale-in. */
export const COOLDOWN = { out: 60, in: 300 } as const;

/** The policies of a service: CPU, and optionally memory and requests. Any policy scales out; scale-in requires all of them. */
export function servicePolicies(scale: ServiceScale, target: LoadBalancerTarget): readonly ScalingPolicy[] {
  return [
    cpuPolicy(scale.cpu),
    ...(scale.memory === undefined ? [] : [memoryPolicy(scale.memory)]),
    ...(scale.requestsPerTask === undefined || target.kind !== "ApplicationELB" ? [] : [requestPolicy(scale.requestsPerTask, target)]),
  ];
}

/** The policies of any worker: CPU, memory and its own metric, as far as it has targets for them. */
export function workerPolicies({ cpu, memory, metric }: WorkerScale, perTask?: MetricMath): readonly ScalingPolicy[] {
  return [
    ...(cpu === undefined ? [] : [cpuPolicy(cpu)]),
    ...(memory === undefined ? [] : [memoryPolicy(memory)]),
    ...(metric === undefined || perTask === undefined
      ? []
      : [{ kind: "target", id: "Metric", target: metric.perTask, metric: perTask } as const]),
  ];
}

/** The policies of a worker with a queue: its backlog, and a step that scales from zero if zero tasks are allowed. */
export function backlogPolicies(backlog: MetricMath, backlogPerTask: number, toZero: boolean): readonly ScalingPolicy[] {
  return [
    { kind: "target", id: "Backlog", target: backlogPerTask, metric: backlog },
    // Adds a task instead of setting the count, so that a late running task count cannot scale in. The cooldown leaves the first task time
    // to start and to be counted.
    ...(toZero ? [{ kind: "step", id: "Wake", adjustment: 1, cooldown: 180 } as const] : []),
  ];
}

/**
 * Whether a worker can scale to zero. Target tracking alone never leaves zero, since any multiple of zero is zero.
 *
 * @param minima of its scale and of each of its schedules.
 */
export function allowsZero(minima: readonly number[]): boolean {
  return minima.includes(0);
}

function cpuPolicy(target: number): ScalingPolicy {
  return { kind: "target", id: "Cpu", target, metric: { type: "ECSServiceAverageCPUUtilization" } };
}

function memoryPolicy(target: number): ScalingPolicy {
  return { kind: "target", id: "Memory", target, metric: { type: "ECSServiceAverageMemoryUtilization" } };
}

/** https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PredefinedMetricSpecification.html */
function requestPolicy(target: number, { loadBalancerSuffix, targetGroupSuffix }: LoadBalancerTarget): ScalingPolicy {
  const label = `${loadBalancerSuffix}/${targetGroupSuffix}`;
  return { kind: "target", id: "Requests", target, metric: { type: "ALBRequestCountPerTarget", label } };
}
