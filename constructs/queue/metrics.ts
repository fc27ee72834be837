import type { Metric } from "../watching/metric";
import type { MetricMath } from "../watching/metric-math";

type Definition = Omit<Metric, "namespace" | "dimensions">;

/**
 * Metrics that SQS publishes for a queue, each minute, until six hours after its last activity.
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
  /** A message no longer counts after three failed receives. */
  oldest: {
    name: "ApproximateAgeOfOldestMessage",
    statistic: "Maximum",
    label: "Age of the oldest message",
    unit: "Seconds",
    betterIs: "lower",
  },
  /** Received, and neither deleted nor visible again. */
  inFlight: {
    name: "ApproximateNumberOfMessagesNotVisible",
    statistic: "Maximum",
    label: "Messages in flight",
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
  /** Counts every receive, so a retried message counts several times. */
  received: { name: "NumberOfMessagesReceived", statistic: "Sum", label: "Received", unit: "Count", betterIs: "neither" },
  deleted: { name: "NumberOfMessagesDeleted", statistic: "Sum", label: "Deleted", unit: "Count", betterIs: "neither" },
  /** Each is billed. */
  emptyReceives: { name: "NumberOfEmptyReceives", statistic: "Sum", label: "Empty receives", unit: "Count", betterIs: "lower" },
} as const satisfies Readonly<Record<string, Definition>>;

/** Name of an SQS metric in Terrace. */
export type QueueMetric = keyof typeof DEFINITIONS;

/** Names of all defined SQS metrics. */
export const QUEUE_METRICS = Object.keys(DEFINITIONS) as readonly QueueMetric[];

/** A metric of a queue. */
export function queueMetric(metric: QueueMetric, queueName: string): Metric {
  return { namespace: "AWS/SQS", dimensions: { QueueName: queueName }, ...DEFINITIONS[metric] };
}

/** Visible messages of a queue. */
export function visibleMessages(queueName: string): Metric {
  return queueMetric("visible", queueName);
}

/** Age of the oldest message of a queue. */
export function oldestMessage(queueName: string): Metric {
  return queueMetric("oldest", queueName);
}

/**
 * Messages in a dead-letter queue. SQS has no metric of messages that it moves there. `Maximum`, since a sum over several minutes counts
 * each message once a minute.
 */
export function deadLetters(deadLetterQueueName: string): Metric {
  return { ...visibleMessages(deadLetterQueueName), statistic: "Maximum", label: "Messages in the DLQ" };
}

/** Messages received in a period below which the failure rate is ignored. */
const ENOUGH_MESSAGES = 100;

/**
 * Percent of the received messages that were not deleted. Failing messages do not increase the age of the oldest message: SQS ignores a
 * message after its third receive, and then moves it to the dead-letter queue. This metric shows failing work while the other metrics are
 * normal.
 */
export function failedShare(queueName: string): MetricMath {
  return {
    expression: `IF(received >= ${ENOUGH_MESSAGES}, 100 * (received - FILL(deleted, 0)) / received, 0)`,
    metrics: { received: queueMetric("received", queueName), deleted: queueMetric("deleted", queueName) },
    label: "Failed messages",
    unit: "Percent",
    betterIs: "lower",
  };
}
