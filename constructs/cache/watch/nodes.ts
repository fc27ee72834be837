import type { Cache } from "../model";
import type { Metric } from "../../watching/metric";
import type { MetricMath } from "../../watching/metric-math";
import { type CacheMetric, cacheMetric } from "../metrics";

/** A shard of a cache, with its nodes. */
export interface Shard {
  /** `0001` and so on in cluster mode; undefined for the only one. */
  readonly id?: string;
  readonly nodes: readonly CacheNodeName[];
}

export interface CacheNodeName {
  /** Node ID in CloudWatch, for example `prod-sessions-0001-002`. */
  readonly id: string;
  /** The part after the group's ID, for example `0001-002`. */
  readonly suffix: string;
}

/**
 * The nodes of a cache with ElastiCache's names: `<group>-001`, or in cluster mode `<group>-0001-001`. The primary changes with each
 * failover, and a replaced node keeps its name. A node added after another was removed may have a higher number; then it has no alarms or
 * graphs here, and the other nodes of its shard cover it.
 *
 * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Shards.html
 */
export function shardsOf({ shards, replicas }: Pick<Cache, "shards" | "replicas">, replicationGroupId: string): readonly Shard[] {
  const numbers = Array.from({ length: 1 + replicas }, (_, index) => String(index + 1).padStart(3, "0"));
  const named = (suffix: string): CacheNodeName => ({ id: `${replicationGroupId}-${suffix}`, suffix });
  if (shards === 1) return [{ nodes: numbers.map(named) }];
  return Array.from({ length: shards }, (_, index) => {
    const id = String(index + 1).padStart(4, "0");
    return { id, nodes: numbers.map((number) => named(`${id}-${number}`)) };
  });
}

/**
 * The maximum or minimum of a metric over the nodes of a shard: at most six nodes, and an alarm can read ten metrics. Nodes without metrics
 * do not count; without any metrics there is no data.
 */
export function ofNodes(
  which: "most" | "least",
  metric: CacheMetric,
  { id, nodes }: Shard,
  statistic?: Metric["statistic"],
): Metric | MetricMath {
  const each = nodes.map((node) => ({ ...cacheMetric(metric, node.id), ...(statistic && { statistic }) }));
  const [first] = each;
  if (!first) throw new RangeError("a shard has at least one node");
  const label = [...(id === undefined ? [] : [`Shard ${id}:`]), first.label, ...(statistic ? [statistic] : [])].join(" ");
  if (each.length === 1) return { ...first, label };
  const ids = each.map((_, index) => `n${index + 1}`);
  return {
    expression: `${which === "most" ? "MAX" : "MIN"}([${ids.join(", ")}])`,
    metrics: Object.fromEntries(each.map((node, index) => [`n${index + 1}`, node])),
    label,
    unit: first.unit,
    betterIs: first.betterIs,
  };
}

/** Whether the host has at most two vCPUs, so that AWS's own processes compete with the engine. */
export function hasFewCpus(nodeType: string): boolean {
  return /\.(micro|small|medium|large)$/.test(nodeType);
}

/** Lookups in five minutes below which the hit rate is ignored. */
const ENOUGH_LOOKUPS = 1_000;

/**
 * Hit rate of a node in percent while it evicts keys and has enough lookups; otherwise 100. Misses alone do not show a problem, since every
 * key misses at first. Misses together with evictions do.
 */
export function hitRateWhileEvicting(nodeId: string): MetricMath {
  const rate = `IF(hits + misses >= ${ENOUGH_LOOKUPS}, 100 * hits / (hits + misses), 100)`;
  return {
    expression: `IF(evictions > 0, ${rate}, 100)`,
    metrics: { hits: cacheMetric("hits", nodeId), misses: cacheMetric("misses", nodeId), evictions: cacheMetric("evictions", nodeId) },
    label: "Hit rate while keys are evicted",
    unit: "Percent",
    betterIs: "higher",
  };
}

/** Packets that a node queued or dropped because of any network limit. */
export function overAllowance(nodeId: string): MetricMath {
  return {
    expression: "incoming + outgoing + rate + tracked",
    metrics: {
      incoming: cacheMetric("bandwidthIn", nodeId),
      outgoing: cacheMetric("bandwidthOut", nodeId),
      rate: cacheMetric("packetRate", nodeId),
      tracked: cacheMetric("tracking", nodeId),
    },
    label: "Packets over the node's network limits",
    unit: "Count",
    betterIs: "lower",
  };
}
