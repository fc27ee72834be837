import * as fs from "node:fs";
import * as path from "node:path";
import { readDocument, type Stack } from "../synthesis/synthesized";
import { Problem, problemText } from "../problem";
import { inParallel } from "../process/parallel";
import { count } from "../text/markdown";
import type { Change } from "../terraform/plan-changes";
import { layersOf } from "./layers";
import { makePlan, openStack, planStack, type Plannable, type Planned, type StateVersion } from "./plan-stack";
import { NO_OUTPUTS, type PlannedOutput, type PlannedOutputs } from "./planned-outputs";
import type { StackPlan } from "./stack-plan";
import { stackPlanLine } from "./plan-text";
import type { Terraform } from "../terraform/terraform";
import { withExpectedOutputs, changingReads, PLACEHOLDER_ADDRESS } from "./upstream-outputs";

/** Two plans keep two cores busy. */
const PLANS_AT_ONCE = 2;

export interface PlanOptions {
  readonly terraform: Terraform;
  readonly regionOf: (stack: string) => string | undefined;
  /** A folder of mode 0700, for the plan files. */
  readonly plans: string;
  /** Unchanged stacks. They are planned only if one of their upstream outputs will change. */
  readonly same?: ReadonlySet<string>;
  readonly say?: (line: string) => void;
}

export interface StackPlans {
  readonly plans: readonly StackPlan[];
  /** Not planned, because neither they nor their upstream outputs will change. */
  readonly same: readonly StackPlan[];
}

/**
 * Plans stacks layer by layer. If upstream outputs of a stack will change, it is planned against their expected values, for the review. Unknown
 * values count as changes. Its plan is not saved; the stack is replanned at apply time.
 */
export async function planStacks(stacks: readonly Stack[], options: PlanOptions): Promise<StackPlans> {
  const known = new Map<string, PlannedOutputs>();
  const [plans, unchanged]: [StackPlan[], StackPlan[]] = [[], []];
  for (const layer of layersOf(stacks)) {
    const outcomes = await inParallel(layer, PLANS_AT_ONCE, (stack) => outcomeOf(stack, known, options));
    const failures = outcomes.flatMap((outcome) => ("failure" in outcome ? [outcome.failure] : []));
    if (failures.length > 0) throw new Problem(failures.join("\n\n"));
    for (const outcome of outcomes) {
      if ("failure" in outcome) continue;
      known.set(outcome.plan.stack, outcome.outputs);
      (outcome.isSame ? unchanged : plans).push(outcome.plan);
    }
  }
  return { plans, same: unchanged };
}

type Outcome = (Planned & { readonly isSame: boolean }) | { readonly failure: string };

/** Collects failures until the whole layer is planned, so that they are reported together. */
async function outcomeOf(stack: Stack, known: ReadonlyMap<string, PlannedOutputs>, options: PlanOptions): Promise<Outcome> {
  const { same = new Set(), say = () => undefined } = options;
  const changing = changingReads(readDocument(stack), known);
  if (changing.size === 0 && same.has(stack.name)) return { plan: unchangedPlan(stack, options), outputs: NO_OUTPUTS, isSame: true };
  try {
    const planned = changing.size === 0 ? await planOne(stack, options) : await planWithExpectedOutputs(stack, known, changing, options);
    say(stackPlanLine(planned.plan));
    return { ...planned, isSame: false };
  } catch (error) {
    if (error instanceof Problem) return { failure: problemText(error) };
    throw error;
  }
}

function plannable({ name, directory }: Stack, { regionOf }: PlanOptions): Plannable {
  const region = regionOf(name);
  return { name, directory, ...(region !== undefined && { region }) };
}

function planOne(stack: Stack, options: PlanOptions): Promise<Planned> {
  return planStack(options.terraform, plannable(stack, options), options.plans);
}

async function planWithExpectedOutputs(
  stack: Stack,
  known: ReadonlyMap<string, PlannedOutputs>,
  changing: ReadonlyMap<string, readonly string[]>,
  options: PlanOptions,
): Promise<Planned> {
  const because = [...changing].map(([upstream, outputs]) => `reads ${count(outputs.length, "output")} of ${upstream} that will change`);
  const review = { ...plannable(stack, options), directory: `${stack.directory}.review` };
  fs.mkdirSync(review.directory, { mode: 0o700 });
  try {
    writeWithExpectedOutputs(stack, review.directory, known);
    const version = await openStack(options.terraform, review);
    const planned = await makePlan(options.terraform, review, version, options.plans).catch((error: unknown) => {
      if (error instanceof Problem) return unplannable(stack, version, error, options);
      throw error;
    });
    return { outputs: planned.outputs, plan: forReview(planned.plan, because) };
  } finally {
    fs.rmSync(review.directory, { recursive: true, force: true });
  }
}

function writeWithExpectedOutputs(stack: Stack, directory: string, known: ReadonlyMap<string, PlannedOutputs>): void {
  const document = withExpectedOutputs(readDocument(stack) as Readonly<Record<string, unknown>>, known);
  fs.writeFileSync(path.join(directory, "cdk.tf.json"), JSON.stringify(document), { mode: 0o600 });
  const lock = path.join(stack.directory, ".terraform.lock.hcl");
  if (fs.existsSync(lock)) fs.copyFileSync(lock, path.join(directory, ".terraform.lock.hcl"));
}

/** A plan against expected outputs must never be applied, so its file is deleted. */
function forReview({ file, ...plan }: StackPlan, because: readonly string[]): StackPlan {
  if (file !== undefined) fs.rmSync(file);
  const changes = plan.changes.filter(({ address }) => address !== PLACEHOLDER_ADDRESS);
  return { ...plan, changes, deferred: { because: [...because, ...(plan.deferred?.because ?? [])] } };
}

/** Shows a new stack as its resources. The changes of an existing stack are unknown and must be reviewed at apply time. */
function unplannable(stack: Stack, version: StateVersion, { message }: Problem, options: PlanOptions): Planned {
  const [error] = /^Error: .*$/m.exec(message) ?? [message];
  const isNew = version.lineage === undefined;
  const plan: StackPlan = {
    ...unchangedPlan(stack, options),
    ...(isNew && { existing: {} }),
    ...version,
    changes: isNew ? creations(stack) : [],
    outputsChange: true,
    deferred: { because: [`planning fails until those changes are applied (${error})`] },
  };
  const outputs = Object.keys(readDocument(stack).output ?? {}).map((name): [string, PlannedOutput] => [name, { known: false }]);
  return { plan, outputs: new Map(outputs) };
}

const NO_RESOURCE = /^(data|ephemeral)\./;

function managed({ resources }: Stack): { readonly address: string; readonly type: string }[] {
  const addresses = resources.map(({ address }) => address).filter((address) => !NO_RESOURCE.test(address));
  return addresses.map((address) => ({ address, type: address.split(".")[0] ?? address }));
}

function creations(stack: Stack): Change[] {
  return managed(stack).map((one) => ({ ...one, action: "create", before: {}, after: {}, attributes: [] }));
}

/** The plan of an unchanged stack, whose resources all exist. */
function unchangedPlan(stack: Stack, { regionOf }: PlanOptions): StackPlan {
  const region = regionOf(stack.name);
  const existing: Record<string, number> = {};
  for (const { type } of managed(stack)) existing[type] = (existing[type] ?? 0) + 1;
  return { stack: stack.name, ...(region !== undefined && { region }), changes: [], outputsChange: false, existing };
}
