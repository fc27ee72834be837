import { type Size, mebibytes } from "../language/units";

/**
 * Node types of ElastiCache, from the smallest: Graviton2 burstable ones, then Graviton3 memory-optimised ones.
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

/** Memory of the largest node type, which is as much as one shard can have. */
export const LARGEST_CACHE_MEMORY: Size = "419 GB";

/**
 * The smallest node type that has this memory; undefined if there is none.
 *
 * AWS's `maxmemory` counts before the share that is kept for snapshots and failover (`reserved-memory-percent`, 25 by default), as the
 * price list does: `"13 GB"` is a `cache.r7g.large`.
 */
export function cacheNode(memory: Size): CacheNode | undefined {
  const wanted = mebibytes(memory) * 1_048_576;
  return CACHE_NODES.find((node) => node.maxMemory >= wanted);
}

/** The most memory in whole GB (or MB, below 1 GB) that gives a node. */
export function memoryWithin({ maxMemory }: CacheNode): Size {
  const gigabytes = Math.floor(maxMemory / 1_024 ** 3);
  return gigabytes === 0 ? `${Math.floor(maxMemory / 1_024 ** 2)} MB` : `${gigabytes} GB`;
}

/** Whether a node can be part of a Global Datastore: those of size large and above can. */
export function canBeGlobal({ name }: CacheNode): boolean {
  return name.endsWith("large");
}
