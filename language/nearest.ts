import { closest, distance } from "fastest-levenshtein";

/** Longer strings are not compared: they are unlikely to be typing errors, and comparing them is slow. */
const LONGEST = 64;

/** Maximum numbers of compared candidates and of listed values. An environment may have thousands of names, with an error for each of them. */
const MOST_COMPARED = 1_000;
const MOST_NAMED = 100;

/** The most similar candidate: at most a third of its characters differ, or they are in a different order. Undefined if none is similar. */
export function nearest(received: unknown, candidates: readonly string[]): string | undefined {
  if (typeof received !== "string" || received.length > LONGEST || candidates.length === 0) return undefined;
  const wanted = received.trim().toLowerCase();
  const compared = comparable(wanted, candidates);
  if (compared.length === 0) return undefined;
  const best = closest(wanted, compared);
  const lower = best.toLowerCase();
  return distance(wanted, lower) <= Math.max(1, Math.floor(best.length / 3)) || letters(wanted) === letters(lower) ? best : undefined;
}

/** Limits a long list to the first candidates of a similar length. */
function comparable(wanted: string, candidates: readonly string[]): readonly string[] {
  if (candidates.length <= MOST_COMPARED) return candidates;
  const near = ({ length }: string) => Math.abs(length - wanted.length) <= Math.max(1, Math.floor(length / 3));
  return candidates.filter(near).slice(0, MOST_COMPARED);
}

function letters(text: string): string {
  return [...text].sort().join("");
}

/** `Did you mean …?` if a candidate is similar, or else the given sentence. */
export function didYouMean(received: unknown, candidates: readonly string[], otherwise: string): string {
  const best = nearest(received, candidates);
  return best === undefined ? otherwise : `Did you mean \`${best}\`?`;
}

/** Formats a list as `a, b or c`; a long list as its first hundred values and the count of the rest. */
export function oneOf(values: readonly string[]): string {
  const last = values.at(-1);
  if (last === undefined) return "nothing: none is defined";
  if (values.length > MOST_NAMED) return `${values.slice(0, MOST_NAMED).join(", ")} or one of ${values.length - MOST_NAMED} more`;
  return values.length === 1 ? last : `${values.slice(0, -1).join(", ")} or ${last}`;
}
