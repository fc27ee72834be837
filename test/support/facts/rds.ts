import type { MetricFact } from "./metric-fact";

const INSTANCE = [["DBInstanceIdentifier"]] as const;
const GAUGE = ["Average", "Minimum", "Maximum", "SampleCount"] as const;
const MINUTE = "1 minute";

const common = { namespace: "AWS/RDS", dimensions: INSTANCE, statistics: GAUGE, period: MINUTE, silentWhenZero: false } as const;

/**
 * Metrics of an RDS instance. `Sum` is not valid, because all metrics are levels or rates. Percentiles would aggregate averages per minute, not
 * single operations.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html#rds-cw-metrics-instance
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PerfInsights.Cloudwatch.html (DBLoad…: only while there is load)
 */
export const RDS_FACTS: readonly MetricFact[] = [
  { ...common, name: "CPUUtilization", unit: "Percent" },
  // T classes. Every five minutes.
  { ...common, name: "CPUCreditBalance", unit: "Count", period: "5 minutes" },
  { ...common, name: "FreeableMemory", unit: "Bytes" },
  { ...common, name: "SwapUsage", unit: "Bytes" },
  { ...common, name: "DatabaseConnections", unit: "Count" },
  { ...common, name: "ReadLatency", unit: "Seconds" },
  { ...common, name: "WriteLatency", unit: "Seconds" },
  { ...common, name: "ReadIOPS", unit: "Count/Second" },
  { ...common, name: "WriteIOPS", unit: "Count/Second" },
  { ...common, name: "ReadThroughput", unit: "Bytes/Second" },
  { ...common, name: "WriteThroughput", unit: "Bytes/Second" },
  { ...common, name: "DiskQueueDepth", unit: "Count" },
  // Classes that burst to their disks.
  { ...common, name: "EBSIOBalance%", unit: "Percent" },
  { ...common, name: "EBSByteBalance%", unit: "Percent" },
  { ...common, name: "FreeStorageSpace", unit: "Bytes" },
  { ...common, name: "NetworkReceiveThroughput", unit: "Bytes/Second" },
  { ...common, name: "NetworkTransmitThroughput", unit: "Bytes/Second" },
  // Replicas.
  { ...common, name: "ReplicaLag", unit: "Seconds" },
  // PostgreSQL.
  { ...common, name: "OldestReplicationSlotLag", unit: "Bytes" },
  { ...common, name: "TransactionLogsDiskUsage", unit: "Bytes" },
  { ...common, name: "MaximumUsedTransactionIDs", unit: "Count" },
  // MySQL.
  { ...common, name: "BinLogDiskUsage", unit: "Bytes" },
  // Performance Insights.
  { ...common, name: "DBLoadCPU", silentWhenZero: true },
  { ...common, name: "DBLoadNonCPU", silentWhenZero: true },
];
