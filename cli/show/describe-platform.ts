import type { AnyWorkload } from "../../constructs/compute/workloads";
import { workloadsByKind } from "../../constructs/compute/workloads";
import { KINDS } from "../../constructs/kinds";
import type { Platform } from "../../config/model";
import type { Image } from "../../language/images";
import { waitingLines } from "../release/first-image";
import { columns } from "../text/columns";
import { count } from "../text/markdown";

/** One resolved environment, as `show --json` prints it. */
export interface PlatformDescription {
  readonly environment: string;
  readonly stage: string;
  readonly domainName: string;
  readonly account: string | null;
  readonly removalPolicy: string;
  readonly state: Platform["state"];
  readonly homeRegion: string;
  readonly primaryRegion: string;
  readonly regions: readonly { readonly name: string; readonly roles: readonly string[]; readonly cidr: string; readonly zones: number }[];
  readonly workloads: readonly WorkloadDescription[];
  /** Empty if all workloads are in the default group. */
  readonly groups: Platform["groups"];
  readonly resources: readonly { readonly kind: string; readonly name: string; readonly settings: Readonly<Record<string, unknown>> }[];
  readonly endpoints: readonly { readonly name: string; readonly address: string }[];
}

export interface WorkloadDescription {
  readonly kind: string;
  readonly name: string;
  /** Null if it waits for its first image. */
  readonly image: string | null;
  readonly port: number | null;
  readonly cpu: number;
  readonly memory: string;
  readonly tasks: { readonly min: number; readonly max: number };
  readonly uses: readonly string[];
}

export function describePlatform(platform: Platform): PlatformDescription {
  const { name, stage, domainName, account, removalPolicy, state, homeRegion, primaryRegion, regions } = platform;
  return {
    environment: name,
    stage,
    domainName,
    account: account ?? null,
    removalPolicy,
    state,
    homeRegion,
    primaryRegion,
    regions: regions.map((region) => ({
      name: region.name,
      roles: rolesOf(region, homeRegion),
      cidr: region.cidr,
      zones: region.zones.length,
    })),
    workloads: workloadsByKind(platform).map(({ kind, workload }) => ({ kind, ...describeWorkload(workload, name) })),
    groups: platform.groups,
    resources: KINDS.flatMap((kind) =>
      platform[kind.map].map(({ name: resource, ...settings }) => ({ kind: kind.name, name: resource, settings: { ...settings } })),
    ),
    endpoints: endpointsOf(platform),
  };
}

function rolesOf({ primary, evacuated, decommissioning, name }: Platform["regions"][number], home: string): string[] {
  const roles: readonly (readonly [boolean, string])[] = [
    [primary, "primary"],
    [name === home, "home"],
    [evacuated, "evacuated"],
    [decommissioning, "decommissioning"],
  ];
  return roles.flatMap(([has, role]) => (has ? [role] : []));
}

function describeWorkload(workload: AnyWorkload, environment: string): Omit<WorkloadDescription, "kind"> {
  const { name, container, uses, scale, waitsForImage } = workload;
  return {
    name,
    image: waitsForImage ? null : imageText(container.image, environment),
    port: "port" in workload ? workload.port : null,
    cpu: container.cpu / 1024,
    memory: container.memory,
    tasks: { min: scale.min, max: scale.max },
    uses: uses.map((use) => use.name),
  };
}

function imageText(image: Image, environment: string): string {
  return image.kind === "repository" ? `${environment}/${image.repository}${image.suffix}` : image.reference;
}

/** Addresses that the configuration determines. Those of load balancers are outputs of the deployed stacks. */
function endpointsOf({ site, services, domainName }: Platform): { name: string; address: string }[] {
  const endpoints = site ? [{ name: "site", address: `https://${domainName}/` }] : [];
  for (const service of services) {
    const { name } = service;
    if (service.kind === "network")
      endpoints.push({ name, address: `${service.listener.protocol}://${name}.${domainName}:${service.listener.port}` });
    else {
      const hosts = service.routes.hosts.length > 0 ? service.routes.hosts : [domainName];
      const paths = service.routes.paths.length > 0 ? service.routes.paths : ["/"];
      for (const host of hosts) endpoints.push(...paths.map((path) => ({ name, address: `https://${host}${path}` })));
    }
  }
  return endpoints;
}

/** Settings that distinguish resources of a kind. */
const FACTS = ["engine", "version", "size", "nodeType", "storage", "multiAz", "replicas", "primaryRegion", "regions"];

export function platformLines(platform: Platform): string[] {
  const found = describePlatform(platform);
  const section = (title: string, rows: readonly (readonly string[])[]) => (rows.length === 0 ? [] : ["", title, ...columns(rows)]);
  const regions = found.regions.map(({ name, roles, cidr, zones }) => [name, cidr, count(zones, "zone"), roles.join(", ")]);
  const workloads = found.workloads.map((workload) => [
    workload.kind,
    workload.name,
    workload.port === null ? "" : `port ${workload.port}`,
    `${workload.cpu} vCPU`,
    workload.memory,
    `${workload.tasks.min}–${workload.tasks.max} tasks`,
    shortImage(workload.image),
  ]);
  const resources = found.resources.map(({ kind, name, settings }) => [kind, name, factsOf(settings)]);
  return [
    `${found.environment}: ${found.stage}, ${count(found.regions.length, "region")}`,
    ...columns([
      ["domain", found.domainName],
      ["account", found.account ?? "of the credentials"],
      ["data", found.removalPolicy === "retain" ? "retained" : "deleted with the environment"],
      ["state", `${found.state.bucket} in ${found.state.region}`],
    ]),
    ...section("Regions", regions),
    ...section("Workloads", workloads),
    ...section("Groups", found.groups.map(groupRow)),
    ...section("Resources", resources),
    ...section(
      "Endpoints",
      found.endpoints.map(({ name, address }) => [name, address]),
    ),
    ...prefixed(waitingLines(platform)),
  ];
}

/** The members of a group, by map. */
function groupRow({ name, ...members }: Platform["groups"][number]): readonly string[] {
  const lists = Object.entries<readonly string[]>(members).filter(([, names]) => names.length > 0);
  return [name, lists.map(([map, names]) => `${map}: ${names.join(", ")}`).join("; ")];
}

function prefixed(lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", ...lines];
}

/** A digest takes a whole line: its first characters identify it. */
function shortImage(image: string | null): string {
  return image === null ? "waits for its first image" : image.replace(/(@sha256:[0-9a-f]{8})[0-9a-f]+$/, "$1…");
}

function factsOf(settings: Readonly<Record<string, unknown>>): string {
  return FACTS.flatMap((fact) => factText(fact, settings[fact])).join(", ");
}

function factText(fact: string, value: unknown): string[] {
  if (fact === "multiAz") return value === true ? ["Multi-AZ"] : [];
  if (fact === "replicas") return typeof value === "number" && value > 0 ? [count(value, "replica")] : [];
  if (fact === "primaryRegion") return typeof value === "string" ? [`primary in ${value}`] : [];
  if (fact === "regions") return Array.isArray(value) ? [`in ${value.join(", ")}`] : [];
  return typeof value === "string" || typeof value === "number" ? [String(value)] : [];
}
