import { CACHE_NODES, cacheNode, canBeGlobal, memoryWithin } from "../../aws/cache-nodes";
import { NAMES } from "../../language/parse";
import { type Rule, entriesOf, forEach } from "../../language/rule";
import { type CacheNeeds, type CacheSettings, isGlobal } from "./model";

/** What rules about a cache read. */
type Environment = CacheNeeds & { readonly caches: Readonly<Record<string, CacheSettings>> };

const caches = (environment: Environment) => entriesOf(environment, "caches");

/** One that is written to, and copies in two others (https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Redis-Global-Datastores-Getting-Started.html). */
const MOST_REGIONS = 3;

/**
 * Rules about caches that are one over all regions (Global Datastores). Of what AWS asks for, these hold always: the engine's versions
 * (Redis OSS since 5.0.6, Valkey since 7.2), and in each region the same node type, shards and encryption.
 *
 * Source: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Redis-Global-Datastores-Getting-Started.html.
 */
export const globalCacheRules: readonly Rule<Environment>[] = [
  forEach("cache.global-regions", caches, function* ({ path, value, settings }) {
    const names = Object.keys(settings.regions);
    if (!isGlobal(settings, value) || names.length <= MOST_REGIONS) return;
    yield {
      path: [...path, "global"],
      problem: `would make one cache of ${names.length} regions`,
      received: value.global,
      allowed: `true with 2 or ${MOST_REGIONS} regions, which is as far as a Global Datastore goes`,
      fix: "Leave it out: each region has a cache of its own. What has to be the same everywhere belongs in a table.",
      reads: [["regions", NAMES]],
    };
  }),
  forEach("cache.global-memory", caches, function* ({ path, value, settings }) {
    const node = cacheNode(value.memory);
    if (!isGlobal(settings, value) || !node || canBeGlobal(node)) return;
    const next = CACHE_NODES.find((candidate) => canBeGlobal(candidate)) ?? node;
    yield {
      path: [...path, "memory"],
      problem: `gives ${node.name}, which cannot be one over several regions`,
      received: value.memory,
      allowed: "with `global: true`, memory of the M and R families: a Global Datastore has nodes of size large and above",
      fix: `Write \`memory: "${memoryWithin(next)}"\`, or leave \`global\` out.`,
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
        fix: "Leave it out until there is a second region.",
        reads: [["regions", NAMES]],
      };
    }),
    warning: true,
  },
];
