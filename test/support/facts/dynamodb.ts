import type { MetricFact } from "./metric-fact";

const common = { namespace: "AWS/DynamoDB", period: "1 minute", silentWhenZero: true } as const;

const TABLE_OR_INDEX = [["TableName"], ["TableName", "GlobalSecondaryIndexName"]] as const;
const OPERATION = [["TableName", "Operation"]] as const;
const CONSUMED = ["Sum", "Average", "Minimum", "Maximum", "SampleCount"] as const;
const EVENTS = ["Sum", "SampleCount"] as const;

/**
 * Metrics of DynamoDB, with the documented statistics of each: "DynamoDB only sends metrics to CloudWatch when they have a non-zero
 * value".
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
 */
export const DYNAMODB_FACTS: readonly MetricFact[] = [
  { ...common, name: "ConsumedReadCapacityUnits", dimensions: TABLE_OR_INDEX, statistics: CONSUMED, unit: "Count" },
  { ...common, name: "ConsumedWriteCapacityUnits", dimensions: TABLE_OR_INDEX, statistics: CONSUMED, unit: "Count" },
  { ...common, name: "ReadThrottleEvents", dimensions: TABLE_OR_INDEX, statistics: EVENTS, unit: "Count" },
  { ...common, name: "WriteThrottleEvents", dimensions: TABLE_OR_INDEX, statistics: EVENTS, unit: "Count" },
  {
    ...common,
    name: "SuccessfulRequestLatency",
    dimensions: OPERATION,
    statistics: ["Average", "Minimum", "Maximum", "SampleCount"],
    unit: "Milliseconds",
  },
  { ...common, name: "SystemErrors", dimensions: OPERATION, statistics: EVENTS, unit: "Count" },
  // Every five minutes, like every metric that the page does not list as published every minute.
  {
    ...common,
    name: "ReplicationLatency",
    dimensions: [["TableName", "ReceivingRegion"]],
    statistics: ["Average", "Minimum", "Maximum", "SampleCount"],
    unit: "Milliseconds",
    period: "5 minutes",
  },
];
