import { Problem } from "../problem";
import type { Action, Change } from "./change";
import { VERBS } from "./change-counts";
import { attributesOf } from "./second-plan";
import type { PlanDocument } from "./plan-document";

export type { Action, Change } from "./change";

function actionOf(actions: readonly string[]): Action | undefined {
  if (actions.length > 1) return "replace";
  const [only] = actions;
  return only === "create" || only === "update" || only === "delete" || only === "forget" ? only : undefined;
}

/** The changes in a plan, without data sources. Deposed objects of partially applied runs are marked in the address. */
export function changesOf(plan: PlanDocument): Change[] {
  return (plan.resource_changes ?? []).flatMap(({ address, type, deposed, change }) => {
    const action = actionOf(change.actions);
    if (!action) return [];
    return {
      address: deposed === undefined ? address : `${address} (deposed object ${deposed})`,
      type,
      action,
      ...(action === "replace" && change.actions[0] === "create" && { createsFirst: true }),
      before: change.before ?? {},
      after: change.after ?? {},
      attributes: attributesOf(change),
    };
  });
}

/** The number of existing resources per type, before the plan is applied. */
export function existingBefore({ resource_changes: all = [] }: PlanDocument): Record<string, number> {
  const existing = all.filter(({ mode, deposed, change }) => mode !== "data" && deposed === undefined && change.before !== null);
  const counts: Record<string, number> = {};
  for (const { type } of existing) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
}

/** Whether outputs would change. */
export function changesOutputs({ output_changes: outputs = {} }: PlanDocument): boolean {
  return Object.values(outputs).some(({ actions }) => actions.some((action) => action !== "no-op"));
}

/** Moved and imported resources, as text. A move must be applied before its `moved` block is removed, otherwise the resource is destroyed. */
export function stateMovesOf({ resource_changes: all = [] }: PlanDocument): string[] {
  return all.flatMap(({ address, previous_address: before, change: { importing } }) => [
    ...(before !== undefined && before !== address ? [`${before} is renamed to ${address}`] : []),
    ...(importing === undefined ? [] : [`${address} is imported`]),
  ]);
}

/**
 * Whether a plan has nothing to apply. Outputs may change without a changed resource, and a resource may only move in the state.
 */
export function doesNothing(plan: PlanDocument): boolean {
  return changesOf(plan).length === 0 && !changesOutputs(plan) && stateMovesOf(plan).length === 0;
}

/** A change as JSON for scripts: without attribute values, because they may be secret. */
export type ListedChange = Pick<Change, "action" | "address">;

export function withoutValues(changes: readonly Change[]): ListedChange[] {
  return changes.map(({ action, address }) => ({ action, address }));
}

/** One line for reports. */
export function changeLine({ action, address, attributes }: Change): string {
  return `  ${VERBS[action].padEnd(7)}  ${address}${action === "update" && attributes.length > 0 ? `: ${attributes.join(", ")}` : ""}`;
}

/** Returns the reason why a change is not allowed. Undefined if it is allowed. */
export type ChangeCheck = (change: Change) => string | undefined;

/**
 * Rejects a plan with changes outside the purpose of a command.
 *
 * @param purpose the command's purpose: "an evacuation"
 * @throws Problem with every rejected change and its reason.
 */
export function rejectOtherChanges(stack: string, purpose: string, changes: readonly Change[], check: ChangeCheck): void {
  const rejected = changes.flatMap((change) => {
    const reason = check(change);
    return reason === undefined ? [] : [`${changeLine(change)}\n           ${reason}`];
  });
  if (rejected.length === 0) return;
  throw new Problem(
    [
      `Nothing was changed: the plan for ${stack} contains changes that ${purpose} does not make.`,
      "",
      ...rejected,
      "",
      "The checked-out code differs from the deployed commit. Run this command from the last deployed commit, or deploy the other changes first:",
      `  npx cdktf diff ${stack}`,
    ].join("\n"),
  );
}
