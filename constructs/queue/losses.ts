import type { Losses } from "../core/losses";
import { isEmpty, less } from "../core/plan-values";

/** What the guard reports of a plan that changes a queue. */
export const queueLosses: Losses = {
  stateful: {
    aws_sqs_queue: { what: "queue", losing: "All messages that wait in it are gone, and what was sent to its address fails." },
  },
  reductions: {
    aws_sqs_queue: {
      what: "queue",
      losesData: [
        {
          attribute: "message_retention_seconds",
          isReduced: less("message_retention_seconds"),
          means: "Messages that have waited for longer are deleted.",
        },
      ],
      losesProtection: [
        {
          attribute: "redrive_policy",
          isReduced: (before, after) => !isEmpty(before.redrive_policy) && isEmpty(after.redrive_policy),
          means: "A message that cannot be handled is tried until its time is over, and is gone then.",
        },
      ],
    },
  },
  stateless: [],
};
