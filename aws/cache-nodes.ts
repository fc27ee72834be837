import { type Size, mebibytes } from "../language/units";

/**
 * ElastiCache node types, in ascending order of memory: burstable (Graviton2), then general purpose and memory-optimized (Graviton3).
 *
 * `maxMemory` is the engine's `maxmemory` in bytes. Source: "Redis OSS node-type specific parameters"
 * (https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ParameterGroups.Engine.html#ParameterGroups.Redis.NodeSpecific).
 */
export interface CacheNode {
  readonly name: string;
  readonly maxMemory: number;
}

export const CACHE_NODES: readonly CacheNode[] = [
  { name: "cache.t4g.micro", maxMemory: 536_870_912 },
  { name: "cache.t4g.small", maxMemory: 1_471_026_299 },
  { name: "cache.t4g.medium", maxMemory: 3_317_862_236 },
  { name: "cache.m7g.large", maxMemory: 6_854_542_746 },
  { name: "cache.r7g.large", maxMemory: 14_037_181_030 },
  { name: "cache.r7g.xlarge", maxMemory: 28_261_849_702 },
  { name: "cache.r7g.2xlarge", maxMemory: 56_711_183_565 },
  { name: "cache.r7g.4xlarge", maxMemory: 113_609_865_216 },
  { name: "cache.r7g.8xlarge", maxMemory: 225_000_375_228 },
  { name: "cache.r7g.12xlarge", maxMemory: 341_206_346_547 },
  { name: "cache.r7g.16xlarge", maxMemory: 450_000_750_456 },
];

/** Memory of the largest node type, the maximum of one shard. */
export const LARGEST_CACHE_MEMORY: Size = "419 GB";

/**
 * The smallest node type with at least this memory; undefined if there is none.
 *
 * Like the price list, AWS's `maxmemory` includes the memory reserved for snapshots and failover (`reserved-memory-percent`, 25 by default):
 * `"13 GB"` is a `cache.r7g.large`.
 */
export function cacheNode(memory: Size): CacheNode | undefined {
  const wanted = mebibytes(memory) * 1_048_576;
  return CACHE_NODES.find((node) => node.maxMemory >= wanted);
}

/** The memory of a node type, rounded down to whole GB, or to whole MB below 1 GB. */
export function memoryWithin({ maxMemory }: CacheNode): Size {
  const gigabytes = Math.floor(maxMemory / 1_024 ** 3);
  return gigabytes === 0 ? `${Math.floor(maxMemory / 1_024 ** 2)} MB` : `${gigabytes} GB`;
}

/** Whether a node type supports Global Datastore: size `large` and above. */
export function canBeGlobal({ name }: CacheNode): boolean {
  return name.endsWith("large");
}
