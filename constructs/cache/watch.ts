import type { Cache } from "./model";
import type { AlarmRow } from "../watching/alarm-row";
import type { Tier } from "../watching/tier";
import type { Watch } from "../watching/watch";
import { nodeRows } from "./watch/node-rows";
import { type Shard, hasFewCpus, ofNodes, shardsOf } from "./watch/nodes";
import { cacheSignals } from "./watch/signals";
import { hourlyCredits } from "../../aws/cpu-credits";
import { TICKET } from "../watching/rows";

/** What the watches of caches belong to. */
export const CACHE_TIERS = [{ tier: "cache", title: "Caches", rank: 90 }] as const satisfies readonly Tier[];

export interface WatchCacheProps {
  readonly cache: Cache;
  /** A reference, so that the alarms come after it: that on silence would ring while the nodes are made. Never parsed. */
  readonly replicationGroupId: string;
  /** Whether it follows another region's cache (a Global Datastore). */
  readonly secondary: boolean;
}

/**
 * What a cache is watched by: a set of alarms for each shard, on the node that is worst off, since a hot shard does not show in an average
 * over all; two for each node, where the metrics of all nodes are too many for one alarm.
 *
 * Pages: a shard of which no node says anything, and a cache that refuses writes since its memory is full and it may evict nothing. A
 * cache that may evict is full all day, and well.
 *
 * Cost drivers: each alarm by the metrics that it reads, so nodes × about 15.
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
      description: `${what} uses 90 % of the one thread that runs commands.`,
      reason: "Commands wait for each other, and users with them. More shards or a larger node for writes, replicas for reads.",
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
      description: `${what} has 80 % of the 65,000 connections that a node takes.`,
      reason: "At the limit new tasks are refused. Most likely clients open a connection for each request, or never close one.",
      metric: ofNodes("most", "connections", shard),
      comparison: "at-or-above",
      threshold: 52_000,
    },
    {
      ...TICKET,
      ...named("RefusedLogins", "refused-logins"),
      description: `${what} refuses ten logins a minute and more.`,
      reason: "Tasks connect with tokens that are old or for another cluster, and so do without the cache; or somebody tries names.",
      metric: ofNodes("most", "refusedLogins", shard),
      comparison: "at-or-above",
      threshold: 10,
      datapointsToAlarm: 10,
    },
    ...(cache.replicas > 0 ? [replicaLag(what, named, shard)] : []),
    ...(secondary ? [globalLag(what, named, shard)] : []),
  ];
}

type Named = (id: string, name: string) => Pick<AlarmRow, "id" | "name">;

/** What is full refuses writes if it may evict nothing; if it may evict keys with an expiry alone, it may come to that. */
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
        description: `${what} has 95 % of its memory in use, and may evict only keys with an expiry (${eviction}).`,
        reason: "When none of these is left, writes are refused: too many keys have no expiry.",
        threshold: 95,
        datapoints: 60,
      },
    ];
  return [
    {
      ...TICKET,
      ...common,
      ...named("Memory", "memory"),
      description: `${what} has 80 % of its memory in use, and may evict nothing.`,
      reason: "At the limit it refuses writes. A larger node or more shards takes an hour to come.",
      threshold: 80,
    },
    {
      ...common,
      ...named("MemoryFull", "memory-full"),
      severity: "page",
      runbook: "cache-memory",
      description: `${what} has 95 % of its memory in use, and may evict nothing.`,
      reason: "It is about to refuse writes: users cannot log in, or lose what they do.",
      threshold: 95,
      period: "1 minute",
      datapoints: 5,
      missingData: "notBreaching",
    },
  ];
}

/** AWS's own connections are always there, so that none at all is silence. */
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
      severity: "page",
      runbook: "cache-down",
      description: `${what} has said nothing for five minutes: no node of it runs.`,
      reason: "Whatever asks the cache fails or asks the database, which was not made for all of it.",
      // A node that is replaced, or a failover without a replica, takes a few minutes.
      datapoints: 5,
    },
    {
      ...common,
      ...named("Quiet", "quiet"),
      severity: "none",
      description: `${what} has said nothing for two minutes: it fails over, is replaced, or is down.`,
      reason: "It explains what fails of whoever uses it, so that one outage pages once; from five minutes on it pages itself.",
      datapoints: 2,
      suppressesDependents: true,
    },
  ];
}

function hostCpu(what: string, named: Named, shard: Shard): AlarmRow {
  return {
    ...TICKET,
    ...named("HostCpu", "host-cpu"),
    description: `${what} uses 90 % of its host, engine and all beside it.`,
    reason: "With two vCPUs snapshots, TLS and AWS's own work take from the engine: answers are slow, and failovers late.",
    metric: ofNodes("most", "hostCpu", shard),
    comparison: "at-or-above",
    threshold: 90,
    datapointsToAlarm: 12,
  };
}

/**
 * Less than an hour's earning is left, for two hours; a new node begins with none and has that after an hour. Unlike RDS's, ElastiCache's T
 * nodes are held to their baseline when no credits are left.
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
      reason: "Without credits it has a tenth or a fifth of its CPU, and every answer is slow.",
      metric: ofNodes("least", "cpuCredits", shard),
      comparison: "below",
      threshold: hourly,
      // Credits are told every five minutes.
      period: "5 minutes",
      datapoints: 24,
    },
  ];
}

/** Usually below a second. A failover loses what has not reached the replica. */
function replicaLag(what: string, named: Named, shard: Shard): AlarmRow {
  return {
    ...TICKET,
    ...named("ReplicaLag", "replica-lag"),
    description: `A replica of ${what.toLowerCase()} is ten seconds behind and more.`,
    reason: "Reads are that old, and a failover loses that much.",
    metric: ofNodes("most", "replicaLag", shard),
    comparison: "at-or-above",
    threshold: 10,
  };
}

/** AWS names a second as usual. It does not say which node tells it, so all are asked. */
function globalLag(what: string, named: Named, shard: Shard): AlarmRow {
  return {
    ...TICKET,
    ...named("GlobalLag", "global-lag"),
    description: `${what} is ten seconds and more behind the primary region.`,
    reason: "What users did in the other region is not here yet, and is lost if this region takes over.",
    metric: ofNodes("most", "globalLag", shard),
    comparison: "at-or-above",
    threshold: 10,
  };
}
