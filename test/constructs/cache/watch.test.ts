import type { Cache } from "../../../constructs/cache/model";
import { isMath } from "../../../constructs/watching/metric-math";
import { watchCache } from "../../../constructs/cache/watch";
import { hasFewCpus, hitRateWhileEvicting, ofNodes, overAllowance, shardsOf } from "../../../constructs/cache/watch/nodes";
import { type Point, valueOf } from "../watching/math";
import { faults, linesOf } from "../watching/faults";

const CACHE: Cache = {
  name: "sessions",
  engine: "valkey",
  version: "8.0",
  nodeType: "cache.t4g.micro",
  shards: 1,
  replicas: 1,
  global: false,
  eviction: "allkeys-lru",
  snapshots: "0 seconds",
};

const LARGE = { nodeType: "cache.r7g.xlarge", shards: 2, eviction: "noeviction" } as const;

const watch = (cache: Partial<Cache> = {}, secondary = false) =>
  watchCache({ cache: { ...CACHE, ...cache }, replicationGroupId: "dev-us-east-1-sessions", secondary });

test("alarms of one shard on burstable nodes that evicts all keys", () => {
  expect(linesOf(watch())).toEqual([
    "Silent: page cache-down; below 1, 5 of 5 × 1 minute; no data: breaching",
    "Quiet: none; below 1, 2 of 2 × 1 minute; no data: breaching",
    "EngineCpu: ticket; at-or-above 90, 12 of 15 × 1 minute; no data: notBreaching",
    "HostCpu: ticket; at-or-above 90, 12 of 15 × 1 minute; no data: notBreaching",
    "CpuCredits: ticket; below 12, 24 of 24 × 5 minutes; no data: notBreaching",
    "Connections: ticket; at-or-above 52000, 15 of 15 × 1 minute; no data: notBreaching",
    "RefusedLogins: ticket; at-or-above 10, 10 of 15 × 1 minute; no data: notBreaching",
    "ReplicaLag: ticket; at-or-above 10, 15 of 15 × 1 minute; no data: notBreaching",
    "Thrashing-001: ticket; below 80, 12 of 12 × 5 minutes; no data: notBreaching",
    "Network-001: ticket; above 0, 10 of 15 × 1 minute; no data: notBreaching",
    "Thrashing-002: ticket; below 80, 12 of 12 × 5 minutes; no data: notBreaching",
    "Network-002: ticket; above 0, 10 of 15 × 1 minute; no data: notBreaching",
  ]);
});

test("alarms of each shard of a secondary in cluster mode that evicts no keys", () => {
  const lines = linesOf(watch(LARGE, true));
  expect(lines.slice(0, 11)).toEqual([
    "Silent-0001: page cache-down; below 1, 5 of 5 × 1 minute; no data: breaching",
    "Quiet-0001: none; below 1, 2 of 2 × 1 minute; no data: breaching",
    "Memory-0001: ticket; at-or-above 80, 15 of 15 × 1 minute; no data: notBreaching",
    "MemoryFull-0001: page cache-memory; at-or-above 95, 5 of 5 × 1 minute; no data: notBreaching",
    "EngineCpu-0001: ticket; at-or-above 90, 12 of 15 × 1 minute; no data: notBreaching",
    "Connections-0001: ticket; at-or-above 52000, 15 of 15 × 1 minute; no data: notBreaching",
    "RefusedLogins-0001: ticket; at-or-above 10, 10 of 15 × 1 minute; no data: notBreaching",
    "ReplicaLag-0001: ticket; at-or-above 10, 15 of 15 × 1 minute; no data: notBreaching",
    "GlobalLag-0001: ticket; at-or-above 10, 15 of 15 × 1 minute; no data: notBreaching",
    "Network-0001-001: ticket; above 0, 10 of 15 × 1 minute; no data: notBreaching",
    "Network-0001-002: ticket; above 0, 10 of 15 × 1 minute; no data: notBreaching",
  ]);
  expect(lines.slice(11)).toEqual(lines.slice(0, 11).map((line) => line.replace("-0001", "-0002")));
});

test.each<[Cache["eviction"], string[]]>([
  ["allkeys-lru", ["Thrashing-001", "Thrashing-002"]],
  ["volatile-ttl", ["Memory", "Thrashing-001", "Thrashing-002"]],
  ["noeviction", ["Memory", "MemoryFull"]],
])("with %s, the memory alarms are %p", (eviction, expected) => {
  const ids = watch({ eviction }).alarms.map(({ id }) => id);
  expect(ids.filter((id) => /Memory|Thrashing/.test(id))).toEqual(expected);
});

