/**
 * How a text that a team writes becomes Terraform. Terraform reads every string as a template, in which `${` and `%{` begin code: it must
 * get them as `$${` and `%%{`.
 *
 * A construct may put a text anywhere: behind another, in a document of JSON, in an expression, beside a token. Whether a `$` must be
 * escaped, and how, is known only once the string is whole, and cdktf reads `${` in a string as the beginning of an expression: tokens behind
 * it lose their braces. So the characters are replaced by stand-ins where the model enters Terraform ({@link literals}, in `stacks/platform.ts`),
 * and the stand-ins by the escapes where a stack becomes JSON ({@link escapeLiterals}, in `stack.ts`). Constructs in between cannot forget it,
 * a text is never escaped twice, and each text keeps its length.
 *
 * @see https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences-1
 * @see https://developer.hashicorp.com/terraform/language/syntax/json#expression-mapping
 */

/** Code points that Unicode sets apart for use inside a program; `config/` refuses them in an environment. */
const DOLLAR = "\u{FDD0}";
const PERCENT = "\u{FDD1}";

/** What begins a template, or would with what follows at the end of the text: `$` and `${…}` are an escape together. */
const BEGINNING = /\$+(?=\{|$)|%(?=\{|$)/g;

/** Percentages of the model, which are read as numbers. */
const PERCENTAGE = /^[\d.]+%$/;

/** A model in whose texts nothing means anything to Terraform; keys of maps are texts too. */
export function literals<Model>(model: Model): Model {
  return mapTexts(model, (text) => (PERCENTAGE.test(text) ? text : literal(text))) as Model;
}

function literal(text: string): string {
  return text.replace(BEGINNING, (characters) => (characters === "%" ? PERCENT : DOLLAR.repeat(characters.length)));
}

/** What a stack becomes, with the escapes of Terraform for the stand-ins. */
export function escapeLiterals<Json>(json: Json): Json {
  return mapTexts(json, (text) => (HAS_STAND_IN.test(text) ? escape(text) : text)) as Json;
}

const HAS_STAND_IN = new RegExp(`[${DOLLAR}${PERCENT}]`);
const DOLLARS = new RegExp(`${DOLLAR}+(\\$?\\{)?`, "g");
const PERCENTS = new RegExp(`${PERCENT}(\\{)?`, "g");

function escape(text: string): string {
  return text
    .replace(DOLLARS, (found: string, next?: string) => {
      const dollars = "$".repeat(found.length - (next?.length ?? 0));
      // No escape keeps a `$` apart from the expression behind it: an expression of its own does.
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
