import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "../..");

export interface SynthesizedStack {
  readonly stack: string;
  readonly text: string;
}

interface Run {
  /** `main.ts`, bundled by `bundleMain`. */
  readonly bundle: string;
  readonly outdir: string;
  readonly environment: string;
  readonly cwd?: string;
  readonly variables?: Readonly<Record<string, string>>;
}

/** One environment of the project as `cdktf synth` synthesizes it: `main.ts` runs in a process of its own, with few environment variables. */
export function synthesizeMain({ bundle, outdir, environment, cwd = root, variables = {} }: Run): readonly SynthesizedStack[] {
  execFileSync(process.execPath, [bundle], {
    cwd,
    env: { PATH: process.env.PATH ?? "", ENVIRONMENT: environment, CDKTF_OUTDIR: outdir, ...variables },
  });
  return readdirSync(join(outdir, "stacks"))
    .sort()
    .map((stack) => ({ stack, text: readFileSync(join(outdir, "stacks", stack, "cdk.tf.json"), "utf8") }));
}
