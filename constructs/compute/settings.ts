import { isFargateSize, nearestFargateSize, smallestFargateMemory } from "../../aws/fargate-sizes";
import type { Duration, Size } from "../../language/units";
import type { WorkloadEntry } from "./schema";
import type { CapacityDefaults, ComputeStage } from "./stages";

/** Default values that services and workers have in common. */

export type Filled<Entry, Key extends keyof Entry> = Omit<Entry, Key> & Required<Pick<Entry, Key>>;
export type FilledScale<Scale extends { min?: number | undefined; max?: number | undefined }> = Filled<Scale, "min" | "max">;
export type CapacitySettings = { -readonly [Key in keyof CapacityDefaults]: CapacityDefaults[Key] };
export type TracingSettings = ComputeStage["tracing"];

/** Common fields of services and workers with all defaults filled in. */
export type WorkloadSettings = Omit<Filled<WorkloadEntry, "cpu" | "memory">, "capacity" | "tracing"> & {
  readonly capacity: CapacitySettings;
  readonly tracing: TracingSettings;
  readonly stopTimeout: Duration;
};

/** The parts of an environment that workload defaults depend on. */
export interface WorkloadAround {
  readonly row: ComputeStage;
  readonly natGateways: string;
}

interface PartialWorkload {
  cpu?: number | undefined;
  memory?: Size | undefined;
  capacity: { base?: number | undefined; onDemand?: number | undefined; spot?: number | undefined };
  scale: { min?: number | undefined; max?: number | undefined };
  tracing?: TracingSettings | undefined;
}

export function fillWorkload<Workload extends PartialWorkload>(
  workload: Workload,
  row: ComputeStage,
  capacity: CapacitySettings,
  natGateways: string,
) {
  const { min, max } = workload.scale;
  return {
    ...workload,
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
  };
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
