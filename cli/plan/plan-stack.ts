import * as fs from "node:fs";
import * as path from "node:path";
import { init, pullState, savePlan, type StackFiles } from "../terraform/commands";
import { changesOf, changesOutputs, doesNothing, existingBefore, stateMovesOf } from "../terraform/plan-changes";
import { plannedOutputs, type PlannedOutputs } from "./planned-outputs";
import type { StackPlan } from "./stack-plan";
import type { Terraform } from "../terraform/terraform";

export interface Planned {
  readonly plan: StackPlan;
  /** What of what others read would change, and to what. Secrets are among it: it stays in this process. */
  readonly outputs: PlannedOutputs;
}

/** A stack to be planned, from a folder that it was synthesized into. */
export interface Plannable extends StackFiles {
  readonly region?: string;
}

/** Which version of a state a plan was made from; empty where there was none. */
export type StateVersion = Pick<StackPlan, "serial" | "lineage">;

/** Plans a stack, and keeps the plan in a folder if there is anything to apply. */
export async function planStack(terraform: Terraform, stack: Plannable, plans: string): Promise<Planned> {
  const mark = await openStack(terraform, stack);
  return makePlan(terraform, stack, mark, plans);
}

/**
 * Makes a stack ready, and tells which version its state has. That is before the plan, not after it: if the state changes meanwhile, the plan
 * counts as older than it is, and is refused.
 */
export async function openStack(terraform: Terraform, stack: Plannable): Promise<StateVersion> {
  await init(terraform, stack);
  return stateMark(await pullState(terraform, stack));
}

/**
 * Without Terraform's lock: a review must not hold up a deployment, and cannot spoil anything. A state is read as a whole, and a plan of one
 * that has changed since is refused when it is applied.
 */
export async function makePlan(terraform: Terraform, stack: Plannable, mark: StateVersion, plans: string): Promise<Planned> {
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
      ...mark,
      existing: existingBefore(document),
    };
    return { plan, outputs: plannedOutputs(document) };
  } catch (error) {
    fs.rmSync(file, { force: true });
    throw error;
  }
}

/**
 * Reads what `terraform state pull` prints where there is no state yet: of a backend on this machine nothing, and of S3 a state without a
 * lineage, which Terraform gives it when it writes it first.
 */
export function stateMark(pulled: string): StateVersion {
  if (pulled.trim() === "") return {};
  const { serial, lineage } = JSON.parse(pulled) as { serial: number; lineage: string };
  return lineage === "" ? {} : { serial, lineage };
}

/** Terraform writes into the file that is there: nobody else may read it, not for a moment. */
function emptyPrivateFile(folder: string, name: string): string {
  const file = path.join(folder, name);
  fs.rmSync(file, { force: true });
  fs.closeSync(fs.openSync(file, "wx", 0o600));
  return file;
}
