import type { Platform } from "../../../config/model";
import { resolve } from "../../../config/resolve";
import { synthesizePlatform } from "../platform";
import { type Block, pathOf, resources, type StackJson } from "../synth";
import { FAULTS, type Subject } from "./faults";

/** An environment, what becomes of it, and all alarms in it. */
export interface Watching {
  readonly platform: Platform;
  readonly stacks: ReadonlyMap<string, StackJson>;
  readonly alarms: readonly PlatformAlarm[];
  readonly composites: readonly PlacedBlock[];
}

/** A block with where it is. */
export interface PlacedBlock {
  readonly stack: string;
  /** Where it is deployed to. */
  readonly region: string;
  readonly block: Block;
}

/** An alarm on a metric, as it is synthesized, and what it is about. */
export interface PlatformAlarm extends PlacedBlock {
  readonly tier: keyof typeof FAULTS;
  /** The id of its row, less the part that says of what within the thing it is. */
  readonly role: string;
  readonly subject: Subject;
}

/** @throws Error if the environment has faults. */
export function watchingOf(environment: unknown): Watching {
  const resolution = resolve(environment);
  if (!resolution.ok) throw new Error(JSON.stringify(resolution.errors, undefined, 2));
  const { platform } = resolution;
  const stacks = synthesizePlatform(environment);
  return {
    platform,
    stacks,
    alarms: placed(stacks, "aws_cloudwatch_metric_alarm").map((found) => ({ ...found, ...aboutOf(found, platform) })),
    composites: placed(stacks, "aws_cloudwatch_composite_alarm"),
  };
}

/** All resources of a type in all stacks. */
export function placed(stacks: ReadonlyMap<string, StackJson>, type: string): readonly PlacedBlock[] {
  return [...stacks].flatMap(([stack, json]) => resources(json, type).map((block) => ({ stack, region: regionOf(json, block), block })));
}

/** The region of the provider that a block is made by: that of its stack, unless it names another. */
function regionOf(json: StackJson, { provider }: Block): string {
  const alias = typeof provider === "string" ? /^aws\.(.+)$/.exec(provider)?.[1] : undefined;
  const providers = (json.provider?.aws ?? []) as readonly { readonly alias?: string; readonly region: string }[];
  const found = providers.find((candidate) => candidate.alias === alias);
  if (!found) throw new Error(`there is no provider "${alias ?? "aws"}"`);
  return found.region;
}

type About = Pick<PlatformAlarm, "tier" | "role" | "subject">;

/** Tiers, those first whose names begin as others do. */
const TIERS = (Object.keys(FAULTS) as (keyof typeof FAULTS)[]).sort((a, b) => b.length - a.length);

/** What an alarm is about, by its path: `Alarms/<tier>-<thing>/<row>` in a stack that watches, else by what it is followed for. */
function aboutOf({ block, region }: PlacedBlock, platform: Platform): About {
  const path = pathOf(block);
  const [, thing, row] = /^Alarms\/([^/]+)\/([^/]+)$/.exec(path) ?? [];
  const tier = TIERS.find((candidate) => thing?.startsWith(`${candidate}-`));
  if (thing === undefined || row === undefined || tier === undefined) return followed(path, region, platform);
  // The row of a public name is called as the region is.
  const [role = row, ...part] = tier === "public-name" ? ["Unhealthy", row] : row.split("-");
  const subject = { platform, region, name: thing.slice(tier.length + 1), ...(part.length > 0 && { part: part.join("-") }) };
  return { tier, role, subject };
}

/** Alarms that tell nobody, by where they are: what follows them. */
function followed(path: string, region: string, platform: Platform): About {
  const about = (role: string, name = "") => ({ tier: "followed" as const, role, subject: { platform, region, name } });
  const [, kind = "", name = "", rest = ""] = /^(Service|Worker)-([^/]+)\/(.+)$/.exec(path) ?? [];
  if (kind === "Worker" && rest.endsWith("/Deployment")) return about("WorkerStuck", name);
  if (kind === "Worker" && rest.endsWith("/Wake")) return about("Wake", name);
  if (kind === "Service" && rest.endsWith("/Deployment")) {
    const http = platform.services.some((service) => service.name === name && service.kind === "http");
    return about(http ? "ServiceErrors" : "ServiceUnhealthy", name);
  }
  if (/^OriginAlarms\/Origin$|^ServiceAlarms\//.test(path)) return about("NoHealthyTask");
  if (path.endsWith("/ReplicaLag")) return about("ReplicaLag");
  if (path.endsWith("/ReplicationStopped")) return about("ReplicationStopped");
  throw new Error(`nobody says what the alarm ${path} is about: add it here, and its fault to the registry`);
}
