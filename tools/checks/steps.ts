import { spawn } from "node:child_process";
import { duration } from "../../cli/text/duration";
import { run } from "../../cli/process/run";
import { append } from "./counts.cjs";

/** One check: a command that succeeds or fails. */
export interface Step {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
}

export interface StepOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Ends the running step, which then fails. */
  readonly signal?: AbortSignal;
}

/** Runs a check quietly: prints one line if it succeeds, and its whole output if it fails. */
export async function quietly(step: Step, options: StepOptions): Promise<boolean> {
  const began = performance.now();
  const { code, stdout, stderr } = await run(step.program, step.args, options);
  const passed = code === 0;
  append({ passed: passed ? 1 : 0, failed: passed ? 0 : 1 });
  const took = duration((performance.now() - began) / 1000);
  console.log(passed ? `✓ ${step.name} (${took})` : `✗ ${step.name} (${took})\n${(stdout + stderr).trim()}\n`);
  return passed;
}

/** Runs a test runner, which shows and counts its tests itself. */
export function openly(step: Step, { cwd, env, signal }: StepOptions): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const child = spawn(step.program, step.args, { cwd, env, stdio: ["ignore", "inherit", "inherit"] });
    const stop = () => child.kill("SIGTERM");
    signal?.addEventListener("abort", stop, { once: true });
    child.on("error", reject);
    child.on("close", (code) => {
      signal?.removeEventListener("abort", stop);
      resolve(code === 0);
    });
  });
}
