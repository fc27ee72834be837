import * as path from "node:path";
import { terraformErrors } from "../../deploy/failure";
import type { Workplace } from "../../deploy/workplace";
import { Problem } from "../../problem";
import { lastLines, run, type Finished } from "../../process/run";

/** Runs Terraform in a folder, to its end; the exit code is the caller's to judge. */
export type Terraform = (directory: string, args: readonly string[]) => Promise<Finished>;

/** What these print is a state, with what is secret in it: it is never logged. */
const SECRET = ["show", "state"];

export function terraformOf({ paths, env }: Workplace): Terraform {
  return (directory, args) => {
    const [command = ""] = args;
    const log = path.join(paths.logs, `${path.basename(directory)}-${command}.log`);
    return run(env.TERRAFORM_BINARY_NAME ?? "terraform", args, { cwd: directory, env, ...(!SECRET.includes(command) && { log }) });
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
