import * as path from "node:path";
import { lastLines, run, type Finished, type RunOptions } from "../process/run";
import { withHint } from "../aws/failures";
import { Problem } from "../problem";
import type { TerraformContext } from "./terraform-context";
import { causeLines } from "./cause-lines";
import { diagnosticsInJson, diagnosticsInText } from "./diagnostics";

/** How one command runs, apart from its folder and its arguments. */
export type TerraformOptions = Pick<RunOptions, "log" | "onLine" | "signal">;

/** A finished command, and the file that has all of its output; undefined if it was not logged. */
export interface TerraformResult extends Finished {
  readonly log?: string;
}

/** Runs a Terraform command in a folder, to its end. The caller checks the exit code. */
export type Terraform = (directory: string, args: readonly string[], options?: TerraformOptions) => Promise<TerraformResult>;

/** Starts Terraform. No other function does. */
export function runTerraform(
  env: NodeJS.ProcessEnv,
  directory: string,
  args: readonly string[],
  options: TerraformOptions = {},
): Promise<Finished> {
  return run(env.TERRAFORM_BINARY_NAME ?? "terraform", args, { ...options, cwd: directory, env });
}

/** Commands that print a state, secrets included. Their output is never logged. */
const SECRET = ["show", "state"];

/**
 * Terraform with the variables and logs of a context.
 *
 * The first `init` ends before another one begins: it downloads the provider into the shared cache, and two writers would corrupt it.
 *
 * @see https://developer.hashicorp.com/terraform/cli/config/config-file#provider-plugin-cache
 */
export function terraformOf({ paths, env }: TerraformContext): Terraform {
  let first: Promise<unknown> | undefined;
  return async (directory, args, options = {}) => {
    const [command = ""] = args;
    const log = options.log ?? path.join(paths.logs, `${path.basename(directory)}-${command}.log`);
    const logged = SECRET.includes(command) ? {} : { log };
    const start = async () => ({ ...(await runTerraform(env, directory, args, { ...options, ...logged })), ...logged });
    if (command !== "init") return start();
    if (first) {
      await first;
      return start();
    }
    const running = start();
    first = running.catch(() => undefined);
    return running;
  };
}

/** Lines that are printed if Terraform failed without an error, for example because it was killed. */
const LAST_LINES = 10;

/** The causes of a failure, from standard error, or from standard output with `-json`. */
export function errorsOf({ stdout, stderr }: Finished): string {
  const inText = diagnosticsInText(stderr);
  const diagnostics = inText.length > 0 ? inText : diagnosticsInJson(stdout);
  return causeLines(diagnostics).join("\n") || lastLines(stderr.trim() === "" ? stdout : stderr, LAST_LINES);
}

/**
 * @throws Problem with Terraform's own errors.
 */
export function orFail<R extends TerraformResult>(stack: string, complaint: string, finished: R): R {
  if (finished.code === 0) return finished;
  throw new Problem(`${stack}: ${complaint}.\n\n${withHint(errorsOf(finished))}`, finished.log);
}
