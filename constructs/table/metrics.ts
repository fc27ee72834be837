import type { Metric } from "../watching/metric";

type Definition = Omit<Metric, "namespace" | "dimensions">;

/**
 * Metrics that DynamoDB publishes for a table, each minute. It publishes only values other than zero, so missing data is normal.
 *
 * No percentiles: DynamoDB documents only average, minimum, maximum and count for latencies. No `UserErrors`: that metric covers the whole
 * account and region. No `PendingReplicationCount`: only global tables of version 2017 have it, and Terrace uses version 2019.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_monitoring.html
 */
const TABLE_OR_INDEX = {
  readCapacity: { name: "ConsumedReadCapacityUnits", statistic: "Sum", label: "Read units consumed", unit: "Count", betterIs: "neither" },
  writeCapacity: {
    name: "ConsumedWriteCapacityUnits",
    statistic: "Sum",
    label: "Write units consumed",
    unit: "Count",
    betterIs: "neither",
  },
  readThrottles: { name: "ReadThrottleEvents", statistic: "Sum", label: "Reads throttled", unit: "Count", betterIs: "lower" },
  writeThrottles: { name: "WriteThrottleEvents", statistic: "Sum", label: "Writes throttled", unit: "Count", betterIs: "lower" },
} as const satisfies Readonly<Record<string, Definition>>;

const OPERATION = {
  /** Time inside DynamoDB, without the network. */
  latency: { name: "SuccessfulRequestLatency", statistic: "Average", label: "latency", unit: "Milliseconds", betterIs: "lower" },
  systemErrors: { name: "SystemErrors", statistic: "Sum", label: "5xx responses", unit: "Count", betterIs: "lower" },
} as const satisfies Readonly<Record<string, Definition>>;

/** Item operations that `uses` allows: the actions in `table-binding.ts`, without `ConditionCheckItem` and `DescribeTable`. */
export const OPERATIONS = ["GetItem", "BatchGetItem", "Query", "Scan", "PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem"] as const;

export type Operation = (typeof OPERATIONS)[number];
export type TableMetric = keyof typeof TABLE_OR_INDEX;
export type OperationMetric = keyof typeof OPERATION;

/** Names of all defined DynamoDB metrics, except replication latency. */
export const TABLE_METRICS = Object.keys(TABLE_OR_INDEX) as readonly TableMetric[];
export const OPERATION_METRICS = Object.keys(OPERATION) as readonly OperationMetric[];

/** A metric of a table without its indexes, or of one index: CloudWatch does not aggregate them. */
export function tableMetric(metric: TableMetric, tableName: string, index?: string): Metric {
  const dimensions = { TableName: tableName, ...(index !== undefined && { GlobalSecondaryIndexName: index }) };
  return { namespace: "AWS/DynamoDB", dimensions, ...TABLE_OR_INDEX[metric] };
}

/** A metric of one operation on a table. */
export function operationMetric(metric: OperationMetric, tableName: string, operation: Operation): Metric {
  const definition = OPERATION[metric];
  const dimensions = { TableName: tableName, Operation: operation };
  return { namespace: "AWS/DynamoDB", dimensions, ...definition, label: `${operation} ${definition.label}` };
}

/**
 * Time until a write in this region reaches another region's replica. Published in the region of the write, and only while there are
 * writes.
 */
export function replicationLatency(tableName: string, receivingRegion: string): Metric {
  return {
    namespace: "AWS/DynamoDB",
    name: "ReplicationLatency",
    dimensions: { TableName: tableName, ReceivingRegion: receivingRegion },
    statistic: "Average",
    label: `Replication latency to ${receivingRegion}`,
    unit: "Milliseconds",
    betterIs: "lower",
  };
}
