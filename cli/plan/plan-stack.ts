import * as fs from "node:fs";
import * as path from "node:path";
import { init, pullState, savePlan, type StackFiles } from "../terraform/commands";
import { changesOf, changesOutputs, doesNothing, existingBefore, stateMovesOf } from "../terraform/plan-changes";
import { plannedOutputs, type PlannedOutputs } from "./planned-outputs";
import type { StackPlan } from "./stack-plan";
import type { Terraform } from "../terraform/terraform";

export interface Planned {
  readonly plan: StackPlan;
  /** Outputs that would change, with their new values. They may contain secrets and stay in this process. */
  readonly outputs: PlannedOutputs;
}

/** A synthesized stack to plan. */
export interface Plannable extends StackFiles {
  readonly region?: string;
}

/** The version of the state that a plan was made from. Empty if there was no state. */
export type StateVersion = Pick<StackPlan, "serial" | "lineage">;

/** Plans a stack. Saves the plan in a folder if there are changes. */
export async function planStack(terraform: Terraform, stack: Plannable, plans: string): Promise<Planned> {
  const version = await openStack(terraform, stack);
  return makePlan(terraform, stack, version, plans);
}

/**
 * Initializes a stack and returns the version of its state. It is read before the plan, so if the state changes meanwhile, the plan counts as
 * stale.
 */
export async function openStack(terraform: Terraform, stack: Plannable): Promise<StateVersion> {
  await init(terraform, stack);
  return parseStateVersion(await pullState(terraform, stack));
}

/**
 * Plans without Terraform's lock, so that a review does not delay a deployment. That is safe: a state is read as a whole, and Terraform rejects
 * a plan whose state has changed.
 */
export async function makePlan(terraform: Terraform, stack: Plannable, version: StateVersion, plans: string): Promise<Planned> {
  const { name, region } = stack;
  const file = emptyPrivateFile(plans, `${name}.tfplan`);
  try {
    const document = await savePlan(terraform, stack, file, { lock: false });
    const nothing = doesNothing(document);
    if (nothing) fs.rmSync(file);
    const places = stateMovesOf(document);
    const plan = {
      stack: name,
      ...(region !== undefined && { region }),
      changes: changesOf(document),
      outputsChange: changesOutputs(document),
      ...(places.length > 0 && { places }),
      ...(!nothing && { file }),
      ...version,
      existing: existingBefore(document),
    };
    return { plan, outputs: plannedOutputs(document) };
  } catch (error) {
    fs.rmSync(file, { force: true });
    throw error;
  }
}

/**
 * Parses the output of `terraform state pull`. If there is no state yet, a local backend prints nothing, and S3 prints a state without a
 * lineage, which Terraform sets on the first write.
 */
export function parseStateVersion(pulled: string): StateVersion {
  if (pulled.trim() === "") return {};
  const { serial, lineage } = JSON.parse(pulled) as { serial: number; lineage: string };
  return lineage === "" ? {} : { serial, lineage };
}

/** Terraform writes to the existing file, so no other user can ever read it. */
function emptyPrivateFile(folder: string, name: string): string {
  const file = path.join(folder, name);
  fs.rmSync(file, { force: true });
  fs.closeSync(fs.openSync(file, "wx", 0o600));
  return file;
}
