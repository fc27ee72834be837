/** The allowed length and characters of free text. `aws/text-limits.ts` has the limits of AWS fields. */
export interface TextLimit {
  /** The kind of text, as the end of the sentence "allowed: …". */
  readonly what: string;
  readonly min: number;
  /** UTF-16 code units, which are never fewer than the characters that AWS counts. */
  readonly max: number;
  /** Whether line breaks and tabs are allowed. Other control characters are never allowed (`language/characters.ts`). */
  readonly lines: "one" | "several";
  /** The allowed characters, if AWS does not accept all. */
  readonly characters?: RegExp;
  readonly source: string;
}

/** The violation of a limit, as the end of a sentence; undefined if there is none. */
export function limitProblem(text: string, { min, max, lines, characters }: TextLimit): string | undefined {
  if (text.length < min) return "is empty";
  if (text.length > max) return `is ${text.length} characters long, more than ${max}`;
  if (lines === "one" && /[\t\n\r]/.test(text)) return "contains a line break or a tab";
  return characters && !characters.test(text) ? "contains a character that AWS does not accept in this field" : undefined;
}

/** Describes a limit, as the end of the sentence "allowed: …". */
export function limitWords({ what, min, max }: TextLimit): string {
  return `${what}, ${min === 0 ? "at most" : `${min} to`} ${max} characters`;
}
