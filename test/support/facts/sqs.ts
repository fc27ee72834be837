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
 * What SQS publishes of a queue, zeros too, until nobody has touched it for six hours.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 */
export const SQS_FACTS: readonly MetricFact[] = [
  { ...common, name: "ApproximateNumberOfMessagesVisible" },
  { ...common, name: "ApproximateNumberOfMessagesNotVisible" },
  { ...common, name: "ApproximateNumberOfMessagesDelayed" },
  { ...common, name: "ApproximateAgeOfOldestMessage", unit: "Seconds" },
  // Not for messages that SQS itself moves to a dead-letter queue.
  { ...common, name: "NumberOfMessagesSent" },
  { ...common, name: "NumberOfMessagesReceived" },
  { ...common, name: "NumberOfMessagesDeleted" },
  { ...common, name: "NumberOfEmptyReceives" },
];
