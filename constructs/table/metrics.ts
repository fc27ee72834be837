import type { Metric } from "../watching/metric";

type Definition = Omit<Metric, "namespace" | "dimensions">;

/**
 * What DynamoDB says of a table, each minute. It publishes what is not zero, so nothing published is no trouble.
 *
 * No percentiles: DynamoDB names average, minimum, maximum and count as what its latencies are good for. No `UserErrors`: they are of the
 * whole account and region, without a table. No `PendingReplicationCount`: it is of the global tables of 2017, ours are those of 2019.
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
  /** Inside DynamoDB, without the network. */
  latency: { name: "SuccessfulRequestLatency", statistic: "Average", label: "takes", unit: "Milliseconds", betterIs: "lower" },
  systemErrors: { name: "SystemErrors", statistic: "Sum", label: "answered with 5xx", unit: "Count", betterIs: "lower" },
} as const satisfies Readonly<Record<string, Definition>>;

/** Operations on items that `uses` allows: the same that `table-binding.ts` grants, less what only checks a condition or describes. */
export const OPERATIONS = ["GetItem", "BatchGetItem", "Query", "Scan", "PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem"] as const;

export type Operation = (typeof OPERATIONS)[number];
export type TableMetric = keyof typeof TABLE_OR_INDEX;
export type OperationMetric = keyof typeof OPERATION;

/** Names of all metrics of DynamoDB that are defined, but that of replication. */
export const TABLE_METRICS = Object.keys(TABLE_OR_INDEX) as readonly TableMetric[];
export const OPERATION_METRICS = Object.keys(OPERATION) as readonly OperationMetric[];

/** A metric of a table, without its indexes, or of one of its indexes: CloudWatch adds none of them up. */
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
 * How long a change takes from this region's copy of a table to another region's. Published in the region where the change was made, and
 * only while there are changes.
 */
export function replicationLatency(tableName: string, receivingRegion: string): Metric {
  return {
    namespace: "AWS/DynamoDB",
    name: "ReplicationLatency",
    dimensions: { TableName: tableName, ReceivingRegion: receivingRegion },
    statistic: "Average",
    label: `Changes reach ${receivingRegion} after`,
    unit: "Milliseconds",
    betterIs: "lower",
  };
}
