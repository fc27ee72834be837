/** How long a free text may be, and of what it may consist: what `aws/text-limits.ts` says about the fields of AWS. */
export interface TextLimit {
  /** What the text is, as the end of the sentence "allowed: …". */
  readonly what: string;
  readonly min: number;
  /** Characters (UTF-16 code units, which are never fewer than AWS counts). */
  readonly max: number;
  /** Whether it may have line breaks and tabs. No text may have other control characters (`language/characters.ts`). */
  readonly lines: "one" | "several";
  /** What characters it may have, where AWS does not take all. */
  readonly characters?: RegExp;
  readonly source: string;
}

/** What is wrong with a text by a limit, as the end of a sentence; undefined if nothing is. */
export function limitProblem(text: string, { min, max, lines, characters }: TextLimit): string | undefined {
  if (text.length < min) return "is empty";
  if (text.length > max) return `has ${text.length} characters, more than ${max}`;
  if (lines === "one" && /[\t\n\r]/.test(text)) return "has a line break or a tab";
  return characters && !characters.test(text) ? "has a character that AWS does not take there" : undefined;
}

/** A limit in words, as the end of the sentence "allowed: …". */
export function limitWords({ what, min, max }: TextLimit): string {
  return `${what}, ${min === 0 ? "at most" : `${min} to`} ${max} characters`;
}
