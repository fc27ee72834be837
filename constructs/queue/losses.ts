import type { Losses } from "../core/losses";
import { isEmpty, less } from "../core/plan-values";

/** Losses that the guard detects in a plan that changes a queue. */
export const queueLosses: Losses = {
  stateful: {
    aws_sqs_queue: { noun: "queue", consequence: "Deletes all messages in the queue. Sending to its URL fails." },
  },
  reductions: {
    aws_sqs_queue: {
      noun: "queue",
      losesData: [
        {
          attribute: "message_retention_seconds",
          isReduced: less("message_retention_seconds"),
          consequence: "Deletes messages that are older than the new limit.",
        },
      ],
      losesProtection: [
        {
          attribute: "redrive_policy",
          isReduced: (before, after) => !isEmpty(before.redrive_policy) && isEmpty(after.redrive_policy),
          consequence: "A message that cannot be processed is retried until it expires, and is then lost.",
        },
      ],
    },
  },
  stateless: [],
};
