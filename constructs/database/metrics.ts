import type { Metric } from "../watching/metric";

/** A metric without its instance. */
type Definition = Omit<Metric, "namespace" | "dimensions">;

/**
 * Metrics that RDS publishes for an instance, each minute unless stated differently.
 *
 * No percentiles: RDS publishes one average a minute, so a p95 of `ReadLatency` would be a percentile of averages and hide slow operations.
 * The slow query log and Performance Insights show how long statements take.
 *
 * No `BurstBalance`: only gp2 volumes have it, and Terrace uses gp3.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PerfInsights.Cloudwatch.html
 */
const DEFINITIONS = {
  cpu: { name: "CPUUtilization", statistic: "Average", label: "CPU", unit: "Percent", betterIs: "lower" },
  /** T classes only, every five minutes, in vCPU-minutes. */
  cpuCredits: { name: "CPUCreditBalance", statistic: "Average", label: "CPU credits", unit: "Count", betterIs: "higher" },
  /** "Available" memory of the operating system: memory used by the page cache counts as free. */
  freeMemory: { name: "FreeableMemory", statistic: "Average", label: "Free memory", unit: "Bytes", betterIs: "higher" },
  swap: { name: "SwapUsage", statistic: "Average", label: "Swap in use", unit: "Bytes", betterIs: "lower" },
  connections: { name: "DatabaseConnections", statistic: "Maximum", label: "Connections", unit: "Count", betterIs: "lower" },
  readLatency: { name: "ReadLatency", statistic: "Average", label: "Disk read latency", unit: "Seconds", betterIs: "lower" },
  writeLatency: { name: "WriteLatency", statistic: "Average", label: "Disk write latency", unit: "Seconds", betterIs: "lower" },
  readIops: { name: "ReadIOPS", statistic: "Average", label: "Disk reads", unit: "Count/Second", betterIs: "neither" },
  writeIops: { name: "WriteIOPS", statistic: "Average", label: "Disk writes", unit: "Count/Second", betterIs: "neither" },
  readThroughput: { name: "ReadThroughput", statistic: "Average", label: "Read from disk", unit: "Bytes/Second", betterIs: "neither" },
  writeThroughput: { name: "WriteThroughput", statistic: "Average", label: "Written to disk", unit: "Bytes/Second", betterIs: "neither" },
  diskQueue: { name: "DiskQueueDepth", statistic: "Average", label: "Queued disk operations", unit: "Count", betterIs: "lower" },
  /** Burst balance of the instance's own EBS bandwidth, not of the volume. Classes that cannot burst do not publish it. */
  ebsOperations: { name: "EBSIOBalance%", statistic: "Minimum", label: "Disk operations in reserve", unit: "Percent", betterIs: "higher" },
  ebsBytes: { name: "EBSByteBalance%", statistic: "Minimum", label: "Disk bandwidth in reserve", unit: "Percent", betterIs: "higher" },
  freeStorage: { name: "FreeStorageSpace", statistic: "Minimum", label: "Free storage", unit: "Bytes", betterIs: "higher" },
  received: { name: "NetworkReceiveThroughput", statistic: "Average", label: "Received", unit: "Bytes/Second", betterIs: "neither" },
  sent: { name: "NetworkTransmitThroughput", statistic: "Average", label: "Sent", unit: "Bytes/Second", betterIs: "neither" },
  /** Replicas of an idle PostgreSQL source report up to five minutes; MySQL reports -1 when replication has stopped. */
  replicaLag: { name: "ReplicaLag", statistic: "Average", label: "Replica lag", unit: "Seconds", betterIs: "lower" },
  /**
   * PostgreSQL: WAL retained for the replica with the highest lag, -1 without a replica. The metrics reference documents bytes, another AWS
   * page megabytes.
   */
  slotLag: {
    name: "OldestReplicationSlotLag",
    statistic: "Maximum",
    label: "WAL retained for a replica",
    unit: "Bytes",
    betterIs: "lower",
  },
  /** PostgreSQL. */
  walStorage: { name: "TransactionLogsDiskUsage", statistic: "Maximum", label: "WAL on disk", unit: "Bytes", betterIs: "lower" },
  /** MySQL, with backups. */
  binlogStorage: { name: "BinLogDiskUsage", statistic: "Maximum", label: "Binary logs on disk", unit: "Bytes", betterIs: "lower" },
  /** PostgreSQL: age of the oldest unfrozen row, in transactions. */
  transactionIds: {
    name: "MaximumUsedTransactionIDs",
    statistic: "Maximum",
    label: "Transaction IDs in use",
    unit: "Count",
    betterIs: "lower",
  },
  /** With Performance Insights only, and only while there is load. */
  loadOnCpu: { name: "DBLoadCPU", statistic: "Average", label: "Sessions on the CPU", betterIs: "lower" },
  loadWaiting: { name: "DBLoadNonCPU", statistic: "Average", label: "Sessions waiting for locks, disk or network", betterIs: "lower" },
} as const satisfies Readonly<Record<string, Definition>>;

/** Name of an RDS metric in Terrace. */
export type RdsMetric = keyof typeof DEFINITIONS;

/** Names of all defined RDS metrics. */
export const RDS_METRICS = Object.keys(DEFINITIONS) as readonly RdsMetric[];

/** A metric of an RDS instance. */
export function rdsMetric(metric: RdsMetric, instanceIdentifier: string): Metric {
  return { namespace: "AWS/RDS", dimensions: { DBInstanceIdentifier: instanceIdentifier }, ...DEFINITIONS[metric] };
}
