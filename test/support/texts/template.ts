/**
 * A string of a JSON configuration file as Terraform evaluates it: as a template.
 *
 * @see https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences-1
 * @see https://developer.hashicorp.com/terraform/language/syntax/json#expression-mapping
 */
export interface Template {
  /** The text, with {@link UNKNOWN} instead of each expression. */
  readonly text: string;
  /** The expressions in the template, without their braces. */
  readonly expressions: readonly string[];
}

/** Placeholder for the unknown value of an expression. No environment contains this character. */
export const UNKNOWN = "\u{10FFFE}";

/** @throws Error if the template is invalid, or if it has a directive (`%{if …}`), which Terrace never writes. */
export function readTemplate(template: string): Template {
  const expressions: string[] = [];
  let text = "";
  let at = 0;
  while (at < template.length) {
    const three = template.slice(at, at + 3);
    if (three === "$${" || three === "%%{") {
      text += three.slice(1);
      at += 3;
    } else if (three.startsWith("%{")) {
      throw new Error(`unexpected directive: ${template.slice(at, at + 40)}`);
    } else if (three.startsWith("${")) {
      const end = endOfExpression(template, at + 2);
      const expression = template.slice(at + 2, end);
      const quoted = /^"((?:[^"\\$%]|[$%](?!\{))*)"$/.exec(expression)?.[1];
      if (quoted === undefined) expressions.push(expression);
      text += quoted ?? UNKNOWN;
      at = end + 1;
    } else {
      text += template.charAt(at);
      at += 1;
    }
  }
  return { text, expressions };
}

/** Every quoted string of an expression, as Terraform reads it. */
export function quotedStrings(expression: string): readonly string[] {
  const texts: string[] = [];
  for (let at = 0; at < expression.length; at++) {
    if (expression[at] !== '"') continue;
    const end = endOfQuotes(expression, at + 1);
    const inside = expression
      .slice(at + 1, end)
      .replaceAll(/\\(.)/gs, (_, escaped: string) => ({ n: "\n", r: "\r", t: "\t" })[escaped] ?? escaped);
    const { text, expressions } = readTemplate(inside);
    texts.push(text, ...expressions.flatMap(quotedStrings));
    at = end;
  }
  return texts;
}

/** The index of the brace that closes an expression. Braces and quotes inside the expression come in pairs. */
function endOfExpression(template: string, from: number): number {
  let depth = 0;
  for (let at = from; at < template.length; at++) {
    const character = template[at];
    if (character === '"') at = endOfQuotes(template, at + 1);
    else if (character === "{") depth += 1;
    else if (character === "}") {
      if (depth === 0) return at;
      depth -= 1;
    }
  }
  throw new Error(`unterminated expression: ${template.slice(from - 2, from + 60)}`);
}

function endOfQuotes(template: string, from: number): number {
  for (let at = from; at < template.length; at++) {
    if (template[at] === "\\") at += 1;
    else if (template.startsWith("$${", at) || template.startsWith("%%{", at)) at += 2;
    else if (template.startsWith("${", at)) at = endOfExpression(template, at + 2);
    else if (template[at] === '"') return at;
  }
  throw new Error(`unterminated quotes: ${template.slice(from - 1, from + 60)}`);
}

/** The strings of a synthesized stack as AWS receives them, including strings inside JSON documents, and all expressions. */
export function readTexts(json: unknown): { readonly texts: readonly string[]; readonly expressions: readonly string[] } {
  const texts: string[] = [];
  const expressions: string[] = [];
  const visit = (value: unknown): void => {
    if (typeof value === "string") {
      const template = readTemplate(value);
      expressions.push(...template.expressions);
      texts.push(...template.expressions.flatMap(quotedStrings));
      visitText(template.text);
    } else if (typeof value === "object" && value !== null) {
      for (const [key, child] of Object.entries(value)) {
        if (key === "//") continue;
        if (!Array.isArray(value)) visit(key);
        visit(child);
      }
    }
  };
  const visitText = (text: string): void => {
    const document = /^[[{]/.test(text) ? parsed(text) : undefined;
    if (document === undefined) texts.push(text);
    else for (const leaf of leavesOf(document)) visitText(leaf);
  };
  visit(json);
  return { texts, expressions };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function leavesOf(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => [...(Array.isArray(value) ? [] : [key]), ...leavesOf(child)]);
}
