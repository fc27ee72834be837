import { LIMITS } from "../../aws/limits";
import { egressModel } from "../../constructs/compute/egress/model";
import type { AnyWorkloadSettings } from "../../constructs/compute/workloads";
import { grouped } from "../../language/collections";
import type { Settings } from "../settings/settings";
import { NAMES } from "../../language/parse";
import { regionLinks } from "./region-pairs";
import { KIND_MAPS, findUses, holdersIn, mapOfKind, portsOf } from "../../constructs/registry";
import { type RuleViolation, KIND_PATHS, type Rule, type Subject, WORKLOAD_PATHS, entries, forEach, usersOf, workloads } from "./rule";

const ALL_REGIONS = ["regions", NAMES];

/**
 * Maximum size of a peering mesh that is reasonable. AWS allows more: with 33 regions, neither the quota of 50 peerings per VPC (up to 125 on
 * request) nor that of 500 routes per route table is reached. The limit is the size of the plan that a person reads and applies. A pair of regions
 * has 14 resources: both sides of the peering, the options of each side, and a route in each of five tables per side. Ten regions with replicas
 * are 45 pairs, or 630 resources in one stack, and every plan refreshes all of them.
 *
 * Sources: https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html,
 * https://docs.aws.amazon.com/general/latest/gr/vpc-service.html.
 */
const MOST_PEERINGS = 45;

/** Default quota of rules per security group and direction. */
const GROUP_RULES = LIMITS["vpc.egress-rules"].value;

/** Inbound rules of all security groups that the network interfaces of a resource can have. */
const RESOURCE_RULES = LIMITS["vpc.ingress-rules"].value * LIMITS["vpc.groups-of-interface"].value;

/** Rules about inter-region connectivity, and about the number of security group rules. */
export const interRegionRules: readonly Rule[] = [
  {
    id: "network.inter-region",
    warning: true,
    *check(settings) {
      const { regions, holders, pairs } = regionLinks(settings);
      if (settings.network.interRegion !== "peering" || pairs <= MOST_PEERINGS) return;
      yield {
        path: ["network", "interRegion"],
        problem: `requires ${pairs} peerings: ${holders} of ${regions} regions have replicas that all other regions must reach`,
        received: "peering",
        allowed: `at most ${MOST_PEERINGS} pairs of regions with "peering": ten regions with replicas`,
        fix: 'Set `interRegion: "transit-gateway"`, or list fewer regions in `regions` of the databases.',
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
        problem: `requires ${rules} outbound rules in one security group, most of them for other regions: one for each zone and port there`,
        received: value.uses,
        allowed: `at most ${GROUP_RULES} with the default quota`,
        fix: "Request a higher quota of rules per security group in each region before the first deployment, or use fewer resources in other regions, for example by listing fewer regions in `regions` of a database.",
        reads: [ALL_REGIONS, ["network", "zones"], ...KIND_PATHS],
      };
    }),
    warning: true,
  },
];

/** The security groups of a resource have one rule for each other region, and one for each port and workload in its region. */
function* inboundRules({ name, path, settings }: Subject<unknown>): Iterable<RuleViolation> {
  const use = findUses(settings, name).find(({ kind }) => mapOfKind(kind) === path[0]);
  const regions = Object.keys(settings.regions);
  const others = use !== undefined && holdersIn(settings, use, regions).length > 0 ? regions.length - 1 : 0;
  const consumers = use === undefined ? 0 : portsOf(settings, use).length * (usersOf(settings).get(name) ?? []).length;
  if (consumers === 0 || others + consumers <= RESOURCE_RULES) return;
  yield {
    path,
    problem: `requires ${others + consumers} inbound rules: ${others} for other regions, ${consumers} for services and workers`,
    received: name,
    allowed: `at most ${RESOURCE_RULES}: ${GROUP_RULES} in each of ${LIMITS["vpc.groups-of-interface"].value} security groups with the default quotas`,
    fix: "Request a higher quota of security groups per network interface in each region before the first deployment.",
    reads: [ALL_REGIONS, ...WORKLOAD_PATHS],
  };
}

/**
 * Number of outbound rules: to the AWS APIs, to each destination in `egress`, to each port of each resource in its region, and to the isolated subnets of other regions with a
 * replica. The latter are one per zone and port, so that resources with the same port share rules.
 */
function outboundRules({ value, settings }: Subject<AnyWorkloadSettings>): number {
  const regions = Object.keys(settings.regions);
  const used = [...new Set(value.uses)].flatMap((name) => findUses(settings, name));
  const connections = used.flatMap((use) => portsOf(settings, use).map((port) => [port, holdersIn(settings, use, regions)] as const));
  const remote = [...grouped(connections).values()].map((holders) => otherRegions(new Set(holders.flat()), regions));
  const out = egressModel(value.egress);
  return (
    1 + (out === "open" ? 1 : out.length) + connections.length + remote.reduce((sum, count) => sum + count * settings.network.zones, 0)
  );
}

/** Maximum number of other regions with a replica, seen from any region. */
function otherRegions(holders: ReadonlySet<string>, all: readonly string[]): number {
  return holders.size > 0 && all.every((name) => holders.has(name)) ? holders.size - 1 : holders.size;
}
