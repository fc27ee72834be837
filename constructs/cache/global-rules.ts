import { CACHE_NODES, cacheNode, canBeGlobal, memoryWithin } from "../../aws/cache-nodes";
import { NAMES } from "../../language/parse";
import { type Rule, entriesOf, forEach } from "../../language/rule";
import { type CacheNeeds, type CacheSettings, isGlobal } from "./model";

/** The part of an environment that cache rules read. */
type Environment = CacheNeeds & { readonly caches: Readonly<Record<string, CacheSettings>> };

const caches = (environment: Environment) => entriesOf(environment, "caches");

/**
 * One primary region and at most two secondary regions
 * (https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Redis-Global-Datastores-Getting-Started.html).
 */
const MOST_REGIONS = 3;

/**
 * Rules about global caches (Global Datastores). Terrace always meets AWS's other requirements: the engine versions (Redis OSS since 5.0.6,
 * Valkey since 7.2), and the same node type, shards and encryption in each region.
 *
 * Source: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Redis-Global-Datastores-Getting-Started.html.
 */
export const globalCacheRules: readonly Rule<Environment>[] = [
  forEach("cache.global-regions", caches, function* ({ path, value, settings }) {
    const names = Object.keys(settings.regions);
    if (!isGlobal(settings, value) || names.length <= MOST_REGIONS) return;
    yield {
      path: [...path, "global"],
      problem: `would create a global cache in ${names.length} regions`,
      received: value.global,
      allowed: `true with 2 or ${MOST_REGIONS} regions, the maximum of a Global Datastore`,
      fix: "Remove it; each region then has its own cache. Keep data that must be the same in every region in a table.",
      reads: [["regions", NAMES]],
    };
  }),
  forEach("cache.global-memory", caches, function* ({ path, value, settings }) {
    const node = cacheNode(value.memory);
    if (!isGlobal(settings, value) || !node || canBeGlobal(node)) return;
    const next = CACHE_NODES.find((candidate) => canBeGlobal(candidate)) ?? node;
    yield {
      path: [...path, "memory"],
      problem: `selects ${node.name}, which does not support global caches`,
      received: value.memory,
      allowed: "with `global: true`, memory of the M and R families: a Global Datastore requires nodes of size large or above",
      fix: `Write \`memory: "${memoryWithin(next)}"\`, or remove \`global\`.`,
      reads: [
        [...path, "global"],
        ["regions", NAMES],
      ],
    };
  }),
  {
    ...forEach("cache.global-alone", caches, function* ({ path, value, settings }) {
      if (!value.global || Object.keys(settings.regions).length !== 1) return;
      yield {
        path: [...path, "global"],
        problem: "has no effect in a single region",
        received: true,
        allowed: "true with several regions",
        fix: "Remove it until there is a second region.",
        reads: [["regions", NAMES]],
      };
    }),
    warning: true,
  },
];
