import { z } from "zod";
import { duration, name } from "../../../language/fields";
import { capacityField, containerFields, scaleFields } from "../schema";

const workerScale = z
  .strictObject({
    ...scaleFields,
    acceptableLatency: duration("1 second", "1 day")
      .default("60 seconds")
      .describe("Acceptable time for a message to wait before a worker receives it."),
    secondsPerMessage: z
      .number()
      .min(0.001)
      .max(43_000)
      .default(1)
      .meta({ allowed: "a number of seconds from 0.001 to 43000, because the visibility timeout of SQS is at most 12 hours", example: 0.5 })
      .describe("Processing time of one message by one task. The target backlog per task is `acceptableLatency` ÷ `secondsPerMessage`."),
  })
  .describe("Autoscaling on the backlog per task.");

/** A worker that receives messages from a queue. */
export const workerSchema = z
  .strictObject({
    ...containerFields,
    capacity: capacityField("workerCapacity"),
    consumes: name
      .meta({ names: "queues" })
      .describe(
        "The queue that the worker receives messages from. An application that neither clients nor messages start consumes a queue that stays empty, with `scale: { min: 1, max: 1 }`.",
      ),
    stopTimeout: duration("2 seconds", "2 minutes").default("120 seconds").describe("Time between SIGTERM and SIGKILL."),
    scale: workerScale.prefault({}).describe("Autoscaling on the backlog per task."),
  })
  .describe("A worker that receives messages from a queue.");

/** A worker as written in the environment file. */
export type WorkerEntry = z.output<typeof workerSchema>;
