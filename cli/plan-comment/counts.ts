import type { Action, Change } from "../terraform/plan-changes";

export type Counts = Readonly<Record<Action, number>>;

/** How many resources something is done to, by what it is. */
export function countsOf(changes: readonly Change[]): Counts {
  const counts: Record<Action, number> = { create: 0, update: 0, replace: 0, delete: 0, forget: 0 };
  for (const { action } of changes) counts[action]++;
  return counts;
}

/** In words; what there is none of is left out, and where there is nothing at all, that is said. */
export function countsInWords(counts: Counts): string {
  const { create, update, replace, delete: destroyed, forget } = counts;
  const words: readonly (readonly [number, string])[] = [
    [create, "created"],
    [update, "changed"],
    [replace, "replaced"],
    [destroyed, "destroyed"],
    [forget, "left to itself"],
  ];
  return words.flatMap(([number, word]) => (number > 0 ? [`${number} ${word}`] : [])).join(", ") || "no changes";
}
