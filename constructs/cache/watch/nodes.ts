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
  /** What CloudWatch knows it by, for example `prod-sessions-0001-002`. */
  readonly id: string;
  /** The part behind the group's id, for example `0001-002`. */
  readonly suffix: string;
}

/**
 * The nodes of a cache as ElastiCache names them: `<group>-001`, or in cluster mode `<group>-0001-001`. Which of them is the primary changes
 * with each failover, and a node that is replaced keeps its name. One that was added after another was removed may be numbered on; its
 * graphs are then missing here, and it is covered by its shard's other nodes.
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
 * The node of a shard that has most, or least, of something. At most six nodes, and CloudWatch takes ten metrics in an alarm. A node that
 * says nothing does not count; no data when none says anything.
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

/** Whether the host has two vCPUs at most, so that what AWS runs beside the engine counts. */
export function hasFewCpus(nodeType: string): boolean {
  return /\.(micro|small|medium|large)$/.test(nodeType);
}

/** Lookups in five minutes below which a hit rate means nothing. */
const ENOUGH_LOOKUPS = 1_000;

/**
 * Percent of a node's lookups that found their key, while it evicts keys and is asked enough; else 100. Misses alone are no fault of the
 * cache: much is asked for the first time. Misses while it throws keys out are.
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

/** Packets that a node queued or dropped since it may not have more, whatever the limit. */
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
