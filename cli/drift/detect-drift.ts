import * as fs from "node:fs";
import * as path from "node:path";
import type { Stack } from "../synthesis/synthesized";
import { Problem } from "../problem";
import { inParallel } from "../process/parallel";
import { openStack } from "../plan/plan-stack";
import { savePlan } from "../terraform/commands";
import type { Terraform } from "../terraform/terraform";
import { driftOf, uncheckedStack, type StackDrift } from "./classify-drift";

/** Two plans keep two cores busy. */
const AT_ONCE = 2;

export interface DriftOptions {
  readonly terraform: Terraform;
  /** A folder of mode 0700. */
  readonly plans: string;
  readonly say: (line: string) => void;
}

/** Looks for drift in all stacks. One that cannot be looked at keeps nobody from the others. */
export function detectDrift(stacks: readonly Stack[], options: DriftOptions): Promise<StackDrift[]> {
  return inParallel(stacks, AT_ONCE, async (stack) => {
    const drift = await lookAt(stack, options).catch((error: unknown) => {
      if (error instanceof Problem) return uncheckedStack(stack.name, error.message);
      throw error;
    });
    const { reverted: undone, pending, unknown } = drift;
    options.say(`  ${stack.name}: ${unknown === undefined ? `${undone.length} changed by hand, ${pending.length} besides` : "not judged"}`);
    return drift;
  });
}

/** Without the lock, as every plan that is for reading only: if a deployment comes between, the state tells. */
async function lookAt(stack: Stack, { terraform, plans }: DriftOptions): Promise<StackDrift> {
  const { name } = stack;
  const before = await openStack(terraform, stack);
  if (before.lineage === undefined) return uncheckedStack(name, `${name} was never deployed.`);
  const file = path.join(plans, `${name}.drift.tfplan`);
  try {
    const document = await savePlan(terraform, stack, file, { lock: false });
    const after = await openStack(terraform, stack);
    if (after.serial !== before.serial) return uncheckedStack(name, `${name} was deployed while it was looked at.`);
    return driftOf(name, document);
  } finally {
    fs.rmSync(file, { force: true });
  }
}
