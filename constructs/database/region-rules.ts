import { RELIABLE_REPLICAS, MOST_REPLICAS } from "../../aws/database-engines";
import { repeated } from "../../language/collections";
import { didYouMean, oneOf } from "../../language/nearest";
import { NAMES } from "../../language/parse";
import { knownRegions } from "../../aws/regions";
import { type RuleViolation, type Rule, type Subject, entriesOf, forEach } from "../../language/rule";
import type { DatabaseNeeds, DatabaseSettings } from "./model";

/** The part of an environment that database rules read. */
type Environment = DatabaseNeeds & { readonly databases: Readonly<Record<string, DatabaseSettings>> };

const databases = (environment: Environment) => entriesOf(environment, "databases");
const ALL_REGIONS = ["regions", NAMES];

/**
 * Rules about databases in several regions. The primary replicates to its own replicas and to the lead instance of each other region;
 * further replicas of a region follow that region's lead instance. So a replication chain has at most three instances in two regions. AWS
 * allows four instances in two regions with every version that Terrace supports (PostgreSQL since 14.1, all of MySQL), so only the number
 * of replicas of the source is limited.
 *
 * Sources: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PostgreSQL.Replication.ReadReplicas.Xregion.html,
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_MySQL.Replication.ReadReplicas.Cascading.html,
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.XRgn.html#USER_ReadRepl.XRgn.Cnsdr.
 */
export const databaseRegionRules: readonly Rule<Environment>[] = [
  forEach("database.primary-region", databases, function* ({ path, value: { primaryRegion }, settings }) {
    const names = Object.keys(settings.regions);
    if (primaryRegion === undefined || names.includes(primaryRegion)) return;
    yield {
      path: [...path, "primaryRegion"],
      problem: "is not a region of this environment",
      received: primaryRegion,
      allowed: oneOf(knownRegions(names)),
      fix: didYouMean(primaryRegion, names, "Choose one of these, or add it to `regions` of the environment."),
      reads: [ALL_REGIONS],
    };
  }),
  forEach("database.regions", databases, function* (subject) {
    const { path, value, settings } = subject;
    const names = Object.keys(settings.regions);
    const twice = new Set(repeated(value.regions));
    for (const [index, region] of value.regions.entries()) {
      const at = { path: [...path, "regions", index], received: region };
      if (!names.includes(region))
        yield {
          ...at,
          problem: "is not a region of this environment",
          allowed: oneOf(knownRegions(names)),
          fix: didYouMean(region, names, "Choose one of these, or add it to `regions` of the environment."),
          reads: [ALL_REGIONS],
        };
      else if (twice.has(index)) yield { ...at, problem: "is a duplicate", allowed: "each region once", fix: "Remove it." };
    }
    yield* withoutPrimary(subject);
  }),
  forEach("database.decommissioning", databases, function* ({ name, path, value: { primaryRegion }, settings }) {
    if (primaryRegion === undefined || primaryRegion === settings.primaryRegion) return;
    if (settings.regions[primaryRegion]?.decommissioning !== true) return;
    yield {
      path: ["regions", primaryRegion, "decommissioning"],
      problem: `is true, but the primary of the database ${name} is here`,
      received: true,
      allowed: "false in the primary region of a database",
      fix: `Promote a cross-region replica of ${name} first: docs/runbooks/promote-a-database.md.`,
      reads: [path],
    };
  }),
  forEach("database.replicas", databases, function* (subject) {
    const replicas = otherRegions(subject.value);
    if (replicas > MOST_REPLICAS) yield tooManyRegions(subject, replicas);
    else if (replicas + subject.value.readReplicas > MOST_REPLICAS) yield tooManyReplicas(subject, replicas);
  }),
  {
    ...forEach("database.replica-count", databases, function* ({ path, value }) {
      const replicas = otherRegions(value);
      if (replicas <= RELIABLE_REPLICAS || replicas > MOST_REPLICAS) return;
      yield {
        path: [...path, "regions"],
        problem: `creates ${replicas} cross-region replicas, and RDS does not guarantee more than ${RELIABLE_REPLICAS} of one database`,
        received: value.regions,
        allowed: `${RELIABLE_REPLICAS + 1} regions including the primary region; more only while AWS's network rules between the regions have room`,
        fix: "List only the regions that need a replica in `regions` of the database; the others read from the primary region.",
        reads: [ALL_REGIONS],
      };
    }),
    warning: true,
  },
];

/** Number of regions with a cross-region replica. */
function otherRegions({ primaryRegion, regions }: DatabaseSettings): number {
  return [...new Set(regions)].filter((name) => name !== primaryRegion).length;
}

function* withoutPrimary({ path, value, settings }: Subject<DatabaseSettings, Environment>): Iterable<RuleViolation> {
  const { primaryRegion, regions } = value;
  if (primaryRegion === undefined || regions.includes(primaryRegion) || !Object.hasOwn(settings.regions, primaryRegion)) return;
  yield {
    path: [...path, "regions"],
    problem: `does not contain ${primaryRegion}, the primary region`,
    received: regions,
    allowed: "a list of regions that contains the primary region",
    fix: `Add "${primaryRegion}", or set \`primaryRegion\` to one of these.`,
    reads: [[...path, "primaryRegion"], ["regions"]],
  };
}

function tooManyRegions({ path, value }: Subject<DatabaseSettings, Environment>, replicas: number): RuleViolation {
  return {
    path: [...path, "regions"],
    problem: `creates ${replicas} cross-region replicas of one instance`,
    received: value.regions,
    allowed: `at most ${MOST_REPLICAS} replicas of one instance, so ${MOST_REPLICAS + 1} regions including the primary region`,
    fix: "List only the regions that need a replica in `regions` of the database; the others read from the primary region.",
    reads: [ALL_REGIONS],
  };
}

function tooManyReplicas({ path, value: { readReplicas } }: Subject<DatabaseSettings, Environment>, replicas: number): RuleViolation {
  const most = MOST_REPLICAS - replicas;
  return {
    path: [...path, "readReplicas"],
    problem: `creates ${readReplicas + replicas} replicas of one instance: ${readReplicas} in its region, and one for each of ${replicas} other regions`,
    received: readReplicas,
    allowed: `at most ${MOST_REPLICAS} replicas of one instance, so ${most} in each region`,
    fix: `Write \`readReplicas: ${most}\`.`,
    reads: [[...path, "regions"], ALL_REGIONS],
  };
}
