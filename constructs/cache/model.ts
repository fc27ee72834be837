import { cacheNode } from "../../aws/cache-nodes";
import { nonEmpty } from "../../language/collections";
import type { ReadOnly } from "../../language/read-only";
import type { Duration, Size } from "../../language/units";
import type { KindAndParts } from "../kind";
import type { Variables } from "../core/variables";
import type { CacheEntry } from "./schema";

/** A cache with a value for every field. */
export type CacheSettings = Required<CacheEntry>;

/** The model of a cache. `global`: one cache for all regions (a Global Datastore), with the primary in the primary region. */
export interface Cache extends ReadOnly<Omit<CacheSettings, "memory">> {
  readonly name: string;
  /** Full engine version in AWS's format, for example `7.1` or `8.0`. */
  readonly version: string;
  readonly nodeType: string;
}

/** The part of an environment that a cache depends on. */
export interface CacheNeeds {
  readonly regions: Readonly<Record<string, unknown>>;
}

/** Stage defaults. */
export const cacheStages = {
  "single-region": { memory: "512 MB", replicas: 0, snapshots: "1 day" },
  "multi-region": { memory: "6 GB", replicas: 1, snapshots: "7 days" },
} as const satisfies Record<string, { memory: Size; replicas: number; snapshots: Duration }>;

/** For example `SESSIONS_CACHE_HOST`. The `WRITER_` variables exist only for a global cache. */
export const cacheVariables = {
  suffix: "CACHE",
  parts: ["HOST", "PORT", "USERNAME", "REGION", "CLUSTER", "WRITER_HOST", "WRITER_CLUSTER", "WRITER_REGION"],
} as const satisfies Variables;

export const CACHE_PORT = 6_379;

const VERSIONS = { redis: "7.1", valkey: "8.0" } as const;

/** Whether a cache is global. In a single region it never is. */
export function isGlobal({ regions }: CacheNeeds, { global }: Pick<CacheSettings, "global">): boolean {
  return global && Object.keys(regions).length > 1;
}

export function cacheSettings(
  cache: CacheEntry,
  { row }: { environment: CacheNeeds; row: (typeof cacheStages)[keyof typeof cacheStages] },
): CacheSettings {
  return {
    ...cache,
    memory: cache.memory ?? row.memory,
    replicas: cache.replicas ?? row.replicas,
    snapshots: cache.snapshots ?? row.snapshots,
  };
}

export function cacheModel(settings: CacheSettings, { name, environment }: { name: string; environment: CacheNeeds }): Cache {
  const { memory, ...cache } = settings;
  return {
    name,
    ...cache,
    global: isGlobal(environment, settings),
    version: VERSIONS[cache.engine],
    nodeType: nonEmpty(cacheNode(memory), `a cache node with ${memory}`).name,
  };
}

export function cacheNames({ engine }: CacheSettings, { name, region }: { name: string; region: string }): readonly KindAndParts[] {
  return [
    ["replicationGroup", region, name],
    ["cacheUser", name],
    ...(engine === "redis" ? [["cacheUser", `${name}-default`] as const] : []),
    ["subnetGroup", `${name}-cache`],
  ];
}
