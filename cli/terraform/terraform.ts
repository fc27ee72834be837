import * as path from "node:path";
import { terraformErrors } from "../cdktf/failure";
import type { Workplace } from "./terraform-context";
import { Problem } from "../problem";
import { lastLines, run, type Finished } from "../process/run";

/** Runs Terraform in a folder, to its end; the exit code is the caller's to judge. */
export type Terraform = (directory: string, args: readonly string[]) => Promise<Finished>;

/** What these print is a state, with what is secret in it: it is never logged. */
const SECRET = ["show", "state"];

/**
 * The first `init` ends before another one begins: it fetches the provider into the cache that all share, which must not be written by two at once.
 *
 * @see https://developer.hashicorp.com/terraform/cli/config/config-file#provider-plugin-cache
 */
export function terraformOf({ paths, env }: Workplace): Terraform {
  let first: Promise<unknown> | undefined;
  return async (directory, args) => {
    const [command = ""] = args;
    const log = path.join(paths.logs, `${path.basename(directory)}-${command}.log`);
    const options = { cwd: directory, env, ...(!SECRET.includes(command) && { log }) };
    const start = () => run(env.TERRAFORM_BINARY_NAME ?? "terraform", args, options);
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

/** What Terraform says is wrong, without all that it says besides. */
export function errorsOf({ stdout, stderr }: Finished): string {
  return terraformErrors(stderr.split("\n")).join("\n\n") || lastLines(stderr || stdout, 20);
}

/**
 * @throws Problem with Terraform's own errors.
 */
export function orFail(stack: string, complaint: string, finished: Finished): Finished {
  if (finished.code === 0) return finished;
  throw new Problem(`${stack}: ${complaint}.\n\n${errorsOf(finished)}`);
}
