import { z } from "zod";
import { LARGEST_CACHE_MEMORY } from "../../aws/cache-nodes";
import { duration, size, whole } from "../../language/fields";

/** Fields of a cache. */
export const cacheSchema = z
  .strictObject({
    engine: z.enum(["redis", "valkey"]).default("valkey").describe("Redis OSS 7 or Valkey 8."),
    memory: size("256 MB", LARGEST_CACHE_MEMORY)
      .optional()
      .meta({ stage: "caches.memory" })
      .describe("Memory of one shard. Terrace chooses the smallest node type with this memory."),
    shards: whole(1, 90).default(1).describe("Number of shards. More than one enables cluster mode, which cannot be disabled later."),
    replicas: whole(0, 5)
      .optional()
      .meta({ stage: "caches.replicas" })
      .describe("Replicas of each shard, in other availability zones. With at least one replica a node failure loses no data."),
    global: z
      .boolean()
      .default(false)
      .describe(
        "One cache for all regions (a Global Datastore): writes go to the primary region, reads stay in each region. Requires a node type of the M or R families. Default: each region has its own cache.",
      ),
    eviction: z
      .enum([
        "allkeys-lru",
        "allkeys-lfu",
        "allkeys-random",
        "volatile-lru",
        "volatile-lfu",
        "volatile-random",
        "volatile-ttl",
        "noeviction",
      ])
      .default("allkeys-lru")
      .describe("Eviction policy when memory is full: `allkeys-lru` for a cache, `noeviction` for sessions that must not be evicted."),
    snapshots: duration("0 seconds", "35 days")
      .optional()
      .meta({ stage: "caches.snapshots" })
      .describe("Retention period of daily snapshots. `0 seconds`: no snapshots."),
  })
  .describe("A Redis-compatible cache.");

/** A cache in the environment file. */
export type CacheEntry = z.output<typeof cacheSchema>;
