import type { Metric } from "../watching/metric";
import type { MetricMath } from "../watching/metric-math";

type Definition = Omit<Metric, "namespace" | "dimensions">;

/**
 * What SQS says of a queue, each minute, until nobody has touched it for six hours.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 */
const DEFINITIONS = {
  visible: {
    name: "ApproximateNumberOfMessagesVisible",
    statistic: "Sum",
    label: "Waiting messages",
    unit: "Count",
    betterIs: "lower",
  },
  /** A message that has been taken three times in vain no longer counts. */
  oldest: {
    name: "ApproximateAgeOfOldestMessage",
    statistic: "Maximum",
    label: "Age of the oldest message",
    unit: "Seconds",
    betterIs: "lower",
  },
  /** Taken, and neither deleted nor given back. */
  inFlight: {
    name: "ApproximateNumberOfMessagesNotVisible",
    statistic: "Maximum",
    label: "Messages being worked on",
    unit: "Count",
    betterIs: "neither",
  },
  delayed: {
    name: "ApproximateNumberOfMessagesDelayed",
    statistic: "Maximum",
    label: "Delayed messages",
    unit: "Count",
    betterIs: "neither",
  },
  sent: { name: "NumberOfMessagesSent", statistic: "Sum", label: "Sent", unit: "Count", betterIs: "neither" },
  /** Each time that a message is taken, so more than once for one that is tried again. */
  received: { name: "NumberOfMessagesReceived", statistic: "Sum", label: "Received", unit: "Count", betterIs: "neither" },
  deleted: { name: "NumberOfMessagesDeleted", statistic: "Sum", label: "Done", unit: "Count", betterIs: "neither" },
  /** Each is paid for. */
  emptyReceives: { name: "NumberOfEmptyReceives", statistic: "Sum", label: "Asked in vain", unit: "Count", betterIs: "lower" },
} as const satisfies Readonly<Record<string, Definition>>;

/** A name of a metric of SQS as this program calls it. */
export type QueueMetric = keyof typeof DEFINITIONS;

/** Names of all metrics of SQS that are defined here. */
export const QUEUE_METRICS = Object.keys(DEFINITIONS) as readonly QueueMetric[];

/** A metric of a queue. */
export function queueMetric(metric: QueueMetric, queueName: string): Metric {
  return { namespace: "AWS/SQS", dimensions: { QueueName: queueName }, ...DEFINITIONS[metric] };
}

/** Messages of a queue that wait to be taken. */
export function visibleMessages(queueName: string): Metric {
  return queueMetric("visible", queueName);
}

/** Age of the message of a queue that waits longest. */
export function oldestMessage(queueName: string): Metric {
  return queueMetric("oldest", queueName);
}

/**
 * Messages in a dead-letter queue. How many came, it does not say: SQS does not count those that it moves itself. `Maximum`, since a sum
 * over several minutes counts each message once a minute.
 */
export function deadLetters(deadLetterQueueName: string): Metric {
  return { ...visibleMessages(deadLetterQueueName), statistic: "Maximum", label: "Dead letters" };
}

/** Messages taken in a period below which a share of failed ones means nothing. */
const ENOUGH_MESSAGES = 100;

/**
 * Percent of the messages taken that were not done. A message that fails leaves the age of the oldest as it is: SQS stops counting it after
 * its third try, and a dead letter is gone. This sees that all work fails while the queue looks well.
 */
export function failedShare(queueName: string): MetricMath {
  return {
    expression: `IF(received >= ${ENOUGH_MESSAGES}, 100 * (received - FILL(deleted, 0)) / received, 0)`,
    metrics: { received: queueMetric("received", queueName), deleted: queueMetric("deleted", queueName) },
    label: "Share of messages not done",
    unit: "Percent",
    betterIs: "lower",
  };
}
