/**
 * What Terraform makes of a string in a file of JSON, which it reads as a template.
 *
 * @see https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences-1
 * @see https://developer.hashicorp.com/terraform/language/syntax/json#expression-mapping
 */
export interface Template {
  /** The text, with {@link UNKNOWN} where an expression stands. */
  readonly text: string;
  /** The expressions in it, without their braces. */
  readonly expressions: readonly string[];
}

/** Stands for the value of an expression, which no test knows: no environment may contain it. */
export const UNKNOWN = "\u{10FFFE}";

/** @throws Error if Terraform would refuse it, or if it has a directive (`%{if …}`), which Terrace never writes. */
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
      throw new Error(`a directive: ${template.slice(at, at + 40)}`);
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

/** Every quoted text of an expression, as Terraform reads it. */
export function quotedTexts(expression: string): readonly string[] {
  const texts: string[] = [];
  for (let at = 0; at < expression.length; at++) {
    if (expression[at] !== '"') continue;
    const end = endOfQuotes(expression, at + 1);
    const inside = expression
      .slice(at + 1, end)
      .replaceAll(/\\(.)/gs, (_, escaped: string) => ({ n: "\n", r: "\r", t: "\t" })[escaped] ?? escaped);
    const { text, expressions } = readTemplate(inside);
    texts.push(text, ...expressions.flatMap(quotedTexts));
    at = end;
  }
  return texts;
}

/** Where the brace is that closes an expression; braces and quotes in it come in pairs. */
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
  throw new Error(`an expression that does not end: ${template.slice(from - 2, from + 60)}`);
}

function endOfQuotes(template: string, from: number): number {
  for (let at = from; at < template.length; at++) {
    if (template[at] === "\\") at += 1;
    else if (template.startsWith("$${", at) || template.startsWith("%%{", at)) at += 2;
    else if (template.startsWith("${", at)) at = endOfExpression(template, at + 2);
    else if (template[at] === '"') return at;
  }
  throw new Error(`quotes that do not end: ${template.slice(from - 1, from + 60)}`);
}

/** The texts of a synthesized stack as AWS gets them, those inside documents of JSON too, and all expressions. */
export function readTexts(json: unknown): { readonly texts: readonly string[]; readonly expressions: readonly string[] } {
  const texts: string[] = [];
  const expressions: string[] = [];
  const visit = (value: unknown): void => {
    if (typeof value === "string") {
      const template = readTemplate(value);
      expressions.push(...template.expressions);
      texts.push(...template.expressions.flatMap(quotedTexts));
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
