import { closest, distance } from "fastest-levenshtein";

/** Longer texts are no typing errors, and comparing them takes long. */
const LONGEST = 64;

/** The candidate that was probably meant: at most a third of its letters differ, or they are in another order. Undefined if none is near. */
export function nearest(received: unknown, candidates: readonly string[]): string | undefined {
  if (typeof received !== "string" || received.length > LONGEST || candidates.length === 0) return undefined;
  const wanted = received.trim().toLowerCase();
  const best = closest(wanted, candidates);
  const lower = best.toLowerCase();
  return distance(wanted, lower) <= Math.max(1, Math.floor(best.length / 3)) || letters(wanted) === letters(lower) ? best : undefined;
}

function letters(text: string): string {
  return [...text].sort().join("");
}

/** `Did you mean …?`, or else another sentence. */
export function didYouMean(received: unknown, candidates: readonly string[], otherwise: string): string {
  const best = nearest(received, candidates);
  return best === undefined ? otherwise : `Did you mean \`${best}\`?`;
}

/** A list in words: `a, b or c`. */
export function oneOf(values: readonly string[]): string {
  const last = values.at(-1);
  if (last === undefined) return "nothing: there is none";
  return values.length === 1 ? last : `${values.slice(0, -1).join(", ")} or ${last}`;
}
