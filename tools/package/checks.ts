import { duration } from "../../cli/text/duration";
import { Problem } from "../../cli/problem";
import { lastLines, run, type Finished } from "../../cli/process/run";
import { append } from "../checks/counts.cjs";

/** Runs a named check, prints and counts its result, and ends the run if it fails: the next ones need it. */
export async function check<Result>(name: string, action: () => Promise<Result>): Promise<Result> {
  const began = performance.now();
  const took = () => duration((performance.now() - began) / 1_000);
  try {
    const result = await action();
    append({ passed: 1, failed: 0 });
    console.log(`✓ ${name} (${took()})`);
    return result;
  } catch (error) {
    append({ passed: 0, failed: 1 });
    console.log(`✗ ${name} (${took()})`);
    throw error;
  }
}

/** @throws Problem with the end of the output if the command fails. */
export async function mustRun(
  program: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Promise<Finished> {
  const finished = await run(program, args, options);
  if (finished.code === 0) return finished;
  throw new Problem(`$ ${[program, ...args].join(" ")}\nexit code ${finished.code}\n${lastLines(finished.stdout + finished.stderr, 60)}`);
}

/** @throws Problem with the text if it does not match. */
export function mustMatch(text: string, ...patterns: readonly RegExp[]): void {
  const missing = patterns.find((pattern) => !pattern.test(text));
  if (missing) throw new Problem(`Expected ${String(missing)} in:\n${lastLines(text, 60)}`);
}
