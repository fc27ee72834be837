import type { AnyWorkloadSettings } from "../../constructs/compute/workloads";
import { grouped } from "../../language/collections";
import type { Settings } from "../settings/settings";
import { NAMES } from "../../language/parse";
import { regionLinks } from "./region-pairs";
import { KIND_MAPS, findUses, holdersIn, mapOfKind, portsOf } from "../../constructs/registry";
import { type Breach, KIND_PATHS, type Rule, type Subject, WORKLOAD_PATHS, entries, forEach, usersOf, workloads } from "./rule";

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
        reads: [["regions"], ...KIND_PATHS, ...WORKLOAD_PATHS],
      };
    },
  },
  {
    ...forEach("resource.inbound-rules", (settings: Settings) => KIND_MAPS.flatMap((map) => [...entries(map)(settings)]), inboundRules),
    warning: true,
  },
  {
    ...forEach("workload.outbound-rules", workloads, function* (subject) {
      const rules = outboundRules(subject);
      if (rules <= GROUP_RULES) return;
      const { path, value } = subject;
      yield {
        path: [...path, "uses"],
        problem: `needs ${rules} outbound rules in one security group, most of them for resources in other regions: one for each zone and port there`,
        received: value.uses,
        allowed: `${GROUP_RULES} in an account that never asked for more`,
        fix: "Ask AWS for more rules per security group in each region before the first deployment, or use fewer resources that are in other regions, for example with fewer regions in `regions` of a database.",
        reads: [ALL_REGIONS, ["network", "zones"], ...KIND_PATHS],
      };
    }),
    warning: true,
  },
];

/** The security group of a resource has a rule for each other region, and for each port and workload of its own region. */
function* inboundRules({ name, path, settings }: Subject<unknown>): Iterable<Breach> {
  const use = findUses(settings, name).find(({ kind }) => mapOfKind(kind) === path[0]);
  const regions = Object.keys(settings.regions);
  const others = use !== undefined && holdersIn(settings, use, regions).length > 0 ? regions.length - 1 : 0;
  const consumers = use === undefined ? 0 : portsOf(settings, use).length * (usersOf(settings).get(name) ?? []).length;
  if (consumers === 0 || others + consumers <= GROUP_RULES) return;
  yield {
    path,
    problem: `needs ${others + consumers} inbound rules in one security group: ${others} for other regions, ${consumers} for services and workers`,
    received: name,
    allowed: `${GROUP_RULES} in an account that never asked for more`,
    fix: "Ask AWS for more rules per security group in each region before the first deployment.",
    reads: [ALL_REGIONS, ...WORKLOAD_PATHS],
  };
}

/**
 * To the APIs of AWS, to each port of each resource in its own region, and to the isolated subnets of each other region that holds a copy:
 * one rule for each zone and port, so that resources with the same port share theirs.
 */
function outboundRules({ value, settings }: Subject<AnyWorkloadSettings>): number {
  const regions = Object.keys(settings.regions);
  const used = [...new Set(value.uses)].flatMap((name) => findUses(settings, name));
  const connections = used.flatMap((use) => portsOf(settings, use).map((port) => [port, holdersIn(settings, use, regions)] as const));
  const remote = [...grouped(connections).values()].map((holders) => otherRegions(new Set(holders.flat()), regions));
  return 1 + connections.length + remote.reduce((sum, count) => sum + count * settings.network.zones, 0);
}

/** Regions that hold a copy, without the own one, at most: seen from a region that holds none if there is one. */
function otherRegions(holders: ReadonlySet<string>, all: readonly string[]): number {
  return holders.size > 0 && all.every((name) => holders.has(name)) ? holders.size - 1 : holders.size;
}
