import { z } from "zod";
import { duration, name } from "../../../language/fields";
import { capacityField, containerFields, scaleFields } from "../schema";

const workerScale = z
  .strictObject({
    ...scaleFields,
    acceptableLatency: duration("1 second", "1 day")
      .default("60 seconds")
      .describe("How long a message may wait before a worker takes it."),
    secondsPerMessage: z
      .number()
      .min(0.001)
      .max(43_000)
      .default(1)
      .meta({ allowed: "a number of seconds from 0.001 to 43000, since SQS hides a message for 12 hours at most", example: 0.5 })
      .describe("How long one task works on one message. The backlog per task to aim at is `acceptableLatency` ÷ `secondsPerMessage`."),
  })
  .describe("Autoscaling on the backlog per task.");

/** A program that takes messages from a queue. */
export const workerSchema = z
  .strictObject({
    ...containerFields,
    capacity: capacityField("workerCapacity"),
    consumes: name.meta({ names: "queues" }).describe("The queue that it takes messages from."),
    stopTimeout: duration("2 seconds", "2 minutes")
      .default("120 seconds")
      .describe("How long the container has between SIGTERM and SIGKILL."),
    scale: workerScale.prefault({}).describe("Autoscaling on the backlog per task."),
  })
  .describe("A program that takes messages from a queue.");

/** A worker as it is written. */
export type WorkerEntry = z.output<typeof workerSchema>;
