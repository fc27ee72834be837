import type { QueueSettings, Settings } from "./defaults";
import { parseImage } from "../language/images";
import { NAME_LIMITS, type NameKind } from "../aws/name-limits";
import type { Path } from "../language/paths";

type KindAndParts = readonly [NameKind, ...string[]];

/** A physical name that comes from a name of the environment's, with the field that gives it. */
export interface NamedThing {
  readonly path: Path;
  readonly kind: NameKind;
  readonly parts: readonly string[];
}

/**
 * All physical names that depend on what a team names, at their longest: for each entry of a map the kinds of thing that are made from it.
 * Names that Terrace chooses alone are not here; tests of the constructs hold those.
 */
export function namedThings(settings: Settings): readonly NamedThing[] {
  const regions = Object.keys(settings.regions);
  const region = regions.reduce((longest, name) => (name.length > longest.length ? name : longest), "");
  const named = (map: string, name: string, things: readonly KindAndParts[]): readonly NamedThing[] =>
    things.map(([kind, ...parts]) => ({ path: [map, name], kind, parts }));
  const each = (
    map: "services" | "workers" | "databases" | "tables" | "caches" | "queues" | "secrets",
    things: (name: string) => readonly KindAndParts[],
  ) => Object.keys(settings[map]).flatMap((name) => named(map, name, things(name)));
  const workload = (name: string): readonly KindAndParts[] => [
    ["ecsService", name],
    ["taskFamily", name],
    ["role", region, name, "execution"],
    ["securityGroupPrefix", name],
    ["alarm", region, name, "unhealthy-targets"],
  ];
  return [
    ...each("services", workload),
    ...each("workers", workload),
    ...repositories("services", settings.services),
    ...repositories("workers", settings.workers),
    ...each("databases", (name) => [
      ["database", name],
      ...Array.from(
        { length: settings.databases[name]?.readReplicas ?? 0 },
        (_, index) => ["database", name, `replica-${index + 1}`] as const,
      ),
      ["role", region, name, "monitoring"],
      ["parameterGroupPrefix", name],
      ["subnetGroup", `${name}-db`],
    ]),
    ...each("tables", (name) => [["table", name]]),
    ...each("caches", (name) => [
      ["replicationGroup", region, name],
      ["cacheUser", name],
      ...(settings.caches[name]?.engine === "redis" ? [["cacheUser", `${name}-default`] as const] : []),
      ["subnetGroup", `${name}-cache`],
    ]),
    ...each("queues", (name) => [
      ["queue", queueName(name, settings.queues[name])],
      ["queue", queueName(`${name}-dead-letters`, settings.queues[name])],
    ]),
    ...each("secrets", (name) => [["secretPrefix", name]]),
  ];
}

function queueName(name: string, queue: QueueSettings | undefined): string {
  return queue?.type === "fifo" ? `${name}.fifo` : name;
}

function repositories(map: string, workloads: Readonly<Record<string, { readonly image: string }>>): readonly NamedThing[] {
  return Object.entries(workloads).flatMap(([name, { image }]) => {
    const parsed = parseImage(image);
    if (!parsed.ok || parsed.image.kind !== "repository") return [];
    return [{ path: [map, name, "image"], kind: "repository" as const, parts: [parsed.image.repository] }];
  });
}

/** A name that AWS would refuse for its length. */
export interface LongName {
  readonly name: string;
  readonly limit: number;
}

/** What is too long about a name; undefined if AWS takes it. */
export function longName(environment: string, { kind, parts }: NamedThing): LongName | undefined {
  const name = [environment, ...parts].join("-");
  return name.length > NAME_LIMITS[kind] ? { name, limit: NAME_LIMITS[kind] } : undefined;
}
