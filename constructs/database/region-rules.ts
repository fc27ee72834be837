import { RELIABLE_REPLICAS, MOST_REPLICAS } from "../../aws/database-engines";
import { repeated } from "../../language/collections";
import { didYouMean, oneOf } from "../../language/nearest";
import { NAMES } from "../../language/parse";
import { knownRegions } from "../../aws/regions";
import { type RuleViolation, type Rule, type Subject, entriesOf, forEach } from "../../language/rule";
import type { DatabaseNeeds, DatabaseSettings } from "./model";

/** What rules about a database read. */
type Environment = DatabaseNeeds & { readonly databases: Readonly<Record<string, DatabaseSettings>> };

const databases = (environment: Environment) => entriesOf(environment, "databases");
const ALL_REGIONS = ["regions", NAMES];

/**
 * Rules about databases in several regions. The instance that is written to sends to its own replicas and to the first copy of each other
 * region; further replicas of a region hang on that region's first. So a chain has at most three instances in two regions, of the four
 * instances in two regions that AWS allows, with every version that Terrace knows (PostgreSQL since 14.1, MySQL in all): the source's
 * replicas are the only number that ends.
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
      problem: "is no region of this environment",
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
          problem: "is no region of this environment",
          allowed: oneOf(knownRegions(names)),
          fix: didYouMean(region, names, "Choose one of these, or add it to `regions` of the environment."),
          reads: [ALL_REGIONS],
        };
      else if (twice.has(index)) yield { ...at, problem: "is there twice", allowed: "each region once", fix: "Remove it." };
    }
    yield* withoutPrimary(subject);
  }),
  forEach("database.decommissioning", databases, function* ({ name, path, value: { primaryRegion }, settings }) {
    if (primaryRegion === undefined || primaryRegion === settings.primaryRegion) return;
    if (settings.regions[primaryRegion]?.decommissioning !== true) return;
    yield {
      path: ["regions", primaryRegion, "decommissioning"],
      problem: `is true, but the database ${name} is written here`,
      received: true,
      allowed: "false in a region that a database is written in",
      fix: `Promote another copy of ${name} first: docs/runbooks/promote-a-database.md.`,
      reads: [path],
    };
  }),
  forEach("database.replicas", databases, function* (subject) {
    const copies = otherRegions(subject.value);
    if (copies > MOST_REPLICAS) yield tooManyRegions(subject, copies);
    else if (copies + subject.value.readReplicas > MOST_REPLICAS) yield tooManyReplicas(subject, copies);
  }),
  {
    ...forEach("database.copies", databases, function* ({ path, value }) {
      const copies = otherRegions(value);
      if (copies <= RELIABLE_REPLICAS || copies > MOST_REPLICAS) return;
      yield {
        path: [...path, "regions"],
        problem: `makes ${copies} copies in other regions, and RDS does not guarantee more than ${RELIABLE_REPLICAS} of one database`,
        received: value.regions,
        allowed: `${RELIABLE_REPLICAS + 1} regions with the primary one, and more as far as AWS's network rules between the regions have room`,
        fix: "Name the regions that really need a copy in `regions` of the database; the others read in the primary region.",
        reads: [ALL_REGIONS],
      };
    }),
    warning: true,
  },
];

/** Regions that hold a copy besides the primary one. */
function otherRegions({ primaryRegion, regions }: DatabaseSettings): number {
  return [...new Set(regions)].filter((name) => name !== primaryRegion).length;
}

function* withoutPrimary({ path, value, settings }: Subject<DatabaseSettings, Environment>): Iterable<RuleViolation> {
  const { primaryRegion, regions } = value;
  if (primaryRegion === undefined || regions.includes(primaryRegion) || !Object.hasOwn(settings.regions, primaryRegion)) return;
  yield {
    path: [...path, "regions"],
    problem: `lacks ${primaryRegion}, the region that its writes go to`,
    received: regions,
    allowed: "regions among which is the one that it is written in",
    fix: `Add "${primaryRegion}", or write \`primaryRegion\` with one of these.`,
    reads: [[...path, "primaryRegion"], ["regions"]],
  };
}

function tooManyRegions({ path, value }: Subject<DatabaseSettings, Environment>, copies: number): RuleViolation {
  return {
    path: [...path, "regions"],
    problem: `makes ${copies} copies in other regions, all replicas of one instance`,
    received: value.regions,
    allowed: `at most ${MOST_REPLICAS} replicas of one instance, so ${MOST_REPLICAS + 1} regions with the primary one`,
    fix: "Name the regions that need a copy in `regions` of the database; the others read in the primary region.",
    reads: [ALL_REGIONS],
  };
}

function tooManyReplicas({ path, value: { readReplicas } }: Subject<DatabaseSettings, Environment>, copies: number): RuleViolation {
  const most = MOST_REPLICAS - copies;
  return {
    path: [...path, "readReplicas"],
    problem: `makes ${readReplicas + copies} replicas of one instance: ${readReplicas} in its region, and one for each of ${copies} other regions`,
    received: readReplicas,
    allowed: `at most ${MOST_REPLICAS} replicas of one instance, so ${most} in each region`,
    fix: `Write \`readReplicas: ${most}\`.`,
    reads: [[...path, "regions"], ALL_REGIONS],
  };
}
