import { LIMITS } from "../../aws/limits";
import { mergeStatements } from "./merge-statements";
import type { PolicyStatement } from "./policy";
import { policyLength } from "./policy-length";

/** Maximum lengths of the policies of one role. */
export const POLICY_LENGTHS = {
  /** All inline policies of the role together. */
  inline: LIMITS["iam.inline-policies"].value,
  managed: LIMITS["iam.managed-policy"].value,
} as const;

/** The statements of a role by policy. */
export interface SplitPolicy {
  readonly inline: readonly PolicyStatement[];
  /** Additional policies, if the statements exceed the maximum length of an inline policy. */
  readonly managed: readonly (readonly PolicyStatement[])[];
}

/**
 * Splits the statements of a role into policies that IAM accepts. The permissions are the same, because IAM allows a request if any statement
 * allows it. Only statements that allow, without names of their own, can be divided.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export function splitPolicy(statements: readonly PolicyStatement[], { inline, managed } = POLICY_LENGTHS): SplitPolicy {
  const merged = mergeStatements(statements);
  if (policyLength(merged) <= inline) return { inline: merged, managed: [] };
  const policies: PolicyStatement[][] = [[]];
  const rest = [...merged];
  for (let statement = rest.shift(); statement; statement = rest.shift()) {
    const last = policies.at(-1) ?? [];
    const limit = policies.length === 1 ? inline : managed;
    const halves = policyLength([statement]) > Math.min(inline, managed) ? halvesOf(statement) : undefined;
    if (policyLength([...last, statement]) <= limit) last.push(statement);
    else if (halves) rest.unshift(...halves);
    else policies.push([statement]);
  }
  const [first = [], ...others] = policies.map((policy) => mergeStatements(policy));
  return { inline: first, managed: others };
}

/** Two statements that together allow the same: each has half of the resources, or half of the values of one condition. */
function halvesOf(statement: PolicyStatement): readonly PolicyStatement[] | undefined {
  const { resources = [], conditions = {} } = statement;
  const lists = Object.entries(conditions).flatMap(([operator, keys]) =>
    Object.entries(keys).flatMap(([key, values]) => (isDivisible(operator) && Array.isArray(values) ? [{ operator, key, values }] : [])),
  );
  const [longest] = lists.sort((one, other) => other.values.length - one.values.length);
  if (longest && longest.values.length > Math.max(1, resources.length)) {
    const { operator, key, values } = longest;
    return halved(values).map((half) => ({
      ...statement,
      conditions: { ...conditions, [operator]: { ...conditions[operator], [key]: half } },
    }));
  }
  return resources.length > 1 ? halved(resources).map((half) => ({ ...statement, resources: half })) : undefined;
}

/** Operators with which a request has to match any of the values. */
function isDivisible(operator: string): boolean {
  return !operator.includes("Not") && !operator.startsWith("ForAll");
}

function halved(values: readonly string[]): readonly (readonly string[])[] {
  const middle = Math.ceil(values.length / 2);
  return [values.slice(0, middle), values.slice(middle)];
}
