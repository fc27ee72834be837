import * as fs from "node:fs";
import * as path from "node:path";
import { environmentOfStack } from "../../stacks/names";

/**
 * The file in its working folder to which Terraform writes a state that it could not save. It is the only record of the created resources.
 *
 * @see https://developer.hashicorp.com/terraform/cli/commands/state/push
 */
export const ERRORED_STATE = "errored.tfstate";

/** A preserved errored state. */
export interface PreservedState {
  readonly stack: string;
  readonly file: string;
}

export function preservedStates(home: string): string {
  return path.join(home, "rescued");
}

/** Moves an errored state to a folder that no command deletes, readable only by its owner. Undefined if there is none. */
export function preserveErroredState(directory: string, target: string, now = new Date()): PreservedState | undefined {
  const errored = path.join(directory, ERRORED_STATE);
  if (!fs.existsSync(errored)) return undefined;
  const stack = path.basename(directory);
  const time = now.toISOString().replace(/[-:]|\.\d+/g, "");
  fs.mkdirSync(target, { recursive: true, mode: 0o700 });
  fs.chmodSync(target, 0o700);
  const file = freeName(path.join(target, `${stack}-${time}`));
  fs.copyFileSync(errored, file, fs.constants.COPYFILE_EXCL);
  fs.chmodSync(file, 0o600);
  fs.rmSync(errored);
  return { stack, file };
}

function freeName(base: string): string {
  for (let number = 1; ; number++) {
    const file = `${base}${number === 1 ? "" : `-${number}`}.tfstate`;
    if (!fs.existsSync(file)) return file;
  }
}

/** Preserves all errored states below a folder, before the folder is removed. */
export function preserveErroredStates(folder: string, target: string): PreservedState[] {
  if (!fs.existsSync(folder)) return [];
  const folders = fs.readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory() && entry.name !== ".terraform");
  const own = preserveErroredState(folder, target);
  return [...(own ? [own] : []), ...folders.flatMap(({ name }) => preserveErroredStates(path.join(folder, name), target))];
}

/** The instructions for a preserved state. Pushing it is safe: Terraform rejects a state that is older than the current one, or of another lineage. */
export function preservedStateText({ stack, file }: PreservedState): string {
  return [
    `${stack}: Terraform could not save the state. This file is the only record of the resources it created; deploying the stack without it creates them twice.`,
    `  file, readable only by you, because it contains secrets: ${file}`,
    "  fix, before the stack is deployed again, from the same commit, once the state bucket is reachable:",
    `    ENVIRONMENT=${environmentOfStack(stack) ?? stack} npx cdktf synth && cd cdktf.out/stacks/${stack}`,
    `    terraform init && terraform state push '${file}'`,
  ].join("\n");
}
