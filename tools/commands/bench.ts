import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { measure, type Usage, type Variant } from "../bench/measure";
import { runCommand } from "../../cli/problem";

/** npm run bench: the cost of a synthesis, relative to the baseline and to tsx running the same code. */
const ROUNDS = 7;
/** With this many regions or more, a run is long enough for fewer rounds. */
const MANY_REGIONS = 10;
const FEWER_ROUNDS = 3;
const REGIONS = [1, 3, 10, 30];
/** Services of one environment. */
const SIZES = [1_000, 10_000];

/** Services of the large platform, which is synthesized in three regions. */
const PLATFORM_SIZES = [10, 30, 100];

/** As in `cdktf.json`. */
const NODE = ["--no-opt", "--max-semi-space-size=4"];

/** All environments, with and without a bundle of an earlier run. */
function environments(folder: string, root: string): Variant[] {
  const into = (name: string) => ({ CDKTF_OUTDIR: path.join(folder, name) });
  const removeBundle = () => fs.rmSync(path.join(root, ".terrace", "bundle", "main-sources.json"), { force: true });
  const terrace = [...NODE, "tools/run.cjs", "main.ts"];
  return [
    { name: "terrace, first run after a change", args: terrace, env: into("first"), before: removeBundle },
    { name: "terrace", args: terrace, env: into("terrace") },
    { name: "tsx", args: ["--import", "tsx", "main.ts"], env: into("tsx") },
    { name: "baseline", args: ["tools/bench/baseline.cjs", path.join(folder, "terrace"), path.join(folder, "baseline")] },
  ];
}

/** Production in several regions. */
function inRegions(count: number, folder: string): Variant[] {
  const into = (name: string) => ({ CDKTF_OUTDIR: path.join(folder, `${name}-${count}`) });
  return [
    { name: "terrace", args: [...NODE, "tools/run.cjs", "tools/bench/regions.ts", `${count}`], env: into("terrace") },
    { name: "tsx", args: ["--import", "tsx", "tools/bench/regions.ts", `${count}`], env: into("tsx") },
    { name: "baseline", args: ["tools/bench/baseline.cjs", path.join(folder, `terrace-${count}`), path.join(folder, `baseline-${count}`)] },
  ];
}

/** Validation of one environment with many services: the cost factor for ten times as many. */
function environmentSizes(): string[] {
  const kinds = ["valid", "clashing", "shadowed", "wrong"];
  const cells = kinds.map((kind) =>
    SIZES.map((size) => ({
      name: `${kind} ${size}`,
      args: [...NODE, "tools/run.cjs", "tools/bench/environment-size.ts", `${size}`, kind],
    })),
  );
  return cells.map((variants) => {
    const results = [...measure(variants, 3, process.cwd(), os.tmpdir())];
    const seconds = results.map(([, { cpuSeconds }]) => cpuSeconds);
    const [small = NaN, large = NaN] = seconds;
    return `${results.map(([name, { cpuSeconds }]) => `${name}: ${cpuSeconds.toFixed(2)} s`).join("  ")}  ${(large / small).toFixed(1)} ×`;
  });
}

/** Synthesis of the large platform: its cost for each number of services, relative to the baseline. */
function platformSizes(folder: string, root: string): string[] {
  return PLATFORM_SIZES.map((count) => {
    const outdir = path.join(folder, `services-${count}`);
    const terrace = {
      name: "terrace",
      args: [...NODE, "tools/run.cjs", "tools/bench/services.ts", `${count}`],
      env: { CDKTF_OUTDIR: outdir },
    };
    const baseline = { name: "baseline", args: ["tools/bench/baseline.cjs", outdir, `${outdir}-baseline`] };
    const results = measure([terrace, baseline], 1, root, folder);
    const [cpu = NaN, floor = NaN] = ["terrace", "baseline"].map((name) => results.get(name)?.cpuSeconds);
    const megabytes = results.get("terrace")?.peakMegabytes ?? NaN;
    return `${count} services: ${cpu.toFixed(2)} s  ${(cpu / floor).toFixed(1)} × the baseline  ${megabytes.toFixed(0)} MB`;
  });
}

function table(results: ReadonlyMap<string, Usage>): string[] {
  const ratio = (usage: Usage, name: string, key: keyof Usage) => `${(usage[key] / (results.get(name)?.[key] ?? NaN)).toFixed(2)} ×`;
  const rows = [...results].map(([name, usage]) => [
    name,
    `${usage.cpuSeconds.toFixed(2)} s`,
    ratio(usage, "baseline", "cpuSeconds"),
    ratio(usage, "tsx", "cpuSeconds"),
    `${usage.peakMegabytes.toFixed(0)} MB`,
    ratio(usage, "baseline", "peakMegabytes"),
    ratio(usage, "tsx", "peakMegabytes"),
    `${usage.wallSeconds.toFixed(2)} s`,
  ]);
  const all = [["", "CPU", "to baseline", "to tsx", "memory", "to baseline", "to tsx", "elapsed"], ...rows];
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0))) ?? [];
  return all.map((row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join("  "),
  );
}

runCommand(() => {
  const root = process.cwd();
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "terrace-bench-"));
  try {
    const show = (title: string, variants: readonly Variant[], rounds = ROUNDS) =>
      console.log([`\n${title}`, ...table(measure(variants, rounds, root, folder))].join("\n"));
    console.log(
      `Synthesis: median of ${ROUNDS} interleaved runs (${FEWER_ROUNDS} from ${MANY_REGIONS} regions on); CPU (user and system) and peak memory of the Node process alone.`,
    );
    show("All environments:", environments(folder, root));
    for (const count of REGIONS) {
      const rounds = count < MANY_REGIONS ? ROUNDS : FEWER_ROUNDS;
      show(`Production in ${count} region${count === 1 ? "" : "s"}:`, inRegions(count, folder), rounds);
    }
    console.log(["\nThe large platform in three regions, one run:", ...platformSizes(folder, root)].join("\n"));
    console.log(["\nValidation of an environment with many services, including the start of Node:", ...environmentSizes()].join("\n"));
    console.log(
      "\nbaseline: reads, parses, stringifies and writes the same JSON. esbuild's process, in a first run and under tsx, shows in elapsed only.",
    );
    return Promise.resolve(0);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
});
