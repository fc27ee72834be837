import type { PolicyStatement } from "./policy";

type Conditions = NonNullable<PolicyStatement["conditions"]>;

/**
 * Merges statements of a role's policy without changing its permissions: statements that differ only in their resources, and statements that
 * differ only in the values of one condition key, where IAM accepts any of the values. Without it, 25 secrets exceed the maximum length of the
 * inline policies of a role.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 */
export function mergeStatements(statements: readonly PolicyStatement[]): PolicyStatement[] {
  return mergePairs(mergePairs(statements, withResources), withConditionValues);
}

/** Merges each statement into the first one with which the function can merge it. The order of the others stays. */
function mergePairs(
  statements: readonly PolicyStatement[],
  merge: (first: PolicyStatement, second: PolicyStatement) => PolicyStatement | undefined,
): PolicyStatement[] {
  const merged: PolicyStatement[] = [];
  for (const statement of statements) {
    const [index, both] = firstMerge(merged, statement, merge);
    if (both) merged[index] = both;
    else merged.push(statement);
  }
  return merged;
}

function firstMerge(
  merged: readonly PolicyStatement[],
  statement: PolicyStatement,
  merge: (first: PolicyStatement, second: PolicyStatement) => PolicyStatement | undefined,
): [number, PolicyStatement | undefined] {
  for (const [index, earlier] of merged.entries()) {
    const both = merge(earlier, statement);
    if (both) return [index, both];
  }
  return [-1, undefined];
}

function withResources(first: PolicyStatement, second: PolicyStatement): PolicyStatement | undefined {
  if (!areMergeable(first, second) || !isEqual(first.conditions, second.conditions)) return undefined;
  return { ...first, resources: unique([...(first.resources ?? []), ...(second.resources ?? [])]) };
}

function withConditionValues(first: PolicyStatement, second: PolicyStatement): PolicyStatement | undefined {
  if (!areMergeable(first, second) || !isEqualSet(first.resources, second.resources)) return undefined;
  const conditions = mergeConditions(first.conditions ?? {}, second.conditions ?? {});
  return conditions && { ...first, conditions };
}

/** Statements that allow the same actions for the same reason, without names of their own. */
function areMergeable(first: PolicyStatement, second: PolicyStatement): boolean {
  const isPlain = ({ sid, effect = "Allow", principals, resources }: PolicyStatement) =>
    sid === undefined && effect === "Allow" && principals === undefined && resources !== undefined;
  return isPlain(first) && isPlain(second) && isEqualSet(first.actions, second.actions) && first.reason === second.reason;
}

/** The conditions of both, if they differ in one key. Negated operators need all values to differ, so their values are not merged. */
function mergeConditions(first: Conditions, second: Conditions): Conditions | undefined {
  const entries = (conditions: Conditions) =>
    Object.entries(conditions).flatMap(([operator, keys]) => Object.entries(keys).map(([key, values]) => ({ operator, key, values })));
  const [ours, theirs] = [entries(first), entries(second)];
  const other = ({ operator, key }: { operator: string; key: string }) =>
    theirs.find((entry) => entry.operator === operator && entry.key === key);
  if (ours.length !== theirs.length || ours.some((entry) => !other(entry))) return undefined;
  const different = ours.filter((entry) => !isEqual(entry.values, other(entry)?.values));
  const [one, ...more] = different;
  if (!one || more.length > 0 || one.operator.includes("Not") || one.operator.startsWith("ForAll")) return undefined;
  const values = unique([one.values, other(one)?.values ?? []].flat());
  return { ...first, [one.operator]: { ...first[one.operator], [one.key]: values } };
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}

function isEqual(first: unknown, second: unknown): boolean {
  return JSON.stringify(first) === JSON.stringify(second);
}

function isEqualSet(first: readonly string[] = [], second: readonly string[] = []): boolean {
  return isEqual([...first].sort(), [...second].sort());
}
