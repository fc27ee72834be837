import type { Cache } from "../model";
import type { AlarmRow } from "../../watching/alarm-row";
import type { CacheMetric } from "../metrics";
import type { Signal } from "../../watching/watch";
import { type Shard, ofNodes } from "./nodes";
import { limitsOf } from "../../watching/limits";

/** Golden signals and bottlenecks of the worst node of each shard, with the thresholds of the alarms. */
export function cacheSignals(cache: Cache, shards: readonly Shard[], rows: readonly AlarmRow[], secondary: boolean): Signal[] {
  const first = shards[0]?.id;
  const limits = (id: string) => limitsOf(rows, first === undefined ? id : `${id}-${first}`);
  const most = (...metrics: readonly CacheMetric[]) => shards.flatMap((shard) => metrics.map((metric) => ofNodes("most", metric, shard)));
  return [
    latency(cache, shards),
    { signal: "traffic", title: "Commands", metrics: most("reads", "writes") },
    { signal: "traffic", title: "Network", metrics: most("received", "sent") },
    { signal: "errors", title: "Misses, evictions and failed logins", metrics: most("misses", "evictions", "failedLogins") },
    { signal: "saturation", title: "CPU of the engine", metrics: most("engineCpu"), limits: limits("EngineCpu") },
    {
      signal: "saturation",
      title: "Memory",
      metrics: most("memory"),
      limits: limits(cache.eviction === "noeviction" ? "MemoryFull" : "Memory"),
    },
    {
      signal: "saturation",
      title: "Memory of the host",
      metrics: shards.flatMap((shard) => [ofNodes("least", "freeMemory", shard), ofNodes("most", "swap", shard)]),
    },
    { signal: "saturation", title: "Connections", metrics: most("connections", "newConnections"), limits: limits("Connections") },
    ...(cache.replicas > 0 ? [{ signal: "latency", title: "Replica lag", metrics: most("replicaLag") } as const] : []),
    ...(secondary ? [{ signal: "latency", title: "Lag behind the primary region", metrics: most("globalLag") } as const] : []),
  ];
}

/** Valkey publishes request latency with percentiles, Redis OSS only the average CPU time of its commands. */
function latency({ engine }: Cache, shards: readonly Shard[]): Signal {
  const metrics =
    engine === "valkey"
      ? shards.flatMap((shard) =>
          (["p50", "p95"] as const).flatMap((statistic) => [
            ofNodes("most", "readLatency", shard, statistic),
            ofNodes("most", "writeLatency", shard, statistic),
          ]),
        )
      : shards.flatMap((shard) => [ofNodes("most", "readCpuTime", shard), ofNodes("most", "writeCpuTime", shard)]);
  return { signal: "latency", title: "Latency", metrics };
}
