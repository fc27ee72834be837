import type { Action, Change } from "./change";

export type Counts = Readonly<Record<Action, number>>;

/** The number of resources per action. */
export function countsOf(changes: readonly Change[]): Counts {
  const counts: Record<Action, number> = { create: 0, update: 0, replace: 0, delete: 0, forget: 0 };
  for (const { action } of changes) counts[action]++;
  return counts;
}

/** "2 to create, 1 to destroy", or "no changes". */
export function formatCounts(counts: Counts): string {
  const { create, update, replace, delete: destroyed, forget } = counts;
  const labels: readonly (readonly [number, string])[] = [
    [create, "to create"],
    [update, "to change"],
    [replace, "to replace"],
    [destroyed, "to destroy"],
    [forget, "to remove from state"],
  ];
  return labels.flatMap(([number, label]) => (number > 0 ? [`${number} ${label}`] : [])).join(", ") || "no changes";
}

/** The action as people read it. Terraform has other names for three of them. */
export const VERBS: Readonly<Record<Action, string>> = {
  create: "create",
  update: "change",
  replace: "replace",
  delete: "destroy",
  forget: "remove from state",
};

/** Destructive changes come first, so that they are read first and truncation keeps them. */
const ORDER: readonly Action[] = ["delete", "replace", "forget", "update", "create"];

export function byImpact(changes: readonly Change[]): Change[] {
  return [...changes].sort((one, other) => ORDER.indexOf(one.action) - ORDER.indexOf(other.action));
}
