import type { Block } from "../synthesis/resources";

/** One statement of an IAM policy, with lists where AWS allows one or many. */
export interface Statement {
  readonly effect: "Allow" | "Deny";
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** Principals by type; `{ "*": ["*"] }`: everyone. */
  readonly principals: Readonly<Record<string, readonly string[]>>;
  readonly conditions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** All policies that a block contains as JSON, in any argument and at any depth. */
export function policiesOf(block: Block): (readonly Statement[])[] {
  return Object.entries(block).flatMap(([argument, value]) => (argument === "//" ? [] : policiesIn(value)));
}

function policiesIn(value: unknown): (readonly Statement[])[] {
  if (typeof value === "string") return isPolicy(value) ? [statementsOf(value)] : [];
  if (Array.isArray(value)) return value.flatMap(policiesIn);
  return typeof value === "object" && value !== null ? policiesOf(value as Block) : [];
}

function isPolicy(text: string): boolean {
  return text.startsWith("{") && text.includes('"Statement"');
}

/** The statements of a policy. It may contain Terraform expressions. */
export function statementsOf(policy: string): Statement[] {
  const { Statement: statements } = JSON.parse(plainExpressions(policy)) as { readonly Statement: OneOrMany<RawStatement> };
  return listOf(statements).map((raw) => ({
    effect: raw.Effect,
    actions: listOf(raw.Action),
    resources: listOf(raw.Resource),
    principals: raw.Principal === undefined ? {} : raw.Principal === "*" ? { "*": ["*"] } : eachAList(raw.Principal),
    conditions: Object.fromEntries(Object.entries(raw.Condition ?? {}).map(([test, variables]) => [test, eachAList(variables)])),
  }));
}

type OneOrMany<Value> = Value | readonly Value[];
type Values = Readonly<Record<string, OneOrMany<string>>>;

interface RawStatement {
  readonly Effect: "Allow" | "Deny";
  readonly Action?: OneOrMany<string>;
  readonly Resource?: OneOrMany<string>;
  readonly Principal?: "*" | Values;
  readonly Condition?: Readonly<Record<string, Values>>;
}

function listOf<Value>(values: OneOrMany<Value> | undefined): readonly Value[] {
  if (values === undefined) return [];
  return Array.isArray(values) ? (values as readonly Value[]) : [values as Value];
}

function eachAList(values: Values): Record<string, readonly string[]> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, listOf(value)]));
}

/**
 * Removes quotes and braces from the expressions in a text (`${…}`), so that the result is valid JSON.
 *
 * @example
 * plainExpressions('{"Resource":"${replace(aws_x.y.arn, ":a:", ":b:")}"}'); // {"Resource":"${replace aws_x.y.arn  :a:   :b:}"}, approximately
 */
export function plainExpressions(text: string): string {
  let plain = "";
  for (let at = 0; at < text.length;) {
    const end = text.startsWith("${", at) ? endOfExpression(text, at) : at;
    plain += end > at ? `\${${text.slice(at + 2, end - 1).replace(/[^\w.-]+/g, " ")}}` : text.charAt(at);
    at = Math.max(end, at + 1);
  }
  return plain;
}

function endOfExpression(text: string, start: number): number {
  let depth = 0;
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === "{") depth++;
    if (text[at] === "}" && --depth === 0) return at + 1;
  }
  return text.length;
}
