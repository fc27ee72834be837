import type { Platform } from "../../../config/model";
import { synthesizePlatform } from "../platform";
import { type Block, pathOf, resources, type StackJson } from "../synth";
import { FAULTS, type Subject } from "./faults";
import { platformOf } from "../resolved";

/** An environment, its synthesized stacks, and all its alarms. */
export interface Watching {
  readonly platform: Platform;
  readonly stacks: ReadonlyMap<string, StackJson>;
  readonly alarms: readonly PlatformAlarm[];
  readonly composites: readonly PlacedBlock[];
}

/** A block with its stack and region. */
export interface PlacedBlock {
  readonly stack: string;
  /** The region in which the block is deployed. */
  readonly region: string;
  readonly block: Block;
}

/** A synthesized metric alarm with the resource that it monitors. */
export interface PlatformAlarm extends PlacedBlock {
  readonly tier: keyof typeof FAULTS;
  /** The ID of its row, without the suffix for a part of the resource. */
  readonly role: string;
  readonly subject: Subject;
}

/** @throws Error if the environment is invalid. */
export function watchingOf(environment: unknown): Watching {
  const platform = platformOf(environment);
  const stacks = synthesizePlatform(environment);
  return {
    platform,
    stacks,
    alarms: placed(stacks, "aws_cloudwatch_metric_alarm").map((found) => ({ ...found, ...subjectOf(found, platform) })),
    composites: placed(stacks, "aws_cloudwatch_composite_alarm"),
  };
}

/** All resources of a type in all stacks. */
export function placed(stacks: ReadonlyMap<string, StackJson>, type: string): readonly PlacedBlock[] {
  return [...stacks].flatMap(([stack, json]) => resources(json, type).map((block) => ({ stack, region: regionOf(json, block), block })));
}

/** The region of a block's provider: the stack's region unless the block names another provider. */
function regionOf(json: StackJson, { provider }: Block): string {
  const alias = typeof provider === "string" ? /^aws\.(.+)$/.exec(provider)?.[1] : undefined;
  const providers = (json.provider?.aws ?? []) as readonly { readonly alias?: string; readonly region: string }[];
  const found = providers.find((candidate) => candidate.alias === alias);
  if (!found) throw new Error(`unknown provider "${alias ?? "aws"}"`);
  return found.region;
}

type AlarmSubject = Pick<PlatformAlarm, "tier" | "role" | "subject">;

/** Tiers, longest name first, because some names are prefixes of others. */
const TIERS = (Object.keys(FAULTS) as (keyof typeof FAULTS)[]).sort((a, b) => b.length - a.length);

/** The subject of an alarm, by its construct path: `Alarms/<tier>-<resource>/<row>` in a monitoring stack, otherwise by the automation that uses it. */
function subjectOf({ block, region }: PlacedBlock, platform: Platform): AlarmSubject {
  const path = pathOf(block);
  const [, resource, row] = /^Alarms\/([^/]+)\/([^/]+)$/.exec(path) ?? [];
  const tier = TIERS.find((candidate) => resource?.startsWith(`${candidate}-`));
  if (resource === undefined || row === undefined || tier === undefined) return followed(path, region, platform);
  // The row of a public DNS name has the name of the region.
  const [role = row, ...part] = tier === "public-name" ? ["Unhealthy", row] : row.split("-");
  const subject = { platform, region, name: resource.slice(tier.length + 1), ...(part.length > 0 && { part: part.join("-") }) };
  return { tier, role, subject };
}

/** The subject of an alarm without notifications, by the path of the automation that uses it. */
function followed(path: string, region: string, platform: Platform): AlarmSubject {
  const subjectFor = (role: string, name = "") => ({ tier: "followed" as const, role, subject: { platform, region, name } });
  const [, kind = "", name = "", rest = ""] = /^(Service|Worker)-([^/]+)\/(.+)$/.exec(path) ?? [];
  if (kind === "Worker" && rest.endsWith("/Deployment")) return subjectFor("WorkerStuck", name);
  if (kind === "Worker" && rest.endsWith("/Wake")) return subjectFor("Wake", name);
  if (kind === "Service" && rest.endsWith("/Deployment")) {
    const http = platform.services.some((service) => service.name === name && service.kind === "http");
    return subjectFor(http ? "ServiceErrors" : "ServiceUnhealthy", name);
  }
  if (/^OriginAlarms\/Origin$|^ServiceAlarms\//.test(path)) return subjectFor("NoHealthyTask");
  if (path.endsWith("/ReplicaLag")) return subjectFor("ReplicaLag");
  if (path.endsWith("/ReplicationStopped")) return subjectFor("ReplicationStopped");
  throw new Error(
    `no subject is defined for the alarm ${path}: add it to test/support/alarms/platform-alarms.ts, and its fault to test/support/alarms/faults`,
  );
}
