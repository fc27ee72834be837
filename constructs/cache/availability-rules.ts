import { CACHE_NODES, cacheNode, memoryWithin } from "../../aws/cache-nodes";
import { familyOf, regionsWithout } from "../../aws/region-availability";
import { NAMES } from "../../language/parse";
import { type Rule, entriesOf, forEach } from "../../language/rule";
import { type CacheNeeds, type CacheSettings, isGlobal } from "./model";

/** What rules about a cache read. */
type Environment = CacheNeeds & { readonly caches: Readonly<Record<string, CacheSettings>> };

const caches = (environment: Environment) => entriesOf(environment, "caches");
const ALL_REGIONS = ["regions", NAMES];
const GLOBAL_DATASTORE = "Global Datastore";

/** Rules about what a region lacks: an apply would find it out, after everything else was made. */
export const cacheAvailabilityRules: readonly Rule<Environment>[] = [
  forEach("cache.node-region", caches, function* ({ path, value, settings }) {
    const node = cacheNode(value.memory);
    const regions = Object.keys(settings.regions);
    const without = node ? regionsWithout(familyOf(node.name), regions) : [];
    if (!node || without.length === 0) return;
    const next = CACHE_NODES.find(
      ({ name, maxMemory }) => maxMemory > node.maxMemory && regionsWithout(familyOf(name), regions).length === 0,
    );
    yield {
      path: [...path, "memory"],
      problem: `gives ${node.name}, which ElastiCache does not have in ${without.join(", ")}`,
      received: value.memory,
      allowed: "memory of a node type that all regions have",
      fix: next ? `Write \`memory: "${memoryWithin(next)}"\`, which gives ${next.name}.` : "Choose other regions.",
      reads: [ALL_REGIONS],
    };
  }),
  forEach("cache.global-region", caches, function* ({ path, value, settings }) {
    const without = isGlobal(settings, value) ? regionsWithout(GLOBAL_DATASTORE, Object.keys(settings.regions)) : [];
    if (without.length === 0) return;
    yield {
      path: [...path, "global"],
      problem: `is true, but ElastiCache has no Global Datastore in ${without.join(", ")}`,
      received: value.global,
      allowed: "true where all regions have Global Datastores",
      fix: "Leave it out: each region has a cache of its own.",
      reads: [ALL_REGIONS],
    };
  }),
];
