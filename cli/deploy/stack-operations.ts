import { randomUUID } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { applyPlan, pushState } from "../terraform/commands";
import { progressLine } from "../terraform/progress-line";
import type { TerraformContext } from "../terraform/terraform-context";
import { ERRORED_STATE, preserveErroredState, preservedStates, preservedStateText } from "../terraform/errored-state";
import { makePlan, openStack, type Plannable, type StateVersion } from "../plan/plan-stack";
import type { StackPlan } from "../plan/stack-plan";
import type { Terraform, TerraformResult } from "../terraform/terraform";
import type { StateRecovery } from "../terraform/recover-state";

/** The operations of a deployment on one stack. */
export interface StackOperations {
  /** Initializes the stack's folder and returns the version of its state. */
  readonly open: () => Promise<StateVersion>;
  /** Plans the stack against its current state. */
  readonly plan: (version: StateVersion) => Promise<StackPlan>;
  /** Creates an empty state for a new stack and returns its version. */
  readonly startState: () => Promise<{ readonly finished: TerraformResult; readonly version: StateVersion }>;
  readonly apply: (file: string) => Promise<TerraformResult>;
  readonly recovery: StateRecovery;
}

export interface StackOperationsOptions {
  /** Shared by all stacks, so that they do not download the provider at the same time. */
  readonly terraform: Terraform;
  /** A folder of mode 0700 for new plans. */
  readonly plans: string;
  readonly say: (line: string) => void;
  readonly signal?: AbortSignal;
}

/**
 * An empty state. Terraform would apply a plan made without a state twice, because such a plan records no lineage, and the resources of the
 * first apply would be lost from the state. A new stack therefore gets an empty state first.
 *
 * @see https://github.com/hashicorp/terraform/issues/24078
 */
function emptyState(lineage: string): string {
  // The minimum supported Terraform version. Newer ones read it and write their own version.
  return `${JSON.stringify({ version: 4, terraform_version: "1.11.0", serial: 1, lineage, outputs: {}, resources: [] })}\n`;
}

export function stackOperations(
  { paths }: TerraformContext,
  stack: Plannable,
  { terraform, plans, say, signal }: StackOperationsOptions,
): StackOperations {
  const errored = path.join(stack.directory, ERRORED_STATE);
  const report = (line: string) => {
    const shown = progressLine(stack.name, line);
    if (shown !== undefined) say(`  ${shown}`);
  };
  return {
    open: () => openStack(terraform, stack),
    plan: async (version) => (await makePlan(terraform, stack, version, plans)).plan,
    startState: async () => {
      const version = { serial: 1, lineage: randomUUID() };
      const file = path.join(stack.directory, "empty.tfstate");
      fs.writeFileSync(file, emptyState(version.lineage), { mode: 0o600 });
      try {
        return { finished: await pushState(terraform, stack, file), version };
      } finally {
        fs.rmSync(file);
      }
    },
    apply: (file) => applyPlan(terraform, stack, file, { onLine: report, ...(signal && { signal }) }),
    recovery: {
      needed: () => fs.existsSync(errored),
      push: async (lock) => {
        const pushed = await pushState(terraform, stack, ERRORED_STATE, { lock });
        if (pushed.code === 0) fs.rmSync(errored);
        return pushed;
      },
      preserve: () => {
        const preserved = preserveErroredState(stack.directory, preservedStates(paths.home));
        return preserved ? preservedStateText(preserved) : "";
      },
    },
  };
}