test.each<[string, Partial<Cache>, boolean]>([
  ["one node", { replicas: 0 }, false],
  ["six nodes a shard", { replicas: 5, shards: 3 }, true],
  ["Redis OSS", { engine: "redis", version: "7.1" }, false],
  ["a large node", LARGE, true],
])("AWS publishes the metrics of a cache with %s and accepts its alarms", (_, cache, secondary) => {
  expect(faults([watch(cache, secondary)])).toEqual([]);
});

test.each<[number, number, readonly string[]]>([
  [1, 0, ["g-001"]],
  [1, 2, ["g-001", "g-002", "g-003"]],
  [2, 1, ["g-0001-001", "g-0001-002", "g-0002-001", "g-0002-002"]],
])("%d shards with %d replicas have the nodes %p", (shards, replicas, expected) => {
  expect(shardsOf({ shards, replicas }, "g").flatMap(({ nodes }) => nodes.map(({ id }) => id))).toEqual(expected);
});

test("ninety shards have four-digit numbers", () => {
  expect(shardsOf({ shards: 90, replicas: 0 }, "g").at(-1)).toEqual({ id: "0090", nodes: [{ id: "g-0090-001", suffix: "0090-001" }] });
});

test("reads the worst node, ignores nodes without metrics, and uses no metric math for a single node", () => {
  const [shard] = shardsOf({ shards: 1, replicas: 1 }, "g");
  const [single] = shardsOf({ shards: 1, replicas: 0 }, "g");
  if (!shard || !single) throw new Error("no shard");
  const most = ofNodes("most", "engineCpu", shard);
  const least = ofNodes("least", "cpuCredits", shard);
  if (!isMath(most) || !isMath(least)) throw new Error("several nodes need mathematics");
  expect(valueOf(most, { n1: 20, n2: 95 })).toBe(95);
  expect(valueOf(most, { n2: 95 })).toBe(95);
  expect(valueOf(most, {})).toBeUndefined();
  expect(valueOf(least, { n1: 20, n2: 95 })).toBe(20);
  expect(isMath(ofNodes("most", "engineCpu", single))).toBe(false);
});

test.each<[string, Record<string, Point>, number]>([
  ["evictions and 20% misses", { evictions: 1, hits: 800, misses: 200 }, 80],
  ["evictions and one more miss", { evictions: 1, hits: 799, misses: 201 }, 79.9],
  ["misses without evictions are ignored", { evictions: 0, hits: 1, misses: 999 }, 100],
  ["too few lookups", { evictions: 5, hits: 0, misses: 999 }, 100],
])("hit rate: %s", (_, points, rate) => {
  expect(valueOf(hitRateWhileEvicting("n"), points)).toBe(rate);
});

test("counts packets over any limit", () => {
  expect(valueOf(overAllowance("n"), { incoming: 0, outgoing: 2, rate: 0, tracked: 1 })).toBe(3);
});

test.each([
  ["cache.t4g.micro", true],
  ["cache.m7g.large", true],
  ["cache.r7g.xlarge", false],
  ["cache.r7g.16xlarge", false],
])("%s has at most two vCPUs: %p", (nodeType, few) => {
  expect(hasFewCpus(nodeType)).toBe(few);
});

test("latency has percentiles for Valkey but not for Redis OSS", () => {
  const statistics = (engine: Cache["engine"]) =>
    watch({ engine, replicas: 0 })
      .signals.find(({ title }) => title === "Latency")
      ?.metrics.map((metric) => (isMath(metric) ? "" : `${metric.name} ${metric.statistic}`));
  expect(statistics("valkey")).toEqual([
    "SuccessfulReadRequestLatency p50",
    "SuccessfulWriteRequestLatency p50",
    "SuccessfulReadRequestLatency p95",
    "SuccessfulWriteRequestLatency p95",
  ]);
  expect(statistics("redis")).toEqual(["GetTypeCmdsLatency Average", "SetTypeCmdsLatency Average"]);
});

test("the dashboard has all four signals", () => {
  expect(new Set(watch().signals.map(({ signal }) => signal))).toEqual(new Set(["latency", "traffic", "errors", "saturation"]));
});

test("accepts a reference as the group ID", () => {
  const { alarms } = watchCache({ cache: CACHE, replicationGroupId: "${aws_elasticache_replication_group.x.id}", secondary: false });
  expect(JSON.stringify(alarms.map(({ metric }) => metric))).toContain('"CacheClusterId":"${aws_elasticache_replication_group.x.id}-001"');
});
