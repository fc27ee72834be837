import type { PassageKind } from "./passage";

/** A word or phrase that this repository does not use. */
export interface Rule {
  readonly id: string;
  readonly pattern: RegExp;
  /** The standard term, or how to write the sentence. */
  readonly use: string;
  /** `sentence`: the pattern is matched from the start of each sentence that is not a question, except in headings and test names. */
  readonly scope?: "sentence";
  readonly kinds?: readonly PassageKind[];
  /** The files in which the word has the sense that the rule is about. */
  readonly paths?: RegExp;
}

export type RuleRow = readonly [id: string, pattern: RegExp, use: string];

export function rules(rows: readonly RuleRow[], more: Pick<Rule, "scope" | "kinds" | "paths"> = {}): readonly Rule[] {
  return rows.map(([id, pattern, use]) => ({ id, pattern, use, ...more }));
}
