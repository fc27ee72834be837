/** The contexts that expressions can read. Variable names are case-insensitive, and a missing variable is empty. */
export interface Contexts {
  readonly vars: Readonly<Record<string, string>>;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly matrix: Readonly<Record<string, unknown>>;
}

const PLACEHOLDER = /\$\{\{\s*(.*?)\s*\}\}/g;

/**
 * Evaluates the expressions in a value of a workflow: fields of contexts, an index, and `format`.
 *
 * @throws for any other expression, so that no test treats an unevaluated expression as a value.
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
  throw new Error(`Unsupported expression ${JSON.stringify(expression)}: add it to test/support/workflow-expressions.ts.`);
}

function fieldOf(context: string, field: string, contexts: Contexts): string {
  const values: Readonly<Record<string, unknown>> = contexts[context as keyof Contexts];
  const found = Object.entries(values).find(([name]) => name.toUpperCase() === field.toUpperCase());
  if (found === undefined && context !== "vars") throw new Error(`Unknown field ${context}.${field}`);
  const value = found?.[1] ?? "";
  if (typeof value !== "string") throw new Error(`${context}.${field} is not a string`);
  return value;
}
