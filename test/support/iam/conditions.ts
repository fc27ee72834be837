/** Decides conditions of IAM policies as AWS does, for tests. */

/** What a request says of itself, by condition key. */
export type Context = Readonly<Record<string, string | readonly string[]>>;

type Condition = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

const OPERATORS: Readonly<Record<string, (value: string, pattern: string) => boolean>> = {
  StringEquals: (value, pattern) => value === pattern,
  StringLike: like,
  ArnLike: like,
};

/**
 * Whether all conditions hold: all operators and keys of them, each by one of its values. Names of keys are told apart without capitals,
 * values with them. A key that the request lacks fails, but for operators that end in `IfExists` and those that negate.
 *
 * Keys with several values need an operator for sets: `ForAllValues` also holds for a key that the request lacks, `ForAnyValue` does not.
 *
 * @throws Error for an operator that it does not know, rather than take it for granted.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 */
export function holds(condition: Condition | undefined, context: Context): boolean {
  const said = new Map(Object.entries(context).map(([key, value]) => [key.toLowerCase(), value]));
  return Object.entries(condition ?? {}).every(([operator, keys]) =>
    Object.entries(keys).every(([key, values]) => decide(operator, said.get(key.toLowerCase()), [values].flat())),
  );
}

function decide(operator: string, value: string | readonly string[] | undefined, patterns: readonly string[]): boolean {
  const values = value === undefined ? [] : [value].flat();
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Null
  if (operator === "Null") return patterns.includes(String(values.length === 0));
  const expression = /^(?:(ForAllValues|ForAnyValue):)?(String|Arn)(Not)?(Equals|Like)(IfExists)?$/;
  const [, set, kind = "", negated, comparison = "", optional] = expression.exec(operator) ?? [];
  const compare = OPERATORS[`${kind}${comparison}`];
  if (!compare) throw new Error(`no test knows the operator ${operator}`);
  const fits = (one: string) => patterns.some((pattern) => compare(one, pattern)) === (negated === undefined);
  if (set !== undefined) return set === "ForAllValues" ? values.every(fits) : values.some(fits);
  if (values.length > 1) throw new Error(`${operator} is for a single value, not for ${values.join(", ")}`);
  const [one] = values;
  return one === undefined ? optional !== undefined || negated !== undefined : fits(one);
}

/** `*` stands for any characters, none included, and `?` for one. */
export function like(value: string, pattern: string): boolean {
  const expression = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", "[^]*")
    .replaceAll("?", "[^]");
  return new RegExp(`^${expression}$`).test(value);
}
