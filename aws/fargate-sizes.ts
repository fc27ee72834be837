import { type Size, mebibytes } from "../language/units";
import type { Vocabulary } from "../language/vocabulary";

/**
 * The combinations of CPU and memory that Fargate supports.
 *
 * Source: "Task CPU and memory" (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size).
 */
const GIB = 1_024;

const MEMORY_BY_CPU: ReadonlyMap<number, readonly number[]> = new Map([
  [256, [512, GIB, 2 * GIB]],
  [512, range(1, 4, 1)],
  [1_024, range(2, 8, 1)],
  [2_048, range(4, 16, 1)],
  [4_096, range(8, 30, 1)],
  [8_192, range(16, 60, 4)],
  [16_384, range(32, 120, 8)],
]);

/** CPU units that Fargate supports; 1,024 is one vCPU. */
export const FARGATE_CPUS: readonly number[] = [...MEMORY_BY_CPU.keys()];

/** The values of fields that contain CPU units. */
export const FARGATE_CPU_VOCABULARY: Vocabulary = {
  type: "FargateCpu",
  meaning: "CPU units of a Fargate task; 1,024 is one vCPU.",
  values: FARGATE_CPUS,
};

/** Whether Fargate supports this combination of CPU and memory. */
export function isFargateSize(cpu: number, memory: Size): boolean {
  return MEMORY_BY_CPU.get(cpu)?.includes(mebibytes(memory)) ?? false;
}

/** Describes the memory sizes for a CPU; undefined if Fargate does not support the CPU. */
export function fargateMemory(cpu: number): string | undefined {
  const sizes = MEMORY_BY_CPU.get(cpu);
  if (!sizes) return undefined;
  if (cpu === 256) return "512 MB, 1 GB or 2 GB";
  const [first = 0, second = 0] = sizes;
  const step = (second - first) / GIB;
  return `${first / GIB} to ${(sizes.at(-1) ?? 0) / GIB} GB in steps of ${step} GB`;
}

/** The minimum memory for a CPU; undefined if Fargate does not support the CPU. */
export function smallestFargateMemory(cpu: number): Size | undefined {
  const smallest = MEMORY_BY_CPU.get(cpu)?.[0];
  return smallest === undefined ? undefined : asSize(smallest);
}

/** The smallest combination with at least this CPU and memory; the largest one if there is none. */
export function nearestFargateSize(cpu: number, memory: Size): { readonly cpu: number; readonly memory: Size } {
  const wanted = mebibytes(memory);
  for (const [candidate, sizes] of MEMORY_BY_CPU) {
    const fit = candidate >= cpu ? sizes.find((size) => size >= wanted) : undefined;
    if (fit !== undefined) return { cpu: candidate, memory: asSize(fit) };
  }
  return { cpu: 16_384, memory: "120 GB" };
}

function asSize(mebibytesOfMemory: number): Size {
  return mebibytesOfMemory % GIB === 0 ? `${mebibytesOfMemory / GIB} GB` : `${mebibytesOfMemory} MB`;
}

function range(from: number, to: number, step: number): readonly number[] {
  return Array.from({ length: (to - from) / step + 1 }, (_, index) => (from + index * step) * GIB);
}
