/** What expressions can read: names of contexts, with their values. Names of variables do not depend on capitals, and a missing one is empty. */
export interface Contexts {
  readonly vars: Readonly<Record<string, string>>;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly matrix: Readonly<Record<string, unknown>>;
}

const PLACEHOLDER = /\$\{\{\s*(.*?)\s*\}\}/g;

/**
 * A value of a workflow, with its expressions evaluated: contexts' fields, an index, and `format`.
 *
 * @throws if an expression holds anything else: a test must not take what it cannot read for a value.
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/expressions
 */
export function evaluate(text: string, contexts: Contexts): string {
  return text.replace(PLACEHOLDER, (_, expression: string) => valueOf(expression, contexts));
}

function valueOf(expression: string, contexts: Contexts): string {
  const [, literal] = /^'([^']*)'$/.exec(expression) ?? [];
  if (literal !== undefined) return literal;
  const [, context, index] = /^(vars|inputs|matrix)\[(.*)\]$/.exec(expression) ?? [];
  if (context !== undefined && index !== undefined) return fieldOf(context, valueOf(index, contexts), contexts);
  const [, owner, field] = /^(vars|inputs|matrix)\.([\w-]+)$/.exec(expression) ?? [];
  if (owner !== undefined && field !== undefined) return fieldOf(owner, field, contexts);
  const [, pattern, ...values] = /^format\('([^']*)', ([\w.-]+)\)$/.exec(expression) ?? [];
  if (pattern !== undefined) return pattern.replace(/\{(\d)\}/g, (_, at: string) => valueOf(values[Number(at)] ?? "", contexts));
  throw new Error(
    `The expression ${JSON.stringify(expression)} cannot be evaluated here: teach test/support/workflow-expressions.ts about it.`,
  );
}

function fieldOf(context: string, field: string, contexts: Contexts): string {
  const values: Readonly<Record<string, unknown>> = contexts[context as keyof Contexts];
  const found = Object.entries(values).find(([name]) => name.toUpperCase() === field.toUpperCase());
  if (found === undefined && context !== "vars") throw new Error(`There is no ${context}.${field}`);
  const value = found?.[1] ?? "";
  if (typeof value !== "string") throw new Error(`${context}.${field} is no text`);
  return value;
}
