/** Evaluates conditions of IAM policies as AWS does, for tests. */

/** The request context: values by condition key. */
export type Context = Readonly<Record<string, string | readonly string[]>>;

type Condition = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

const OPERATORS: Readonly<Record<string, (value: string, pattern: string) => boolean>> = {
  StringEquals: (value, pattern) => value === pattern,
  StringLike: like,
  ArnLike: like,
};

/**
 * Whether all conditions hold: every key of every operator must match one of its values. Key names are case-insensitive, values are
 * case-sensitive. A key that the request lacks fails, except with negated operators and operators that end in `IfExists`.
 *
 * Keys with several values need a set operator. `ForAllValues` also holds for a key that the request lacks; `ForAnyValue` does not.
 *
 * @throws Error for an unsupported operator, so that no condition passes unchecked.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 */
export function holds(condition: Condition | undefined, context: Context): boolean {
  const present = new Map(Object.entries(context).map(([key, value]) => [key.toLowerCase(), value]));
  return Object.entries(condition ?? {}).every(([operator, keys]) =>
    Object.entries(keys).every(([key, values]) => decide(operator, present.get(key.toLowerCase()), [values].flat())),
  );
}

function decide(operator: string, value: string | readonly string[] | undefined, patterns: readonly string[]): boolean {
  const values = value === undefined ? [] : [value].flat();
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Null
  if (operator === "Null") return patterns.includes(String(values.length === 0));
  const expression = /^(?:(ForAllValues|ForAnyValue):)?(String|Arn)(Not)?(Equals|Like)(IfExists)?$/;
  const [, set, kind = "", negated, comparison = "", optional] = expression.exec(operator) ?? [];
  const compare = OPERATORS[`${kind}${comparison}`];
  if (!compare) throw new Error(`unsupported operator ${operator}`);
  const fits = (one: string) => patterns.some((pattern) => compare(one, pattern)) === (negated === undefined);
  if (set !== undefined) return set === "ForAllValues" ? values.every(fits) : values.some(fits);
  if (values.length > 1) throw new Error(`${operator} accepts a single value, received ${values.join(", ")}`);
  const [one] = values;
  return one === undefined ? optional !== undefined || negated !== undefined : fits(one);
}

/** Whether a value matches a pattern: `*` matches any characters, including none; `?` matches one character. */
export function like(value: string, pattern: string): boolean {
  const expression = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", "[^]*")
    .replaceAll("?", "[^]");
  return new RegExp(`^${expression}$`).test(value);
}
