import { CACHE_NODES, cacheNode, memoryWithin } from "../../aws/cache-nodes";
import { familyOf, regionsWithout } from "../../aws/region-availability";
import { NAMES } from "../../language/parse";
import { type Rule, entriesOf, forEach } from "../../language/rule";
import { type CacheNeeds, type CacheSettings, isGlobal } from "./model";

/** The part of an environment that cache rules read. */
type Environment = CacheNeeds & { readonly caches: Readonly<Record<string, CacheSettings>> };

const caches = (environment: Environment) => entriesOf(environment, "caches");
const ALL_REGIONS = ["regions", NAMES];
const GLOBAL_DATASTORE = "Global Datastore";

/**
 * Rules about node types and features that a region does not offer. Without them only the apply would fail, after creating everything else.
 */
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
      problem: `selects ${node.name}, which ElastiCache does not offer in ${without.join(", ")}`,
      received: value.memory,
      allowed: "memory of a node type that all regions offer",
      fix: next ? `Write \`memory: "${memoryWithin(next)}"\`, which selects ${next.name}.` : "Choose other regions.",
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
      allowed: "true if all regions have Global Datastores",
      fix: "Remove it; each region then has its own cache.",
      reads: [ALL_REGIONS],
    };
  }),
];
