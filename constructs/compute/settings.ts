import { isFargateSize, nearestFargateSize, smallestFargateMemory } from "../../aws/fargate-sizes";
import type { Duration, Size } from "../../language/units";
import type { PlacementRecord } from "../load-balancing/placement/schema";
import type { Level } from "../watching/level";
import type { WorkloadEntry } from "./schema";
import type { CapacityDefaults, ComputeStage } from "./stages";

/** Default values that services and workers have in common. */

export type Filled<Entry, Key extends keyof Entry> = Omit<Entry, Key> & Required<Pick<Entry, Key>>;
export type FilledScale<Scale extends { min?: number | undefined; max?: number | undefined }> = Filled<Scale, "min" | "max">;
export type CapacitySettings = { -readonly [Key in keyof CapacityDefaults]: CapacityDefaults[Key] };
export type TracingSettings = ComputeStage["tracing"];

/** Common fields of services and workers with all defaults filled in. */
export type WorkloadSettings = Omit<
  Filled<WorkloadEntry, "cpu" | "memory" | "image" | "writablePaths">,
  "capacity" | "tracing" | "observability"
> &
  ImageSettings & {
    readonly observability: WorkloadObservability;
    readonly capacity: CapacitySettings;
    readonly tracing: TracingSettings;
    readonly stopTimeout: Duration;
    readonly opensFolders: boolean;
  };

/** The image of a workload with its default filled in. */
export interface ImageSettings {
  readonly image: string;
  /** Whether no image was released yet. Then the workload has no tasks. */
  readonly waitsForImage: boolean;
}

/** Monitoring of a workload with its defaults filled in. */
export interface WorkloadObservability {
  readonly level: Level;
}

/** The parts of an environment that workload defaults depend on. */
export interface WorkloadAround {
  readonly row: ComputeStage;
  readonly natGateways: string;
  /** Digests of released images, by repository. */
  readonly images: Readonly<Record<string, string>>;
  /** Places of services on the load balancers, by service. */
  readonly placement: PlacementRecord;
  /** Level of monitoring of the environment. */
  readonly level: Level;
}

/** The parts of an environment that the defaults of one workload depend on, and its name. */
export interface EntryAround extends WorkloadAround {
  readonly name: string;
}

interface PartialWorkload {
  image?: string | undefined;
  fileSystem: "read-only" | "writable";
  writablePaths?: string[] | undefined;
  cpu?: number | undefined;
  memory?: Size | undefined;
  capacity: { base?: number | undefined; onDemand?: number | undefined; spot?: number | undefined };
  scale: { min?: number | undefined; max?: number | undefined };
  tracing?: TracingSettings | undefined;
  observability: { level?: Level | undefined };
}

export function fillWorkload<Workload extends PartialWorkload>(
  workload: Workload,
  capacity: CapacitySettings,
  { name, row, natGateways, images, level }: EntryAround,
) {
  const { min, max } = workload.scale;
  return {
    ...workload,
    ...fillImage(workload.image, name, images),
    writablePaths: workload.writablePaths ?? (workload.fileSystem === "writable" ? [] : ["/tmp"]),
    // The image of the container that opens them is in a public registry.
    opensFolders: natGateways !== "none",
    ...taskSize(workload, row.services),
    capacity: {
      base: workload.capacity.base ?? capacity.base,
      onDemand: workload.capacity.onDemand ?? capacity.onDemand,
      spot: workload.capacity.spot ?? capacity.spot,
    },
    scale: {
      ...(workload.scale as Workload["scale"]),
      min: min ?? Math.min(row.services.min, max ?? Infinity),
      max: max ?? Math.max(row.services.max, min ?? 0),
    },
    tracing: fillTracing(workload.tracing, row, natGateways),
    observability: { level: workload.observability.level ?? level },
  };
}

/** Tag of an image that does not exist. No task runs it; it shows the reason in the ECS console. */
export const NO_IMAGE = "waiting-for-first-image";

/** Default: the released digest in the workload's own repository. Before the first release, the workload waits for it. */
function fillImage(written: string | undefined, name: string, images: EntryAround["images"]): ImageSettings {
  if (written !== undefined) return { image: written, waitsForImage: false };
  const digest = Object.hasOwn(images, name) ? images[name] : undefined;
  if (digest === undefined) return { image: `${name}:${NO_IMAGE}`, waitsForImage: true };
  return { image: `${name}@${digest}`, waitsForImage: false };
}

/** Defaults for CPU and memory that form a valid pair with the configured value: the default grows if necessary. */
function taskSize({ cpu, memory }: PartialWorkload, row: ComputeStage["services"]): { cpu: number; memory: Size } {
  if (cpu !== undefined) {
    if (memory !== undefined) return { cpu, memory };
    return { cpu, memory: isFargateSize(cpu, row.memory) ? row.memory : (smallestFargateMemory(cpu) ?? row.memory) };
  }
  if (memory === undefined || isFargateSize(row.cpu, memory)) return { cpu: row.cpu, memory: memory ?? row.memory };
  const nearest = nearestFargateSize(row.cpu, memory);
  return { cpu: isFargateSize(nearest.cpu, memory) ? nearest.cpu : row.cpu, memory };
}

/** Without NAT gateways the default is `false`, because the collector's image is in a public registry. */
function fillTracing(written: TracingSettings | undefined, row: Pick<ComputeStage, "tracing">, natGateways: string): TracingSettings {
  return written ?? (natGateways === "none" ? false : row.tracing);
}
