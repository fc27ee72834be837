import type { Queue } from "./model";
import { oldestMessage, queueMetric, visibleMessages } from "./metrics";

/** Attributes of a queue that its worker needs: implements the port `Consumable` of compute/. */
export function consumableQueue({ name, visibility }: Pick<Queue, "name" | "visibility">, queueName: string) {
  return {
    name,
    visibility,
    metrics: {
      waiting: visibleMessages(queueName),
      oldest: oldestMessage(queueName),
      taken: queueMetric("received", queueName),
      done: queueMetric("deleted", queueName),
    },
    failing: { tier: "queue", name, ids: ["Failing"] },
  } as const;
}
