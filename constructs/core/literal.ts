/**
 * How a string from the environment file gets into Terraform. Terraform reads every string as a template, in which `${` and `%{` start an
 * expression or a directive: they must be written as `$${` and `%%{`.
 *
 * A construct can put a string anywhere: after another string, in a JSON document, in an expression, next to a token. Whether and how a `$`
 * must be escaped is known only once the whole string is built, and cdktf reads `${` in a string as the start of an expression: tokens
 * after it lose their braces. Therefore the characters are replaced with placeholders where the model enters Terraform ({@link literals},
 * in `stacks/platform.ts`), and the placeholders are replaced with escapes where a stack becomes JSON ({@link escapeLiterals}, in
 * `stack.ts`). No construct in between has to escape, no string is escaped twice, and each string keeps its length.
 *
 * @see https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences-1
 * @see https://developer.hashicorp.com/terraform/language/syntax/json#expression-mapping
 */

/** Code points that Unicode reserves for internal use by applications; `config/` rejects them in an environment file. */
const DOLLAR = "\u{FDD0}";
const PERCENT = "\u{FDD1}";

/** The start of a template, also if it is completed by the text that follows: `$` before `${…}` forms an escape. */
const TEMPLATE_START = /\$+(?=\{|$)|%(?=\{|$)/g;

/** Percentages of the model, which are parsed as numbers. */
const PERCENTAGE = /^[\d.]+%$/;

/** Marks all strings of a model as literal text for Terraform, including the keys of maps. */
export function literals<Model>(model: Model): Model {
  return mapTexts(model, (text) => (PERCENTAGE.test(text) ? text : literal(text))) as Model;
}

function literal(text: string): string {
  return text.replace(TEMPLATE_START, (characters) => (characters === "%" ? PERCENT : DOLLAR.repeat(characters.length)));
}

/** Replaces the placeholders in the JSON of a stack with Terraform's escapes. */
export function escapeLiterals<Json>(json: Json): Json {
  return mapTexts(json, (text) => (HAS_PLACEHOLDER.test(text) ? escape(text) : text)) as Json;
}

const HAS_PLACEHOLDER = new RegExp(`[${DOLLAR}${PERCENT}]`);
const DOLLARS = new RegExp(`${DOLLAR}+(\\$?\\{)?`, "g");
const PERCENTS = new RegExp(`${PERCENT}(\\{)?`, "g");

function escape(text: string): string {
  return text
    .replace(DOLLARS, (found: string, next?: string) => {
      const dollars = "$".repeat(found.length - (next?.length ?? 0));
      // No escape separates a `$` from an expression after it, so the `$` becomes an expression of its own.
      return next === "${" ? `\${"${dollars}"}\${` : next === "{" ? `$${dollars}{` : dollars;
    })
    .replace(PERCENTS, (_, next?: string) => (next === "{" ? "%%{" : "%"));
}

function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === "string") return change(value);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((each) => mapTexts(each, change));
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [change(key), mapTexts(each, change)]));
}
