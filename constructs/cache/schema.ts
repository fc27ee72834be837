import { z } from "zod";
import { LARGEST_CACHE_MEMORY } from "../../aws/cache-nodes";
import { duration, size, whole } from "../../language/fields";

/** What a team may write about a cache. */
export const cacheSchema = z
  .strictObject({
    engine: z.enum(["redis", "valkey"]).default("valkey").describe("Redis OSS 7 or Valkey 8."),
    memory: size("256 MB", LARGEST_CACHE_MEMORY)
      .optional()
      .meta({ stage: "caches.memory" })
      .describe("Memory of one shard. The smallest node type that has it is taken."),
    shards: whole(1, 90).default(1).describe("Parts that the keys are spread over. More than one is cluster mode, for ever."),
    replicas: whole(0, 5)
      .optional()
      .meta({ stage: "caches.replicas" })
      .describe("Replicas of each shard, in other zones. With at least one a failure is healed without loss."),
    global: z
      .boolean()
      .default(false)
      .describe(
        "One cache over all regions (a Global Datastore): written in the primary region, read in each. It needs a node type of the M or R families. Left out: each region has a cache of its own.",
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
      .describe("What goes when memory is full: `allkeys-lru` for a cache, `noeviction` for sessions that must not vanish."),
    snapshots: duration("0 seconds", "35 days")
      .optional()
      .meta({ stage: "caches.snapshots" })
      .describe("How long daily snapshots are kept. 0 seconds: none."),
  })
  .describe("A Redis-compatible cache.");

/** A cache as it is written. */
export type CacheEntry = z.output<typeof cacheSchema>;
