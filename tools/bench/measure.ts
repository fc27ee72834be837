import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";

export interface Usage {
  readonly cpuSeconds: number;
  readonly peakMegabytes: number;
  readonly wallSeconds: number;
}

/** One of several ways to do the same work. */
export interface Variant {
  readonly name: string;
  /** Arguments of Node. */
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Preparation before each run, not measured. */
  readonly before?: () => void;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? NaN)) / 2;
}

function measureOnce({ name, args, env, before }: Variant, root: string, folder: string): Usage {
  before?.();
  const report = path.join(folder, "usage.json");
  const began = performance.now();
  const hook = ["--require", path.join(root, "tools/bench/usage.cjs")];
  const { status, stderr } = spawnSync(process.execPath, [...hook, ...args], {
    cwd: root,
    env: { ...process.env, ...env, BENCH_USAGE: report },
    encoding: "utf8",
  });
  const wallSeconds = (performance.now() - began) / 1000;
  if (status !== 0) throw new Error(`${name} failed:\n${stderr}`);
  return { ...(JSON.parse(fs.readFileSync(report, "utf8")) as Omit<Usage, "wallSeconds">), wallSeconds };
}

/** The median of each measurement over several rounds. Each round runs every variant once, so that other load affects all of them equally. */
export function measure(variants: readonly Variant[], rounds: number, root: string, folder: string): Map<string, Usage> {
  variants.forEach((variant) => measureOnce(variant, root, folder));
  const runs = Array.from({ length: rounds }, () => variants.map((variant) => measureOnce(variant, root, folder)));
  return new Map(
    variants.map(({ name }, index) => {
      const figure = (key: keyof Usage) => median(runs.map((round) => round[index]?.[key] ?? NaN));
      return [name, { cpuSeconds: figure("cpuSeconds"), peakMegabytes: figure("peakMegabytes"), wallSeconds: figure("wallSeconds") }];
    }),
  );
}
