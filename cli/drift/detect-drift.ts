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
const MAX_PARALLEL = 2;

export interface DriftOptions {
  readonly terraform: Terraform;
  /** A folder of mode 0700. */
  readonly plans: string;
  readonly say: (line: string) => void;
}

/** Detects drift in all stacks. A stack that cannot be checked does not stop the others. */
export function detectDrift(stacks: readonly Stack[], options: DriftOptions): Promise<StackDrift[]> {
  return inParallel(stacks, MAX_PARALLEL, async (stack) => {
    const drift = await check(stack, options).catch((error: unknown) => {
      if (error instanceof Problem) return uncheckedStack(stack.name, error.message);
      throw error;
    });
    const { reverted, pending, unknown } = drift;
    const result = unknown === undefined ? `manual changes: ${reverted.length}, other pending changes: ${pending.length}` : "not checked";
    options.say(`  ${stack.name}: ${result}`);
    return drift;
  });
}

/** Plans without the lock, because the plan is not applied. A concurrent deployment is detected by the state's serial. */
async function check(stack: Stack, { terraform, plans }: DriftOptions): Promise<StackDrift> {
  const { name } = stack;
  const before = await openStack(terraform, stack);
  if (before.lineage === undefined) return uncheckedStack(name, `${name} was never deployed.`);
  const file = path.join(plans, `${name}.drift.tfplan`);
  try {
    const document = await savePlan(terraform, stack, file, { lock: false });
    const after = await openStack(terraform, stack);
    if (after.serial !== before.serial) return uncheckedStack(name, `${name} was deployed during the check.`);
    return driftOf(name, document);
  } finally {
    fs.rmSync(file, { force: true });
  }
}
