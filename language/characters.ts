/**
 * Characters and numbers that are not allowed in any field of an environment: AWS accepts them nowhere, or CDK for Terraform interprets them.
 * Line breaks and tabs are not among them: each field defines whether it allows them (`aws/text-limits.ts`).
 */

/** Why a value cannot be used, and how to fix it. */
export interface ValueProblem {
  readonly problem: string;
  /** The invalid part of the value. The rest may contain a secret, which errors do not print. */
  readonly received: unknown;
  readonly allowed: string;
  readonly fix: string;
}

/** CDK for Terraform encodes references in strings, as `${TfToken[TOKEN.1]}`, and resolves them in every string that contains one. */
const TOKEN = "TfToken[";

/** Complete strings that CDK for Terraform uses as placeholders for a map. */
const MAP_TEXTS: readonly string[] = ["String Map Token Value", "Any Map Token Value"];

/** The number that CDK for Terraform uses as a placeholder for a map. */
const MAP_NUMBER = -123_456_789;

/**
 * Ranges of numbers that CDK for Terraform uses as placeholders for numbers, also inside strings. Their upper bits are fixed.
 * Source: `createTokenDouble` of cdktf 0.21, `lib/tokens/private/encoding.ts`.
 */
const TOKEN_NUMBERS = [992, 960].map((exponent) => ({ from: -(2 ** (exponent + 1)), to: -1.9375 * 2 ** exponent }));

const NUMBER_IN_TEXT = /-\d\.\d+e\+\d+/g;

/** Control characters except line breaks and tabs, unpaired surrogates, and noncharacter code points. */
const NEVER = /[^\P{Cc}\t\n\r]|\p{Cs}|\p{Noncharacter_Code_Point}/u;

const ALLOWED = "letters, digits, symbols and spaces of any script, and line breaks and tabs if the field allows them";

/** The problem of a string in any field; undefined if there is none. */
export function textProblem(text: string): ValueProblem | undefined {
  const found = NEVER.exec(text);
  if (found)
    return {
      problem: `contains ${nameOf(found[0])} at position ${found.index + 1}`,
      received: found[0],
      allowed: ALLOWED,
      fix: "Remove that character.",
    };
  const token = tokenIn(text);
  if (token !== undefined)
    return {
      problem: "contains a string that CDK for Terraform would interpret as a reference",
      received: token,
      allowed: `a string without "${TOKEN}" or another placeholder of CDK for Terraform`,
      fix: "Write the literal value: an environment cannot refer to resources that are created later. List the resources of a workload in `uses`.",
    };
  return undefined;
}

function tokenIn(text: string): string | undefined {
  if (text.includes(TOKEN)) return TOKEN;
  if (MAP_TEXTS.includes(text)) return text;
  return text.match(NUMBER_IN_TEXT)?.find((found) => isTokenNumber(Number(found)));
}

/** The problem of a number in any field; undefined if there is none. */
export function numberProblem(number: number): ValueProblem | undefined {
  if (number !== MAP_NUMBER && !isTokenNumber(number)) return undefined;
  return {
    problem: "is a number that CDK for Terraform would interpret as a reference",
    received: number,
    allowed: `any other number in the field's range, for example ${number + 1}`,
    fix: "Use a neighboring number.",
  };
}

function isTokenNumber(number: number): boolean {
  return TOKEN_NUMBERS.some(({ from, to }) => number > from && number <= to);
}

function nameOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const hex = `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
  if (code === 0) return `the NUL character (${hex})`;
  if (code >= 0xd800 && code <= 0xdfff) return `an unpaired surrogate (${hex})`;
  return /\p{Cc}/u.test(character) ? `a control character (${hex})` : `a noncharacter code point (${hex})`;
}
