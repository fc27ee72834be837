import type { MetricFact } from "./metric-fact";

/** Dimensions of a node: the cluster ID alone, or with the node ID, which is `0001` for every engine except Memcached. No metric is published by
 * replication group. */
const NODE = [["CacheClusterId"], ["CacheClusterId", "CacheNodeId"]] as const;

const common = { namespace: "AWS/ElastiCache", dimensions: NODE, period: "1 minute", silentWhenZero: false } as const;
const GAUGE = ["Average", "Minimum", "Maximum", "SampleCount"] as const;
const COUNT = ["Sum", "Average", "Minimum", "Maximum", "SampleCount"] as const;
const gauge = { ...common, statistics: GAUGE } as const;
const count = { ...common, statistics: COUNT } as const;
const LATENCY = [...COUNT, "percentile"] as const;

/**
 * Metrics of an ElastiCache node with Redis OSS or Valkey.
 *
 * `GlobalDatastoreReplicationLag` is the lag of the secondary region's primary node, in cluster mode the longest of all shards. AWS does not
 * document its dimensions. The general description of the engine metrics, and the metrics table from which AWS generates the CDK, imply the
 * node, as for all other metrics. Third-party sources name `ReplicationGroupId` or `GlobalReplicationGroupId`: verify the dimensions in an
 * account.
 *
 * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.Redis.html
 * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.HostLevel.html
 * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CloudWatchMetrics.html
 */
export const ELASTICACHE_FACTS: readonly MetricFact[] = [
  { ...gauge, name: "EngineCPUUtilization", unit: "Percent" },
  { ...gauge, name: "CPUUtilization", unit: "Percent" },
  // T nodes. Every five minutes.
  { ...gauge, name: "CPUCreditBalance", unit: "Count", period: "5 minutes" },
  { ...gauge, name: "DatabaseMemoryUsageCountedForEvictPercentage", unit: "Percent" },
  { ...gauge, name: "FreeableMemory", unit: "Bytes" },
  { ...gauge, name: "SwapUsage", unit: "Bytes" },
  { ...gauge, name: "CurrConnections", unit: "Count" },
  { ...gauge, name: "ReplicationLag", unit: "Seconds" },
  { ...gauge, name: "GlobalDatastoreReplicationLag", unit: "Seconds" },
  { ...count, name: "Evictions", unit: "Count" },
  { ...count, name: "CacheHits", unit: "Count" },
  { ...count, name: "CacheMisses", unit: "Count" },
  { ...count, name: "GetTypeCmds", unit: "Count" },
  { ...count, name: "SetTypeCmds", unit: "Count" },
  { ...count, name: "NewConnections", unit: "Count" },
  { ...count, name: "AuthenticationFailures", unit: "Count" },
  { ...count, name: "NetworkBandwidthInAllowanceExceeded", unit: "Count" },
  { ...count, name: "NetworkBandwidthOutAllowanceExceeded", unit: "Count" },
  { ...count, name: "NetworkPacketsPerSecondAllowanceExceeded", unit: "Count" },
  { ...count, name: "NetworkConntrackAllowanceExceeded", unit: "Count" },
  { ...count, name: "NetworkBytesIn", unit: "Bytes" },
  { ...count, name: "NetworkBytesOut", unit: "Bytes" },
  // CPU time of the commands in a minute.
  { ...gauge, name: "GetTypeCmdsLatency", unit: "Microseconds" },
  { ...gauge, name: "SetTypeCmdsLatency", unit: "Microseconds" },
  // Valkey 7.2 and later. "Any percentile between p0 and p100."
  { ...common, name: "SuccessfulReadRequestLatency", statistics: LATENCY, unit: "Microseconds", silentWhenZero: true },
  { ...common, name: "SuccessfulWriteRequestLatency", statistics: LATENCY, unit: "Microseconds", silentWhenZero: true },
];
