import { seconds } from "../../../language/units";
import type { KindMaps } from "../../registry";
import type { Worker } from "../model";
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
export type WorkerSettings = Omit<Filled<WorkerEntry, "cpu" | "memory" | "image">, "capacity" | "scale" | "tracing" | "observability"> &
  ImageSettings & {
    observability: WorkloadObservability;
    capacity: CapacitySettings;
    scale: FilledScale<WorkerEntry["scale"]>;
    tracing: TracingSettings;
  };

/** Fills in the defaults of a worker. */
export function workerSettings(worker: WorkerEntry, around: EntryAround): WorkerSettings {
  return fillWorkload(worker, around.row.workerCapacity, around);
}

/** The model of a worker. */
export function workerModel(worker: WorkerSettings, { name, environment }: { name: string; environment: KindMaps }): Worker {
  return {
    ...workloadModel(environment, name, worker),
    container: containerModel(worker, worker.healthCommand),
    consumes: worker.consumes,
    scale: {
      ...taskLimits(worker),
      backlogPerTask: backlogPerTask(worker),
      acceptableLatency: worker.scale.acceptableLatency,
    },
  };
}

/**
 * Target backlog per task: messages that one task processes within the acceptable latency, at least 1.
 *
 * Source: "Scaling based on Amazon SQS" (https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-using-sqs-queue.html).
 */
export function backlogPerTask({ scale }: Pick<WorkerSettings, "scale">): number {
  return Math.max(1, Math.floor(seconds(scale.acceptableLatency) / scale.secondsPerMessage));
}
