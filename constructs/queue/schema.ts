import { z } from "zod";
import { duration, whole } from "../../language/fields";

/** Fields of a queue. */
export const queueSchema = z
  .strictObject({
    type: z
      .enum(["standard", "fifo"])
      .default("standard")
      .describe("Queue type. FIFO preserves the order and drops duplicates. Terrace adds AWS's suffix `.fifo`."),
    visibility: duration("0 seconds", "12 hours")
      .optional()
      .describe(
        "Visibility timeout. Default: 30 seconds, or more if the worker needs it: processing time of one message plus the stop timeout, plus up to 30 seconds.",
      ),
    maxReceives: whole(1, 1_000).default(5).describe("Receives of a message before SQS moves it to the dead-letter queue."),
    retention: duration("1 minute", "14 days")
      .default("4 days")
      .describe("Retention period of messages. The dead-letter queue retains them for 14 days."),
    delay: duration("0 seconds", "15 minutes").default("0 seconds").describe("Delay before a new message becomes visible."),
  })
  .describe("An SQS queue with its own dead-letter queue.")
  .meta({ addedSuffix: { suffix: ".fifo", instead: 'type: "fifo"' } });

/** A queue in the environment file. */
export type QueueEntry = z.output<typeof queueSchema>;
