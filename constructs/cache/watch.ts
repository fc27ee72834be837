import type { Cache } from "./model";
import type { AlarmRow } from "../watching/alarm-row";
import type { Tier } from "../watching/tier";
import type { Watch } from "../watching/watch";
import { nodeRows } from "./watch/node-rows";
import { type Shard, hasFewCpus, ofNodes, shardsOf } from "./watch/nodes";
import { cacheSignals } from "./watch/signals";
import { hourlyCredits } from "../../aws/cpu-credits";
import { TICKET } from "../watching/rows";

/** Tier of the cache watches. */
export const CACHE_TIERS = [{ tier: "cache", title: "Caches", rank: 90 }] as const satisfies readonly Tier[];

export interface WatchCacheProps {
  readonly cache: Cache;
  /** A reference, so that the alarms are created after the nodes: before that, the alarm on missing metrics would fire. Never parsed. */
  readonly replicationGroupId: string;
  /** Whether it follows another region's cache (a Global Datastore). */
  readonly secondary: boolean;
}

/**
 * Alarms and graphs of a cache. Each shard has alarms on the worst of its nodes, since an average over all shards hides a hot shard. Each
 * node has two more alarms, for which a shard has too many metrics.
 *
 * Pages: a shard without metrics from any node, and a full cache that rejects writes because it does not evict keys. A cache that evicts
 * keys is normally full.
 *
 * Cost drivers: alarms, billed by the metrics that they read, about 15 per node.
 *
 * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.WhichShouldIMonitor.html
 */
export function watchCache({ cache, replicationGroupId, secondary }: WatchCacheProps): Watch {
  const shards = shardsOf(cache, replicationGroupId);
  const alarms = shards.flatMap((shard) => [
    ...shardRows(cache, shard, secondary),
    ...shard.nodes.flatMap((node) => nodeRows(cache, node)),
  ]);
  return { tier: "cache", name: cache.name, alarms, signals: cacheSignals(cache, shards, alarms, secondary) };
}

function shardRows(cache: Cache, shard: Shard, secondary: boolean): AlarmRow[] {
  const named = (id: string, name: string) => ({
    id: shard.id === undefined ? id : `${id}-${shard.id}`,
    name: [cache.name, ...(shard.id === undefined ? [] : [shard.id]), name],
  });
  const what = shard.id === undefined ? `Cache ${cache.name}` : `Shard ${shard.id} of cache ${cache.name}`;
  return [
    ...silence(what, named, shard),
    ...memory(cache, what, named, shard),
    {
      ...TICKET,
      ...named("EngineCpu", "engine-cpu"),
      level: "standard",
      description: `${what} uses at least 90% of the single thread that runs commands.`,
      reason: "Commands wait for each other, and users wait for them. Add shards or use a larger node for writes, add replicas for reads.",
      metric: ofNodes("most", "engineCpu", shard),
      comparison: "at-or-above",
      threshold: 90,
      datapointsToAlarm: 12,
    },
    ...(hasFewCpus(cache.nodeType) ? [hostCpu(what, named, shard)] : []),
    ...credits(cache, what, named, shard),
    {
      ...TICKET,
      ...named("Connections", "connections"),
      description: `${what} uses at least 80% of the 65,000 connections of a node.`,
      reason: "At the limit new tasks are rejected. Most likely clients open a connection for each request, or never close connections.",
      metric: ofNodes("most", "connections", shard),
      comparison: "at-or-above",
      threshold: 52_000,
    },
    {
      ...TICKET,
      ...named("RefusedLogins", "refused-logins"),
      description: `${what} rejects at least ten logins a minute.`,
      reason: "Tasks use tokens that are expired or for another cluster, and so run without the cache; or an attacker guesses user names.",
      metric: ofNodes("most", "failedLogins", shard),
      comparison: "at-or-above",
      threshold: 10,
      datapointsToAlarm: 10,
    },
    ...(cache.replicas > 0 ? [replicaLag(what, named, shard)] : []),
    ...(secondary ? [globalLag(what, named, shard)] : []),
  ];
}

type Named = (id: string, name: string) => Pick<AlarmRow, "id" | "name">;

/**
 * A full cache rejects writes if it evicts no keys. If it evicts only keys with an expiry, it rejects writes when none of these are left.
 */
