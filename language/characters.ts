/**
 * What no text and no number of an environment may contain, whatever the field: AWS takes it nowhere, or it means something on its way there.
 * Line breaks and tabs are not among it: a field says whether it takes them (`aws/text-limits.ts`).
 */

/** Why a value cannot be used, and what to do about it. */
export interface ValueProblem {
  readonly problem: string;
  /** The part of the value that is wrong; the rest may hold a key, which no error shows. */
  readonly received: unknown;
  readonly allowed: string;
  readonly fix: string;
}

/** cdktf writes references into texts, `${TfToken[TOKEN.1]}`, and reads them out again, in whatever text it finds them. */
const TOKEN = "TfToken[";

/** Whole texts by which cdktf knows a map. */
const MAP_TEXTS: readonly string[] = ["String Map Token Value", "Any Map Token Value"];

/** The number by which cdktf knows a map. */
const MAP_NUMBER = -123_456_789;

/**
 * Numbers by which cdktf knows other numbers: those with one of these as their upper bits, in a text too.
 * Source: `createTokenDouble` of cdktf 0.21, `lib/tokens/private/encoding.ts`.
 */
const TOKEN_NUMBERS = [992, 960].map((exponent) => ({ from: -(2 ** (exponent + 1)), to: -1.9375 * 2 ** exponent }));

const NUMBER_IN_TEXT = /-\d\.\d+e\+\d+/g;

/** Control characters but line breaks and tabs; halves of surrogate pairs; code points that are no characters. */
const NEVER = /[^\P{Cc}\t\n\r]|\p{Cs}|\p{Noncharacter_Code_Point}/u;

const ALLOWED = "text: letters, digits, signs and spaces of any alphabet, and where the field takes them line breaks and tabs";

/** What is wrong with a text in any field; undefined if nothing is. */
export function textProblem(text: string): ValueProblem | undefined {
  const found = NEVER.exec(text);
  if (found)
    return {
      problem: `contains ${nameOf(found[0])} behind its first ${found.index} characters`,
      received: found[0],
      allowed: ALLOWED,
      fix: "Remove that character.",
    };
  const token = tokenIn(text);
  if (token !== undefined)
    return {
      problem: "contains what CDK for Terraform would take for a reference of its own",
      received: token,
      allowed: `a text without "${TOKEN}" and the like`,
      fix: "Write the value itself: an environment refers to nothing that is made later. What a workload uses is named in `uses`.",
    };
  return undefined;
}

function tokenIn(text: string): string | undefined {
  if (text.includes(TOKEN)) return TOKEN;
  if (MAP_TEXTS.includes(text)) return text;
  return text.match(NUMBER_IN_TEXT)?.find((found) => isTokenNumber(Number(found)));
}

/** What is wrong with a number in any field; undefined if nothing is. */
export function numberProblem(number: number): ValueProblem | undefined {
  if (number !== MAP_NUMBER && !isTokenNumber(number)) return undefined;
  return {
    problem: "is a number that CDK for Terraform would take for a reference of its own",
    received: number,
    allowed: `any other number that the field takes, ${number + 1} for instance`,
    fix: "Write a number beside it.",
  };
}

function isTokenNumber(number: number): boolean {
  return TOKEN_NUMBERS.some(({ from, to }) => number > from && number <= to);
}

function nameOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const hex = `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
  if (code === 0) return `the character NUL (${hex})`;
  if (code >= 0xd800 && code <= 0xdfff) return `half of a surrogate pair (${hex})`;
  return /\p{Cc}/u.test(character) ? `a control character (${hex})` : `a code point that is no character (${hex})`;
}
