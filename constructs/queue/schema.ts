import { z } from "zod";
import { duration, whole } from "../../language/fields";

/** What a team may write about a queue. */
export const queueSchema = z
  .strictObject({
    type: z
      .enum(["standard", "fifo"])
      .default("standard")
      .describe("FIFO keeps the order and drops duplicates. AWS's suffix `.fifo` is added by Terrace."),
    visibility: duration("0 seconds", "12 hours")
      .optional()
      .describe(
        "How long a message that was taken stays hidden from other consumers. Left out: 30 seconds, or longer where its worker needs more: one message, the worker's stop timeout, and up to 30 seconds to spare.",
      ),
    maxReceives: whole(1, 1_000).default(5).describe("How often a message may be taken before it goes to the dead-letter queue."),
    retention: duration("1 minute", "14 days")
      .default("4 days")
      .describe("How long a message waits at most. Dead letters are kept for 14 days."),
    delay: duration("0 seconds", "15 minutes").default("0 seconds").describe("How long a new message stays hidden."),
  })
  .describe("A queue, with a dead-letter queue of its own.")
  .meta({ addedSuffix: { suffix: ".fifo", instead: 'type: "fifo"' } });

/** A queue as it is written. */
export type QueueEntry = z.output<typeof queueSchema>;
