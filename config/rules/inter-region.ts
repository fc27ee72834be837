import type { DatabaseSettings } from "../../constructs/database/model";
import type { ServiceSettings } from "../../constructs/compute/service/model";
import type { Settings } from "../settings/settings";
import type { WorkerSettings } from "../../constructs/compute/worker/model";
import { NAMES } from "../../language/parse";
import { regionLinks } from "./region-pairs";
import { findUses } from "../../constructs/registry";
import { type Rule, type Subject, entries, forEach, usersOf, workloads } from "./rule";

const ALL_REGIONS = ["regions", NAMES];

/**
 * From here on a mesh of peerings is too large. AWS does not end it: a VPC may have 50 peerings (125 if AWS is asked) and a route table 500
 * routes, while there are 33 regions. What ends it is one plan that a person reads and applies: a pair is 14 resources (the two halves of
 * the peering, the options of each side, and a route in each of five tables on each side), so ten regions that all hold copies are 45
 * pairs and 630 resources in one stack, and each of them is read again in every plan.
 *
 * Sources: https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html,
 * https://docs.aws.amazon.com/general/latest/gr/vpc-service.html.
 */
const MOST_PEERINGS = 45;

/** Rules of a security group for each direction, in an account that never asked for more (https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-security-groups). */
const GROUP_RULES = 60;

/** Rules about what joins the regions, and about the address rules that cross them. */
export const interRegionRules: readonly Rule[] = [
  {
    id: "network.inter-region",
    warning: true,
    *check(settings) {
      const { regions, holders, pairs } = regionLinks(settings);
      if (settings.network.interRegion !== "peering" || pairs <= MOST_PEERINGS) return;
      yield {
        path: ["network", "interRegion"],
        problem: `makes ${pairs} peerings: ${holders} of ${regions} regions hold copies that all others have to reach`,
        received: "peering",
        allowed: `"transit-gateway" from ${MOST_PEERINGS + 1} pairs of regions on, as many as 11 regions that all hold copies have`,
        fix: 'Write `interRegion: "transit-gateway"`, or name fewer regions in `regions` of the databases.',
        reads: [["regions"], ["databases"], ["services"], ["workers"]],
      };
    },
  },
  {
    ...forEach("database.inbound-rules", entries("databases"), function* ({ name, path, settings }) {
      const consumers = isUsed(settings, name) ? (usersOf(settings).get(name) ?? []).length : 0;
      const others = Object.keys(settings.regions).length - 1;
      if (consumers === 0 || others + consumers <= GROUP_RULES) return;
      yield {
        path,
        problem: `needs ${others + consumers} inbound rules in one security group: ${others} for other regions, ${consumers} for services and workers`,
        received: name,
        allowed: `${GROUP_RULES} in an account that never asked for more`,
        fix: "Ask AWS for more rules per security group in each region before the first deployment.",
        reads: [ALL_REGIONS, ["services"], ["workers"]],
      };
    }),
    warning: true,
  },
  {
    ...forEach("workload.outbound-rules", workloads, function* (subject) {
      const rules = outboundRules(subject);
      if (rules <= GROUP_RULES) return;
      const { path, value } = subject;
      yield {
        path: [...path, "uses"],
        problem: `needs ${rules} outbound rules in one security group, most of them for databases in other regions: one for each zone there`,
        received: value.uses,
        allowed: `${GROUP_RULES} in an account that never asked for more`,
        fix: "Ask AWS for more rules per security group in each region before the first deployment, or name fewer regions in `regions` of the databases.",
        reads: [ALL_REGIONS, ["network", "zones"], ["databases"], ["caches"]],
      };
    }),
    warning: true,
  },
];

/**
 * To AWS's APIs, to each thing in the own region, and to the isolated subnets of each other region that holds a copy of a database: one rule
 * for each zone and port, so that databases of one engine share theirs.
 */
function outboundRules({ value, settings }: Subject<ServiceSettings | WorkerSettings>): number {
  const used = [...new Set(value.uses)];
  const databases = used.flatMap((name) => (Object.hasOwn(settings.databases, name) ? (settings.databases[name] ?? []) : []));
  const local = databases.length + used.filter((name) => Object.hasOwn(settings.caches, name)).length;
  const remote = [...new Set(databases.map(({ engine }) => engine))].map((engine) =>
    remoteCopies(
      databases.filter((database) => database.engine === engine),
      Object.keys(settings.regions),
    ),
  );
  return 1 + local + remote.reduce((sum, regions) => sum + regions * settings.network.zones, 0);
}

/** Other regions that hold a copy of one of some databases, at most: as seen from a region that holds none, if there is one. */
function remoteCopies(databases: readonly DatabaseSettings[], all: readonly string[]): number {
  const copies = new Set(databases.flatMap(({ regions }) => regions));
  return all.every((name) => copies.has(name)) ? copies.size - 1 : copies.size;
}

/** Whether `uses` can mean a database by its name. */
function isUsed(settings: Settings, database: string): boolean {
  return findUses(settings, database).some(({ kind }) => kind === "database");
}
