import { randomUUID } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { applyPlan, pushState } from "../terraform/commands";
import { parseTerraformLine } from "../terraform/terraform-line";
import type { TerraformContext } from "../terraform/terraform-context";
import type { Finished } from "../process/run";
import { ERRORED_STATE, preserveErroredState, preservedStates, preservedStateText } from "../terraform/errored-state";
import { makePlan, openStack, type Plannable, type StateVersion } from "../plan/plan-stack";
import type { StackPlan } from "../plan/stack-plan";
import type { Terraform } from "../terraform/terraform";
import type { StateRecovery } from "../terraform/recover-state";

/** All that a deployment does with one stack. */
export interface StackOperations {
  /** Makes the stack's folder ready; which version its state has. */
  readonly open: () => Promise<StateVersion>;
  /** Plans it as it is now. */
  readonly plan: (mark: StateVersion) => Promise<StackPlan>;
  /** Gives a new stack a state that is empty; its mark. */
  readonly startState: () => Promise<{ readonly finished: Finished; readonly mark: StateVersion }>;
  readonly apply: (file: string) => Promise<Finished>;
  readonly rescue: StateRecovery;
}

export interface StackOperationsOptions {
  /** One for all stacks: it sees to it that they do not fetch the provider at the same time. */
  readonly terraform: Terraform;
  /** A folder of mode 0700 for plans that are made now. */
  readonly plans: string;
  readonly say: (line: string) => void;
  readonly signal?: AbortSignal;
}

/** Of what Terraform says every ten seconds while it waits. */
const EACH_MINUTE = "m0s elapsed]";

/**
 * A state that holds nothing. A plan that was made without any state carries no mark of one, and Terraform would apply it a second time, on
 * top of what the first has made: whatever that was would be forgotten. So a new stack gets this first, and is planned on it.
 *
 * @see https://github.com/hashicorp/terraform/issues/24078
 */
function emptyState(lineage: string): string {
  // The oldest Terraform that knows all that is used here: a newer one reads it, and writes its own version.
  return `${JSON.stringify({ version: 4, terraform_version: "1.11.0", serial: 1, lineage, outputs: {}, resources: [] })}\n`;
}

export function stackOperations(
  { paths }: TerraformContext,
  stack: Plannable,
  { terraform, plans, say, signal }: StackOperationsOptions,
): StackOperations {
  const errored = path.join(stack.directory, ERRORED_STATE);
  const tell = (line: string) => {
    const { kind } = parseTerraformLine(stack.name, line, 0);
    if (kind === "done" || kind === "started" || (kind === "waiting" && line.includes(EACH_MINUTE))) say(`    ${line}`);
  };
  return {
    open: () => openStack(terraform, stack),
    plan: async (mark) => (await makePlan(terraform, stack, mark, plans)).plan,
    startState: async () => {
      const mark = { serial: 1, lineage: randomUUID() };
      const file = path.join(stack.directory, "empty.tfstate");
      fs.writeFileSync(file, emptyState(mark.lineage), { mode: 0o600 });
      try {
        return { finished: await pushState(terraform, stack, file), mark };
      } finally {
        fs.rmSync(file);
      }
    },
    apply: (file) => applyPlan(terraform, stack, file, { onLine: tell, ...(signal && { signal }) }),
    rescue: {
      needed: () => fs.existsSync(errored),
      push: async (lock) => {
        const pushed = await pushState(terraform, stack, ERRORED_STATE, { lock });
        if (pushed.code === 0) fs.rmSync(errored);
        return pushed;
      },
      keep: () => {
        const kept = preserveErroredState(stack.directory, preservedStates(paths.home));
        return kept ? preservedStateText(kept) : "";
      },
    },
  };
}
