import { type Duration, seconds } from "../../../language/units";
import { SECONDS_PER_MESSAGE } from "../../core/seconds-per-message";
import type { KindMaps } from "../../registry";
import type { Worker, WorkerScale } from "../model";
import {
  type CapacitySettings,
  type Filled,
  type FilledScale,
  type TracingSettings,
  type EntryAround,
  type ImageSettings,
  type WorkloadObservability,
  fillWorkload,
} from "../settings";
import { containerModel, taskLimits, workloadModel } from "../workload-model";
import type { WorkerEntry } from "./schema";

/** A worker with all defaults filled in. */
export type WorkerSettings = Omit<
  Filled<WorkerEntry, "cpu" | "memory" | "image" | "writablePaths">,
  "capacity" | "scale" | "tracing" | "observability"
> &
  ImageSettings & {
    observability: WorkloadObservability;
    capacity: CapacitySettings;
    scale: FilledScale<WorkerEntry["scale"]>;
    tracing: TracingSettings;
    opensFolders: boolean;
  };

/** Fills in the defaults of a worker. */
export function workerSettings(worker: WorkerEntry, around: EntryAround): WorkerSettings {
  const filled = fillWorkload(worker, around.row.workerCapacity, around);
  return { ...filled, scale: { ...filled.scale, ...scaleDefaults(worker) } };
}

/** The targets of a queue need the queue, and CPU is the target of a worker that has no other. */
function scaleDefaults({ consumes, scale }: WorkerEntry): Partial<WorkerEntry["scale"]> {
  if (consumes === undefined) return { cpu: scale.cpu ?? (scale.metric === undefined ? 60 : undefined) };
  return { acceptableLatency: scale.acceptableLatency ?? "60 seconds", secondsPerMessage: scale.secondsPerMessage ?? SECONDS_PER_MESSAGE };
}

/** The model of a worker. */
export function workerModel(worker: WorkerSettings, { name, environment }: { name: string; environment: KindMaps }): Worker {
  const { consumes, scale } = worker;
  const common = { ...workloadModel(environment, name, worker), container: containerModel(environment, worker, worker.healthCommand) };
  const { acceptableLatency, secondsPerMessage } = scale;
  if (consumes === undefined || acceptableLatency === undefined || secondsPerMessage === undefined) {
    return { ...common, scale: scaleModel(worker) };
  }
  const messages = { acceptableLatency, secondsPerMessage };
  return { ...common, consumes, scale: { ...scaleModel(worker), backlogPerTask: backlogPerTask(messages), acceptableLatency } };
}

function scaleModel(worker: WorkerSettings): WorkerScale {
  const { cpu, memory, metric, perTask } = worker.scale;
  return {
    ...taskLimits(worker),
    ...(cpu !== undefined && { cpu }),
    ...(memory !== undefined && { memory }),
    ...(metric !== undefined && perTask !== undefined && { metric: { name: metric, perTask } }),
  };
}

/**
 * Target backlog per task: messages that one task processes within the acceptable latency, at least 1.
 *
 * Source: "Scaling based on Amazon SQS" (https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-using-sqs-queue.html).
 */
function backlogPerTask({ acceptableLatency, secondsPerMessage }: { acceptableLatency: Duration; secondsPerMessage: number }): number {
  return Math.max(1, Math.floor(seconds(acceptableLatency) / secondsPerMessage));
}
