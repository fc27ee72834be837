import * as fs from "node:fs";
import * as path from "node:path";
import { environmentOfStack } from "../../stacks/names";

/**
 * Where Terraform leaves a state that it could not save, in the folder that it ran in: what it has made is written nowhere else.
 *
 * @see https://developer.hashicorp.com/terraform/cli/commands/state/push
 */
export const ERRORED_STATE = "errored.tfstate";

/** A state that was put where nobody removes it. */
export interface PreservedState {
  readonly stack: string;
  readonly file: string;
}

export function preservedStates(home: string): string {
  return path.join(home, "rescued");
}

/** Puts such a state into a folder that no command of ours removes, for its owner alone. Undefined where there is none. */
export function preserveErroredState(directory: string, kept: string, now = new Date()): PreservedState | undefined {
  const errored = path.join(directory, ERRORED_STATE);
  if (!fs.existsSync(errored)) return undefined;
  const stack = path.basename(directory);
  const time = now.toISOString().replace(/[-:]|\.\d+/g, "");
  fs.mkdirSync(kept, { recursive: true, mode: 0o700 });
  fs.chmodSync(kept, 0o700);
  const file = freeName(path.join(kept, `${stack}-${time}`));
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

/** The same for all that a folder has, before it is removed. */
export function keepErroredStates(folder: string, kept: string): PreservedState[] {
  if (!fs.existsSync(folder)) return [];
  const folders = fs.readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory() && entry.name !== ".terraform");
  const own = preserveErroredState(folder, kept);
  return [...(own ? [own] : []), ...folders.flatMap(({ name }) => keepErroredStates(path.join(folder, name), kept))];
}

/** What a person does with it. Pushing is safe: Terraform refuses a state that is older than the one that is there, or of another lineage. */
export function preservedStateText({ stack, file }: PreservedState): string {
  return [
    `${stack}: Terraform could not save its state. What was made since stands in this file alone, and is made a second time if the stack is deployed without it.`,
    `  kept, readable by you alone, since it holds what is secret: ${file}`,
    "  to mend, before anybody deploys this stack, from the same commit and once the state bucket answers:",
    `    ENVIRONMENT=${environmentOfStack(stack) ?? stack} npx cdktf synth && cd cdktf.out/stacks/${stack}`,
    `    terraform init && terraform state push '${file}'`,
  ].join("\n");
}
