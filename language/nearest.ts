import { closest, distance } from "fastest-levenshtein";

/** Longer texts are no typing errors, and comparing them takes long. */
const LONGEST = 64;

/** Candidates that are compared, and that are named in a list. An environment may have thousands of names, and an error for each of them. */
const MOST_COMPARED = 1_000;
const MOST_NAMED = 100;

/** The candidate that was probably meant: at most a third of its letters differ, or they are in another order. Undefined if none is near. */
export function nearest(received: unknown, candidates: readonly string[]): string | undefined {
  if (typeof received !== "string" || received.length > LONGEST || candidates.length === 0) return undefined;
  const wanted = received.trim().toLowerCase();
  const compared = comparable(wanted, candidates);
  if (compared.length === 0) return undefined;
  const best = closest(wanted, compared);
  const lower = best.toLowerCase();
  return distance(wanted, lower) <= Math.max(1, Math.floor(best.length / 3)) || letters(wanted) === letters(lower) ? best : undefined;
}

/** Of many candidates those whose length is near enough, and of these the first ones. */
function comparable(wanted: string, candidates: readonly string[]): readonly string[] {
  if (candidates.length <= MOST_COMPARED) return candidates;
  const near = ({ length }: string) => Math.abs(length - wanted.length) <= Math.max(1, Math.floor(length / 3));
  return candidates.filter(near).slice(0, MOST_COMPARED);
}

function letters(text: string): string {
  return [...text].sort().join("");
}

/** `Did you mean …?`, or else another sentence. */
export function didYouMean(received: unknown, candidates: readonly string[], otherwise: string): string {
  const best = nearest(received, candidates);
  return best === undefined ? otherwise : `Did you mean \`${best}\`?`;
}

/** A list in words: `a, b or c`; of a long list the first hundred, and how many more there are. */
export function oneOf(values: readonly string[]): string {
  const last = values.at(-1);
  if (last === undefined) return "nothing: there is none";
  if (values.length > MOST_NAMED) return `${values.slice(0, MOST_NAMED).join(", ")} or one of ${values.length - MOST_NAMED} more`;
  return values.length === 1 ? last : `${values.slice(0, -1).join(", ")} or ${last}`;
}
