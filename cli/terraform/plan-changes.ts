import { Problem } from "../problem";
import { attributesOf } from "./second-plan";
import type { PlanDocument, Values } from "./plan-document";

export type Action = "create" | "update" | "delete" | "replace" | "forget";

/** What a plan would do to one resource. */
export interface Change {
  readonly address: string;
  readonly type: string;
  readonly action: Action;
  readonly before: Values;
  readonly after: Values;
  /** What of it would change. */
  readonly attributes: readonly string[];
}

function actionOf(actions: readonly string[]): Action | undefined {
  if (actions.length > 1) return "replace";
  const [only] = actions;
  return only === "create" || only === "update" || only === "delete" || only === "forget" ? only : undefined;
}

/** What a plan would change, without what it only reads. What an earlier run left half done is no resource of ours: its address says so. */
export function changesOf(plan: PlanDocument): Change[] {
  return (plan.resource_changes ?? []).flatMap(({ address, type, deposed, change }) => {
    const action = actionOf(change.actions);
    if (!action) return [];
    return {
      address: deposed === undefined ? address : `${address} (deposed object ${deposed})`,
      type,
      action,
      before: change.before ?? {},
      after: change.after ?? {},
      attributes: attributesOf(change),
    };
  });
}

/** How many resources of each type there are before a plan is applied. */
export function existingBefore({ resource_changes: all = [] }: PlanDocument): Record<string, number> {
  const there = all.filter(({ mode, deposed, change }) => mode !== "data" && deposed === undefined && change.before !== null);
  const counts: Record<string, number> = {};
  for (const { type } of there) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
}

/** Whether what other stacks read of this one would change. */
export function changesOutputs({ output_changes: outputs = {} }: PlanDocument): boolean {
  return Object.values(outputs).some(({ actions }) => actions.some((action) => action !== "no-op"));
}

/** What only gets another place in the state, in words. Where it is not applied, it is destroyed as soon as the code says nothing of its old place any more. */
export function stateMovesOf({ resource_changes: all = [] }: PlanDocument): string[] {
  return all.flatMap(({ address, previous_address: before, change: { importing } }) => [
    ...(before !== undefined && before !== address ? [`${before} is called ${address}`] : []),
    ...(importing === undefined ? [] : [`${address} is taken over`]),
  ]);
}

/**
 * Whether applying a plan would do nothing: what other stacks read of this one may change though no resource does, and a resource may only get
 * another place in the state.
 */
export function doesNothing(plan: PlanDocument): boolean {
  return changesOf(plan).length === 0 && !changesOutputs(plan) && stateMovesOf(plan).length === 0;
}

/** One line for a person. */
export function changeLine({ action, address, attributes }: Change): string {
  return `  ${action.padEnd(7)}  ${address}${action === "update" && attributes.length > 0 ? `: ${attributes.join(", ")}` : ""}`;
}

/** Why a change must not be made; undefined where it may. */
export type ChangeCheck = (change: Change) => string | undefined;

/**
 * Refuses a plan that would do more than a command is for.
 *
 * @throws Problem with every change that must not be, and why.
 */
export function rejectOtherChanges(stack: string, what: string, changes: readonly Change[], judge: ChangeCheck): void {
  const refused = changes.flatMap((change) => {
    const reason = judge(change);
    return reason === undefined ? [] : [`${changeLine(change)}\n           ${reason}`];
  });
  if (refused.length === 0) return;
  throw new Problem(
    [
      `Nothing was changed: in ${stack} more would change than ${what}.`,
      "",
      ...refused,
      "",
      "What is here differs from what is deployed. Run this from the commit that was deployed last, or deploy the rest first:",
      `  npx cdktf diff ${stack}`,
    ].join("\n"),
  );
}
