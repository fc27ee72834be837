import { oncePer } from "../../language/collections";
import type { KindAndParts, NamedResource } from "../../constructs/kind";
import { workloads } from "./rule";
import { kindNames } from "../../constructs/registry";
import type { Settings } from "../settings/settings";
import { parseImage } from "../../language/images";
import { NAME_LIMITS } from "../../aws/name-limits";
import { ruleEndings } from "../../constructs/compute/metrics/ecs-events";
import { loadBalancersOf } from "../../constructs/compute/service/placement-rules";
import { WORKLOAD_MAPS } from "../../constructs/compute/workloads";
import { numbered } from "../../constructs/load-balancing/numbered";

/**
 * All physical names that depend on names in the environment, at their maximum length: one for each kind of resource that an entry of a map
 * produces. Names without such a part are verified by tests of the constructs.
 */
export const namedResources = oncePer((settings: Settings): readonly NamedResource[] => {
  const regions = Object.keys(settings.regions);
  const region = regions.reduce((longest, name) => (name.length > longest.length ? name : longest), "");
  return [
    ...workloads(settings).flatMap((workload) => workloadNames(workload, region)),
    ...kindNames(settings, region),
    ...groupNames(settings, region),
    ...balancerNames(settings, region),
  ];
});

/** The rules that record ECS events of a group: one for every 125 workloads. The longer of two names. */
function groupNames({ groups }: Settings, region: string): readonly NamedResource[] {
  return Object.entries(groups).flatMap(([name, group]) => {
    const members = WORKLOAD_MAPS.flatMap((map) => group[map]);
    return ruleEndings(members.length, name).map((ending): NamedResource => ({
      path: ["groups", name],
      kind: "eventRule",
      parts: [region, "ecs", `deployments${ending}`],
    }));
  });
}

/** The buckets with the access logs of load balancers. Their names contain no name of a map, so the environment's name must be shorter. */
function balancerNames(settings: Settings, region: string): readonly NamedResource[] {
  return loadBalancersOf(settings).map(({ kind, number }): NamedResource => ({
    path: ["name"],
    kind: "bucketPrefix",
    parts: [region, numbered(kind === "application" ? "alb" : "nlb", number), "logs"],
  }));
}

function workloadNames({ name, path, value: { image } }: ReturnType<typeof workloads>[number], region: string): readonly NamedResource[] {
  const parsed = parseImage(image);
  const things: readonly KindAndParts[] = [
    ["ecsService", name],
    ["taskFamily", name],
    ["role", region, name, "execution"],
    ["securityGroupPrefix", name],
    ["alarm", region, name, "unhealthy-targets"],
  ];
  return [
    ...things.map(([kind, ...parts]) => ({ path, kind, parts })),
    ...(parsed.ok && parsed.image.kind === "repository"
      ? [{ path: [...path, "image"], kind: "repository" as const, parts: [parsed.image.repository] }]
      : []),
  ];
}

/** A name that is too long for AWS. */
export interface LongName {
  readonly name: string;
  readonly limit: number;
}

/** The name if it is too long; undefined if AWS accepts it. */
export function longName(environment: string, { kind, parts }: NamedResource): LongName | undefined {
  const name = [environment, ...parts].join("-");
  return name.length > NAME_LIMITS[kind] ? { name, limit: NAME_LIMITS[kind] } : undefined;
}
