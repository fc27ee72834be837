import { seconds } from "../../../language/units";
import type { KindMaps } from "../../registry";
import type { Worker } from "../model";
import { type CapacitySettings, type Filled, type FilledScale, type TracingSettings, type WorkloadAround, fillWorkload } from "../settings";
import { containerModel, schedules, workloadModel } from "../workload-model";
import type { WorkerEntry } from "./schema";

/** A worker with every field decided. */
export type WorkerSettings = Omit<Filled<WorkerEntry, "cpu" | "memory">, "capacity" | "scale" | "tracing"> & {
  capacity: CapacitySettings;
  scale: FilledScale<WorkerEntry["scale"]>;
  tracing: TracingSettings;
};

/** A worker with what was left out filled in. */
export function workerSettings(worker: WorkerEntry, { row, natGateways }: WorkloadAround): WorkerSettings {
  return fillWorkload(worker, row, row.workerCapacity, natGateways);
}

/** A worker as it is built. */
export function workerModel(worker: WorkerSettings, { name, environment }: { name: string; environment: KindMaps }): Worker {
  return {
    ...workloadModel(environment, name, worker),
    container: containerModel(worker, worker.healthCommand),
    consumes: worker.consumes,
    scale: {
      min: worker.scale.min,
      max: worker.scale.max,
      backlogPerTask: backlogPerTask(worker),
      acceptableLatency: worker.scale.acceptableLatency,
      schedules: schedules(worker),
    },
  };
}

/**
 * Messages per task to aim at: how many one task works off within the acceptable latency, at least 1.
 *
 * Source: "Scaling based on Amazon SQS" (https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-using-sqs-queue.html).
 */
export function backlogPerTask({ scale }: Pick<WorkerSettings, "scale">): number {
  return Math.max(1, Math.floor(seconds(scale.acceptableLatency) / scale.secondsPerMessage));
}
