import type { Metric } from "../watching/metric";

type Definition = Omit<Metric, "namespace" | "dimensions">;

/**
 * Metrics that ElastiCache publishes for a node, each minute, for Redis OSS and Valkey. All of them are per node (`CacheClusterId`), none
 * per replication group, so an alarm on a group has to list its nodes.
 *
 * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.Redis.html
 * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.HostLevel.html
 */
const DEFINITIONS = {
  /** CPU of the single thread that runs commands. */
  engineCpu: { name: "EngineCPUUtilization", statistic: "Average", label: "CPU of the engine", unit: "Percent", betterIs: "lower" },
  hostCpu: { name: "CPUUtilization", statistic: "Average", label: "CPU of the host", unit: "Percent", betterIs: "lower" },
  /** T nodes only, every five minutes. */
  cpuCredits: { name: "CPUCreditBalance", statistic: "Average", label: "CPU credits", unit: "Count", betterIs: "higher" },
  /** Percent of `maxmemory`, without buffers of clients and replicas. It determines eviction. */
  memory: {
    name: "DatabaseMemoryUsageCountedForEvictPercentage",
    statistic: "Average",
    label: "Memory in use",
    unit: "Percent",
    betterIs: "lower",
  },
  freeMemory: { name: "FreeableMemory", statistic: "Minimum", label: "Free memory of the host", unit: "Bytes", betterIs: "higher" },
  swap: { name: "SwapUsage", statistic: "Maximum", label: "Swap in use", unit: "Bytes", betterIs: "lower" },
  evictions: { name: "Evictions", statistic: "Sum", label: "Keys evicted", unit: "Count", betterIs: "lower" },
  hits: { name: "CacheHits", statistic: "Sum", label: "Hits", unit: "Count", betterIs: "neither" },
  misses: { name: "CacheMisses", statistic: "Sum", label: "Misses", unit: "Count", betterIs: "lower" },
  reads: { name: "GetTypeCmds", statistic: "Sum", label: "Reads", unit: "Count", betterIs: "neither" },
  writes: { name: "SetTypeCmds", statistic: "Sum", label: "Writes", unit: "Count", betterIs: "neither" },
  /** Excludes connections of replicas; AWS itself uses four to six. */
  connections: { name: "CurrConnections", statistic: "Maximum", label: "Connections", unit: "Count", betterIs: "lower" },
  newConnections: { name: "NewConnections", statistic: "Sum", label: "New connections", unit: "Count", betterIs: "lower" },
  bandwidthIn: allowance("NetworkBandwidthInAllowanceExceeded", "Packets over the bandwidth, incoming"),
  bandwidthOut: allowance("NetworkBandwidthOutAllowanceExceeded", "Packets over the bandwidth, outgoing"),
  packetRate: allowance("NetworkPacketsPerSecondAllowanceExceeded", "Packets over the packet rate"),
  tracking: allowance("NetworkConntrackAllowanceExceeded", "Packets over the tracked connections"),
  received: { name: "NetworkBytesIn", statistic: "Sum", label: "Received", unit: "Bytes", betterIs: "neither" },
  sent: { name: "NetworkBytesOut", statistic: "Sum", label: "Sent", unit: "Bytes", betterIs: "neither" },
  /** Lag of a replica behind its primary in the same region. */
  replicaLag: { name: "ReplicationLag", statistic: "Maximum", label: "Replica lag", unit: "Seconds", betterIs: "lower" },
  /** Lag of a secondary region's primary node behind that of the primary region. */
  globalLag: {
    name: "GlobalDatastoreReplicationLag",
    statistic: "Maximum",
    label: "Lag behind the primary region",
    unit: "Seconds",
    betterIs: "lower",
  },
  failedLogins: { name: "AuthenticationFailures", statistic: "Sum", label: "Failed logins", unit: "Count", betterIs: "lower" },
  /** Time in the engine, Valkey only. */
  readLatency: {
    name: "SuccessfulReadRequestLatency",
    statistic: "Average",
    label: "Read latency",
    unit: "Microseconds",
    betterIs: "lower",
  },
  writeLatency: {
    name: "SuccessfulWriteRequestLatency",
    statistic: "Average",
    label: "Write latency",
    unit: "Microseconds",
    betterIs: "lower",
  },
  /** CPU time of the commands, either engine. */
  readCpuTime: { name: "GetTypeCmdsLatency", statistic: "Average", label: "CPU time of a read", unit: "Microseconds", betterIs: "lower" },
  writeCpuTime: { name: "SetTypeCmdsLatency", statistic: "Average", label: "CPU time of a write", unit: "Microseconds", betterIs: "lower" },
} as const satisfies Readonly<Record<string, Definition>>;

/** Name of an ElastiCache metric in Terrace. */
export type CacheMetric = keyof typeof DEFINITIONS;

/** Names of all defined ElastiCache metrics. */
export const CACHE_METRICS = Object.keys(DEFINITIONS) as readonly CacheMetric[];

/** A metric of a cache node, by the node's ID. */
export function cacheMetric(metric: CacheMetric, nodeId: string): Metric {
  return { namespace: "AWS/ElastiCache", dimensions: { CacheClusterId: nodeId }, ...DEFINITIONS[metric] };
}

/** Packets that were queued or dropped because of a limit of the node. */
function allowance<const Name extends string>(name: Name, label: string) {
  return { name, statistic: "Sum", label, unit: "Count", betterIs: "lower" } as const;
}
