import * as fs from "node:fs";
import * as path from "node:path";
import { Problem } from "../problem";
import { changesOf, changesOutputs, doesNothing, existingBefore, placesOf, type PlanDocument } from "../terraform/plan-changes";
import { plannedOutputs, type PlannedOutputs } from "./planned-outputs";
import type { StackPlan } from "./stack-plan";
import { orFail, type Terraform } from "../terraform/terraform";

export interface Planned {
  readonly plan: StackPlan;
  /** What of what others read would change, and to what. Secrets are among it: it stays in this process. */
  readonly outputs: PlannedOutputs;
}

/** A stack to be planned, from a folder that it was synthesized into. */
export interface Plannable {
  readonly name: string;
  readonly directory: string;
  readonly region?: string;
}

/** Which version of a state a plan was made from; empty where there was none. */
export type StateMark = Pick<StackPlan, "serial" | "lineage">;

/** The major version of the format that is read here; a newer one must be refused: https://developer.hashicorp.com/terraform/internals/json-format */
const FORMAT = "1";

/** Plans a stack, and keeps the plan in a folder if there is anything to apply. */
export async function planStack(terraform: Terraform, stack: Plannable, plans: string): Promise<Planned> {
  const mark = await openStack(terraform, stack);
  return makePlan(terraform, stack, mark, plans);
}

/**
 * Makes a stack ready, and tells which version its state has. That is before the plan, not after it: if the state changes meanwhile, the plan
 * counts as older than it is, and is refused.
 */
export async function openStack(terraform: Terraform, { name, directory }: Plannable): Promise<StateMark> {
  orFail(name, "its state cannot be reached", await terraform(directory, ["init", "-input=false", "-no-color"]));
  return stateMark(orFail(name, "its state cannot be read", await terraform(directory, ["state", "pull"])).stdout);
}

/**
 * Without Terraform's lock: a review must not hold up a deployment, and cannot spoil anything. A state is read as a whole, and a plan of one
 * that has changed since is refused when it is applied.
 */
export async function makePlan(
  terraform: Terraform,
  { name, directory, region }: Plannable,
  mark: StateMark,
  plans: string,
): Promise<Planned> {
  const file = emptyPrivateFile(plans, `${name}.tfplan`);
  const args = ["plan", "-input=false", "-no-color", "-lock=false", `-out=${file}`];
  try {
    orFail(name, "its plan failed", await terraform(directory, args));
    const shown = orFail(name, "its plan cannot be shown", await terraform(directory, ["show", "-json", file]));
    const document = readPlanDocument(name, shown.stdout);
    const nothing = doesNothing(document);
    if (nothing) fs.rmSync(file);
    const places = placesOf(document);
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
export function stateMark(pulled: string): StateMark {
  if (pulled.trim() === "") return {};
  const { serial, lineage } = JSON.parse(pulled) as { serial: number; lineage: string };
  return lineage === "" ? {} : { serial, lineage };
}

/**
 * @throws Problem where the document is of a version that is not known here, or of a plan that is not whole.
 */
export function readPlanDocument(stack: string, text: string): PlanDocument {
  const document = JSON.parse(text) as PlanDocument;
  const { format_version: format = "none", errored } = document;
  if (format.split(".")[0] !== FORMAT)
    throw new Problem(
      `${stack}: Terraform shows its plan in format ${format}. Known here: ${FORMAT}.x. Use the Terraform that the README names.`,
    );
  if (errored) throw new Problem(`${stack}: its plan is not whole, Terraform met an error while making it.`);
  return document;
}

/** Terraform writes into the file that is there: nobody else may read it, not for a moment. */
function emptyPrivateFile(folder: string, name: string): string {
  const file = path.join(folder, name);
  fs.rmSync(file, { force: true });
  fs.closeSync(fs.openSync(file, "wx", 0o600));
  return file;
}
