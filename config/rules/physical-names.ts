import { oncePer } from "../../language/collections";
import type { KindAndParts, NamedResource } from "../../constructs/kind";
import { workloads } from "./rule";
import { kindNames } from "../../constructs/registry";
import type { Settings } from "../settings/settings";
import { parseImage } from "../../language/images";
import { NAME_LIMITS } from "../../aws/name-limits";

/**
 * All physical names that depend on names in the environment, at their maximum length: one for each kind of resource that an entry of a map
 * produces. Names without such a part are verified by tests of the constructs.
 */
export const namedResources = oncePer((settings: Settings): readonly NamedResource[] => {
  const regions = Object.keys(settings.regions);
  const region = regions.reduce((longest, name) => (name.length > longest.length ? name : longest), "");
  return [...workloads(settings).flatMap((workload) => workloadNames(workload, region)), ...kindNames(settings, region)];
});

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
