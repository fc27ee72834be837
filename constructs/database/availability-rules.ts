import { INSTANCE_CLASSES, findInstanceClass } from "../../aws/instance-classes";
import { NAMES } from "../../language/parse";
import { familyOf, regionsWithout } from "../../aws/region-availability";
import { type Rule, entriesOf, forEach } from "../../language/rule";
import type { DatabaseNeeds, DatabaseSettings } from "./model";

/** The part of an environment that database rules read. */
type Environment = DatabaseNeeds & { readonly databases: Readonly<Record<string, DatabaseSettings>> };

const ALL_REGIONS = ["regions", NAMES];

/** Rules about instance classes that a region does not offer. Without them only the apply would fail, after creating everything else. */
export const databaseAvailabilityRules: readonly Rule<Environment>[] = [
  forEach(
    "database.class-region",
    (environment: Environment) => entriesOf(environment, "databases"),
    function* ({ path, value }) {
      for (const [field, regions] of classes(value)) {
        const without = regionsWithout(familyOf(value[field]), regions);
        if (without.length === 0) continue;
        const alternatives = sameSize(value[field], regions);
        yield {
          path: [...path, field],
          problem: `belongs to a family that RDS does not offer in ${without.join(", ")}`,
          received: value[field],
          allowed:
            alternatives.length === 0
              ? "a class that all of its regions offer"
              : `of the same size and available in all of its regions: ${alternatives.join(", ")}`,
          fix:
            alternatives.length === 0
              ? "Choose another size, or list other regions in `regions` of the database."
              : `Write \`${field}: "${alternatives.find((name) => /^db\.[a-z]\d+g\./.test(name)) ?? alternatives[0]}"\`.`,
          reads: [[...path, "regions"], [...path, "readReplicas"], [...path, "size"], ALL_REGIONS],
        };
      }
    },
  ),
];

/** The instance classes of a database with the regions that need them: each lead instance has `size`, further replicas `replicaSize`. */
function classes({ size, replicaSize, readReplicas, primaryRegion, regions }: DatabaseSettings) {
  const withReplicas = regions.filter((region) => readReplicas > (region === primaryRegion ? 0 : 1));
  return [["size", regions] as const, ...(replicaSize === size ? [] : [["replicaSize", withReplicas] as const])];
}

/** Classes with the same number of vCPUs and the same memory that all of these regions offer. */
function sameSize(name: string, regions: readonly string[]): readonly string[] {
  const wanted = findInstanceClass(name);
  return INSTANCE_CLASSES.filter((candidate) => {
    const found = findInstanceClass(candidate);
    return found?.memory === wanted?.memory && found?.vcpus === wanted?.vcpus && regionsWithout(familyOf(candidate), regions).length === 0;
  });
}
