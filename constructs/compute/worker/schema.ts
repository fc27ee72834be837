import { z } from "zod";
import { METRIC_VALUE_LIMIT } from "../../../aws/text-limits";
import { duration, name, whole } from "../../../language/fields";
import { capacityField, containerFields, scaleFields } from "../schema";

const workerScale = z
  .strictObject({
    ...scaleFields,
    acceptableLatency: duration("1 second", "1 day")
      .optional()
      .meta({ fallback: '"60 seconds" with a queue' })
      .describe("Acceptable time for a message of the queue to wait before a worker receives it."),
    secondsPerMessage: z
      .number()
      .min(0.001)
      .max(43_000)
      .optional()
      .meta({
        allowed: "a number of seconds from 0.001 to 43000, because the visibility timeout of SQS is at most 12 hours",
        example: 0.5,
        fallback: "1 with a queue",
      })
      .describe("Processing time of one message by one task. The target backlog per task is `acceptableLatency` ÷ `secondsPerMessage`."),
    cpu: whole(10, 90)
      .optional()
      .meta({ fallback: "60 without a queue and without `metric`" })
      .describe("Target CPU utilization in percent, averaged over the tasks."),
    memory: whole(10, 90).optional().describe("Target memory utilization in percent. Default: memory does not scale the worker."),
    metric: name
      .optional()
      .describe(
        "One of the worker's own `metrics`, for example its number of waiting jobs, that scales it together with `perTask`. While no task runs, the worker reports nothing: keep `min` at 1 or more.",
      ),
    perTask: z
      .number()
      .min(0.001)
      .max(METRIC_VALUE_LIMIT)
      .optional()
      .meta({ allowed: "a number from 0.001 to 2^360", example: 100 })
      .describe("Target value of `metric` for each running task."),
  })
  .describe("Autoscaling. Any target scales out; scale-in requires all of them.");

/** A worker. */
export const workerSchema = z
  .strictObject({
    ...containerFields,
    capacity: capacityField("workerCapacity"),
    consumes: name
      .optional()
      .meta({ names: "queues", example: "emails" })
      .describe(
        "The queue that the worker receives messages from. Default: none. A worker without a queue finds its work itself, as Sidekiq and Celery do in Redis, or has its own timer.",
      ),
    stopTimeout: duration("2 seconds", "2 minutes").default("120 seconds").describe("Time between SIGTERM and SIGKILL."),
    scale: workerScale.prefault({}).describe("Autoscaling: on the backlog per task with a queue, otherwise on CPU."),
  })
  .describe("A worker: tasks that accept no connections.");

/** A worker as written in the environment file. */
export type WorkerEntry = z.output<typeof workerSchema>;
