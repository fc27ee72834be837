import type { MetricFact } from "./metric-fact";

const common = {
  namespace: "AWS/SQS",
  dimensions: [["QueueName"]],
  statistics: ["Sum", "Average", "Minimum", "Maximum", "SampleCount"],
  unit: "Count",
  period: "1 minute",
  silentWhenZero: false,
} as const;

/**
 * Metrics of an SQS queue. Zeros are published, until the queue has been inactive for six hours.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 */
export const SQS_FACTS: readonly MetricFact[] = [
  { ...common, name: "ApproximateNumberOfMessagesVisible" },
  { ...common, name: "ApproximateNumberOfMessagesNotVisible" },
  { ...common, name: "ApproximateNumberOfMessagesDelayed" },
  { ...common, name: "ApproximateAgeOfOldestMessage", unit: "Seconds" },
  // Excludes messages that SQS moves to a dead-letter queue.
  { ...common, name: "NumberOfMessagesSent" },
  { ...common, name: "NumberOfMessagesReceived" },
  { ...common, name: "NumberOfMessagesDeleted" },
  { ...common, name: "NumberOfEmptyReceives" },
];
