import { type Rule, entriesOf, forEach } from "../../language/rule";
import { wholeDays } from "../../language/whole-days";
import type { CacheNeeds, CacheSettings } from "./model";

/** The part of an environment that cache rules read. */
type Environment = CacheNeeds & { readonly caches: Readonly<Record<string, CacheSettings>> };

const caches = (environment: Environment) => entriesOf(environment, "caches");

/** Nodes of a cluster: default quota and maximum (https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/quota-limits.html). */
const NODES = 90;
const MOST_NODES = 500;

/** Rules about caches. */
export const cacheRules: readonly Rule<Environment>[] = [
  wholeDays("cache.whole-days", caches, "snapshots"),
  forEach("cache.cluster-replicas", caches, function* ({ path, value: { shards, replicas } }) {
    if (shards === 1 || replicas > 0) return;
    yield {
      path: [...path, "replicas"],
      problem: "is 0 with several shards: cluster mode needs failover, which requires a replica in each shard",
      received: replicas,
      allowed: "1 to 5 with more than one shard",
      fix: "Write `replicas: 1`.",
      reads: [[...path, "shards"]],
    };
  }),
  forEach("cache.nodes", caches, function* ({ path, value: { shards, replicas } }) {
    const nodes = shards * (1 + replicas);
    if (nodes <= MOST_NODES) return;
    yield {
      path: [...path, "shards"],
      problem: `creates ${nodes} nodes, together with \`replicas\``,
      received: shards,
      allowed: `at most ${MOST_NODES} nodes in a cluster, so ${Math.floor(MOST_NODES / (1 + replicas))} shards with ${replicas} replicas`,
      fix: "Use fewer shards with more memory, or fewer replicas.",
      reads: [[...path, "replicas"]],
    };
  }),
  {
    ...forEach("cache.nodes-quota", caches, function* ({ path, value: { shards, replicas } }) {
      const nodes = shards * (1 + replicas);
      if (nodes <= NODES || nodes > MOST_NODES) return;
      yield {
        path: [...path, "shards"],
        problem: `creates ${nodes} nodes, together with \`replicas\``,
        received: shards,
        allowed: `at most ${NODES} nodes with the default quota`,
        fix: "Request a higher quota of nodes per cluster from AWS before the first deployment, or use fewer shards with more memory.",
        reads: [[...path, "replicas"]],
      };
    }),
    warning: true,
  },
];
