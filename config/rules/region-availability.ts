import { CACHE_NODES, cacheNode, memoryWithin } from "../../aws/cache-nodes";
import type { DatabaseSettings } from "../defaults";
import { INSTANCE_CLASSES, findInstanceClass } from "../../aws/instance-classes";
import { NAMES } from "../parse";
import { isGlobal } from "../region-pairs";
import { familyOf, regionsWithout } from "../../aws/region-availability";
import { type Rule, entries, forEach } from "./rule";

const ALL_REGIONS = ["regions", NAMES];
const GLOBAL_DATASTORE = "Global Datastore";

/** Rules about what a region lacks: an apply would find it out, after everything else was made. */
export const regionGapRules: readonly Rule[] = [
  forEach("database.class-region", entries("databases"), function* ({ path, value }) {
    for (const [field, regions] of classes(value)) {
      const without = regionsWithout(familyOf(value[field]), regions);
      if (without.length === 0) continue;
      const alternatives = sameSize(value[field], regions);
      yield {
        path: [...path, field],
        problem: `is of a family that RDS does not have in ${without.join(", ")}`,
        received: value[field],
        allowed:
          alternatives.length === 0
            ? "a class that all of its regions have"
            : `as large, and in all of its regions: ${alternatives.join(", ")}`,
        mend:
          alternatives.length === 0
            ? "Choose another size, or name other regions in `regions` of the database."
            : `Write \`${field}: "${alternatives.find((name) => /^db\.[a-z]\d+g\./.test(name)) ?? alternatives[0]}"\`.`,
        reads: [[...path, "regions"], [...path, "readReplicas"], [...path, "size"], ALL_REGIONS],
      };
    }
  }),
  forEach("cache.node-region", entries("caches"), function* ({ path, value, settings }) {
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
      mend: next ? `Write \`memory: "${memoryWithin(next)}"\`, which gives ${next.name}.` : "Choose other regions.",
      reads: [ALL_REGIONS],
    };
  }),
  forEach("cache.global-region", entries("caches"), function* ({ name, path, value, settings }) {
    const without = isGlobal(settings, name) ? regionsWithout(GLOBAL_DATASTORE, Object.keys(settings.regions)) : [];
    if (without.length === 0) return;
    yield {
      path: [...path, "global"],
      problem: `is true, but ElastiCache has no Global Datastore in ${without.join(", ")}`,
      received: value.global,
      allowed: "true where all regions have Global Datastores",
      mend: "Leave it out: each region has a cache of its own.",
      reads: [ALL_REGIONS],
    };
  }),
];

/** The classes of a database, with the regions that need them: the first instance of each has `size`, further replicas `replicaSize`. */
function classes({ size, replicaSize, readReplicas, primaryRegion, regions }: DatabaseSettings) {
  const withReplicas = regions.filter((region) => readReplicas > (region === primaryRegion ? 0 : 1));
  return [["size", regions] as const, ...(replicaSize === size ? [] : [["replicaSize", withReplicas] as const])];
}

/** Classes with as many vCPUs and as much memory that all of these regions have. */
function sameSize(name: string, regions: readonly string[]): readonly string[] {
  const wanted = findInstanceClass(name);
  return INSTANCE_CLASSES.filter((candidate) => {
    const found = findInstanceClass(candidate);
    return found?.memory === wanted?.memory && found?.vcpus === wanted?.vcpus && regionsWithout(familyOf(candidate), regions).length === 0;
  });
}
