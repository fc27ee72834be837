import type { Metric } from "../metric";
import type { MetricMath } from "../metric-math";

type Definition = Pick<Metric, "name" | "statistic" | "label" | "betterIs">;

/**
 * What SQS says of a queue, each minute, until nobody has touched it for six hours. Messages that wait and the age of the oldest are below.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 */
const DEFINITIONS = {
  /** Taken, and neither deleted nor given back. */
  inFlight: {
    name: "ApproximateNumberOfMessagesNotVisible",
    statistic: "Maximum",
    label: "Messages being worked on",
    betterIs: "neither",
  },
  delayed: { name: "ApproximateNumberOfMessagesDelayed", statistic: "Maximum", label: "Delayed messages", betterIs: "neither" },
  sent: { name: "NumberOfMessagesSent", statistic: "Sum", label: "Sent", betterIs: "neither" },
  /** Each time that a message is taken, so more than once for one that is tried again. */
  received: { name: "NumberOfMessagesReceived", statistic: "Sum", label: "Received", betterIs: "neither" },
  deleted: { name: "NumberOfMessagesDeleted", statistic: "Sum", label: "Done", betterIs: "neither" },
  /** Each is paid for. */
  emptyReceives: { name: "NumberOfEmptyReceives", statistic: "Sum", label: "Asked in vain", betterIs: "lower" },
} as const satisfies Readonly<Record<string, Definition>>;

/** A name of a metric of SQS as this program calls it. */
export type QueueMetric = keyof typeof DEFINITIONS;

/** Names of all metrics of SQS that are defined here. */
export const QUEUE_METRICS = Object.keys(DEFINITIONS) as readonly QueueMetric[];

/** A metric of a queue. */
export function queueMetric(metric: QueueMetric, queueName: string): Metric {
  return { namespace: "AWS/SQS", dimensions: { QueueName: queueName }, unit: "Count", ...DEFINITIONS[metric] };
}

/** Messages of a queue that wait to be taken. */
export function visibleMessages(queueName: string): Metric {
  return {
    namespace: "AWS/SQS",
    name: "ApproximateNumberOfMessagesVisible",
    dimensions: { QueueName: queueName },
    statistic: "Sum",
    label: "Waiting messages",
    betterIs: "lower",
    unit: "Count",
  };
}

/**
 * Age of the message of a queue that waits longest. A message that has been taken three times in vain no longer counts.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 */
export function oldestMessage(queueName: string): Metric {
  return {
    namespace: "AWS/SQS",
    name: "ApproximateAgeOfOldestMessage",
    dimensions: { QueueName: queueName },
    statistic: "Maximum",
    label: "Age of the oldest message",
    betterIs: "lower",
    unit: "Seconds",
  };
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
