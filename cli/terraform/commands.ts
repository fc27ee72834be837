import { type PlanDocument, readPlanDocument } from "./plan-document";
import { orFail, type Terraform, type TerraformOptions, type TerraformResult } from "./terraform";

/**
 * The Terraform commands that run on a synthesized stack, each with its arguments in one place.
 *
 * @example
 * await init(terraform, stack);
 * const document = await savePlan(terraform, stack, file, { lock: false });
 * const { code } = await applyPlan(terraform, stack, file);
 */
export interface StackFiles {
  readonly name: string;
  /** The folder that has `cdk.tf.json`. */
  readonly directory: string;
}

/** No prompts, and no colors in logs. */
const BATCH = ["-input=false", "-no-color"] as const;

export async function init(terraform: Terraform, { name, directory }: StackFiles): Promise<void> {
  orFail(name, "`terraform init` failed", await terraform(directory, ["init", ...BATCH]));
}

/** The current state, as text; empty for a local backend without a state. */
export async function pullState(terraform: Terraform, { name, directory }: StackFiles): Promise<string> {
  return orFail(name, "its state cannot be read", await terraform(directory, ["state", "pull"])).stdout;
}

/** Saves a state. The caller checks the exit code: Terraform rejects a state that is older or has another lineage. */
export function pushState(
  terraform: Terraform,
  { directory }: StackFiles,
  file: string,
  { lock = true }: { readonly lock?: boolean } = {},
): Promise<TerraformResult> {
  return terraform(directory, ["state", "push", ...(lock ? [] : ["-lock=false"]), file]);
}

/** Removes resources from the state. They stay in the account. */
export async function removeFromState(terraform: Terraform, { name, directory }: StackFiles, addresses: readonly string[]): Promise<void> {
  orFail(name, "its state cannot be changed", await terraform(directory, ["state", "rm", ...addresses]));
}

export interface SavePlanOptions {
  /** Only these resources and their dependencies. @default the whole stack */
  readonly targets?: readonly string[];
  /** Recreated even if nothing about them differs. */
  readonly replace?: readonly string[];
  /** False for a plan that a person only reads. @default true */
  readonly lock?: boolean;
}

/** Plans a stack, saves the plan in a file, and returns it as data. The file holds everything that a state holds. */
export async function savePlan(
  terraform: Terraform,
  { name, directory }: StackFiles,
  file: string,
  { targets = [], replace = [], lock = true }: SavePlanOptions = {},
): Promise<PlanDocument> {
  const part = [...targets.map((address) => `-target=${address}`), ...replace.map((address) => `-replace=${address}`)];
  const args = ["plan", ...BATCH, ...(lock ? [] : ["-lock=false"]), `-out=${file}`, ...part];
  orFail(name, "its plan failed", await terraform(directory, args));
  const { stdout } = orFail(name, "its plan cannot be shown", await terraform(directory, ["show", "-json", file]));
  return readPlanDocument(name, stdout);
}

/** Applies a saved plan. The caller checks the exit code. */
export function applyPlan(
  terraform: Terraform,
  { directory }: StackFiles,
  file: string,
  options: TerraformOptions = {},
): Promise<TerraformResult> {
  return terraform(directory, ["apply", ...BATCH, file], options);
}
