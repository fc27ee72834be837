import type { StackPlan } from "../../cli/plan/stack-plan";
import type { Action, Change } from "../../cli/terraform/plan-changes";

/** A planned change of a resource, for tests. */
export function change(action: Action, address: string, rest: Partial<Change> = {}): Change {
  return { address, type: address.split(".")[0] ?? "", action, before: {}, after: {}, attributes: [], ...rest };
}

export function stackPlan(stack: string, changes: readonly Change[] = [], rest: Partial<StackPlan> = {}): StackPlan {
  const region = /^[a-z]+-([a-z]+-[a-z]+-\d)-/.exec(stack)?.[1];
  return { stack, ...(region !== undefined && { region }), changes, outputsChange: false, ...rest };
}