function memory({ eviction }: Cache, what: string, named: Named, shard: Shard): AlarmRow[] {
  if (eviction.startsWith("allkeys-")) return [];
  const metric = ofNodes("most", "memory", shard);
  const common = { metric, comparison: "at-or-above" } as const;
  if (eviction !== "noeviction")
    return [
      {
        ...TICKET,
        ...common,
        ...named("Memory", "memory"),
        level: "standard",
        description: `${what} uses at least 95% of its memory and evicts only keys with an expiry (${eviction}).`,
        reason: "When none of these are left, writes are rejected: too many keys have no expiry.",
        threshold: 95,
        datapoints: 60,
      },
    ];
  return [
    {
      ...TICKET,
      ...common,
      ...named("Memory", "memory"),
      level: "standard",
      description: `${what} uses at least 80% of its memory and evicts no keys.`,
      reason: "At the limit it rejects writes. Adding a larger node or more shards takes an hour.",
      threshold: 80,
    },
    {
      ...common,
      ...named("MemoryFull", "memory-full"),
      level: "basic",
      severity: "page",
      runbook: "cache-memory",
      description: `${what} uses at least 95% of its memory and evicts no keys.`,
      reason: "It is about to reject writes: users cannot log in, or lose their changes.",
      threshold: 95,
      period: "1 minute",
      datapoints: 5,
      missingData: "notBreaching",
    },
  ];
}

/** AWS itself always has connections, so a running node never reports 0. */
function silence(what: string, named: Named, shard: Shard): readonly AlarmRow[] {
  const common = {
    metric: ofNodes("most", "connections", shard),
    comparison: "below",
    threshold: 1,
    period: "1 minute",
    missingData: "breaching",
  } as const;
  return [
    {
      ...common,
      ...named("Silent", "silent"),
      level: "basic",
      severity: "page",
      runbook: "cache-down",
      description: `${what} has reported no metrics for 5 minutes: none of its nodes is running.`,
      reason: "Requests to the cache fail or go to the database, which is not sized for the full load.",
      // A node replacement, or a failover without a replica, takes a few minutes.
      datapoints: 5,
    },
    {
      ...common,
      ...named("Quiet", "quiet"),
      level: "basic",
      severity: "none",
      description: `${what} has reported no metrics for 2 minutes: it is failing over, being replaced, or down.`,
      reason: "Suppresses pages from dependents, so that one outage pages once. Pages itself after 5 minutes.",
      datapoints: 2,
      suppressesDependents: true,
    },
  ];
}

function hostCpu(what: string, named: Named, shard: Shard): AlarmRow {
  return {
    ...TICKET,
    ...named("HostCpu", "host-cpu"),
    description: `${what} uses at least 90% of the CPU of its host, including other processes.`,
    reason:
      "With two vCPUs, snapshots, TLS and AWS's own processes compete with the engine: responses are slow, and failovers are delayed.",
    metric: ofNodes("most", "hostCpu", shard),
    comparison: "at-or-above",
    threshold: 90,
    datapointsToAlarm: 12,
  };
}

/**
 * For two hours the balance is below the credits earned in one hour; a new node starts without credits and reaches that after an hour.
 * Unlike RDS, ElastiCache limits T nodes to their baseline when no credits are left.
 *
 * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheNodes.SupportedTypes.html#CacheNodes.Burstable
 */
function credits({ nodeType }: Cache, what: string, named: Named, shard: Shard): AlarmRow[] {
  const hourly = hourlyCredits(nodeType);
  if (hourly === undefined) return [];
  return [
    {
      ...TICKET,
      ...named("CpuCredits", "cpu-credits"),
      description: `${what} has used up its CPU credits: ${nodeType} is too small for its load.`,
      reason: "Without credits it has 10% or 20% of its CPU, and every response is slow.",
      metric: ofNodes("least", "cpuCredits", shard),
      comparison: "below",
      threshold: hourly,
      // Credits are published every five minutes.
      period: "5 minutes",
      datapoints: 24,
    },
  ];
}

/** Usually below one second. A failover loses the writes that have not reached the replica. */
function replicaLag(what: string, named: Named, shard: Shard): AlarmRow {
  return {
    ...TICKET,
    ...named("ReplicaLag", "replica-lag"),
    level: "standard",
    description: `A replica of ${what.toLowerCase()} lags by at least 10 seconds.`,
    reason: "Its reads are outdated, and a failover would lose the writes of the lag.",
    metric: ofNodes("most", "replicaLag", shard),
    comparison: "at-or-above",
    threshold: 10,
  };
}

/** AWS documents about one second as usual. It does not document which node publishes the metric, so the alarm reads all nodes. */
function globalLag(what: string, named: Named, shard: Shard): AlarmRow {
  return {
    ...TICKET,
    ...named("GlobalLag", "global-lag"),
    level: "standard",
    description: `${what} lags at least 10 seconds behind the primary region.`,
    reason: "Recent writes from the primary region are missing here, and are lost if this region becomes the primary.",
    metric: ofNodes("most", "globalLag", shard),
    comparison: "at-or-above",
    threshold: 10,
  };
}
