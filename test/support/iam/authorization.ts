import { like } from "./conditions";
import type { Statement } from "./evaluate";

/** AWS's Service Authorization Reference: actions, their resource types and their condition keys. Only the parts that the tests read. */
export type Definitions = Readonly<Record<string, Service>>;

export interface Service {
  readonly privileges: Readonly<Record<string, Privilege>>;
  readonly resources: Readonly<Record<string, { readonly arn: string; readonly condition_keys: readonly string[] }>>;
}

interface Privilege {
  /** By resource type. The entry `""` has the condition keys of the request itself. */
  readonly resource_types: Readonly<Record<string, { readonly required: boolean; readonly condition_keys: readonly string[] }>>;
}

/** Facts that the data does not contain: newer actions, and actions that AWS authorizes only on all resources. */
export interface Exceptions {
  readonly newer: readonly string[];
  readonly onAll: readonly string[];
}

/** Tagging actions list every taggable resource type, but a request tags a resource of one type. */
const TAGGING_ACTION = /:(Tag|Untag|AddTags|RemoveTags)/;

/**
 * Errors in a policy that AWS accepts but does not apply as intended: an unknown action, a resource name that AWS ignores for the action, a
 * missing required resource type, or a condition key that no request contains.
 */
export function policyErrors(statements: readonly Statement[], definitions: Definitions, { newer, onAll }: Exceptions): string[] {
  return statements.flatMap((statement) =>
    [statement.Action].flat().flatMap((action) => {
      if (newer.includes(action)) return [];
      const found = privilegesOf(action, definitions);
      if (found.length === 0) return [`${action}: unknown action`];
      const [privilege] = found;
      if (action.includes("*") || !privilege) return [];
      return [
        ...resourceErrors(action, privilege, statement, statements, definitions, onAll),
        ...conditionErrors(action, privilege, statement, definitions),
      ];
    }),
  );
}

function privilegesOf(action: string, definitions: Definitions): readonly Privilege[] {
  const [service = "", name = ""] = action.split(":");
  const { privileges = {} } = definitions[service] ?? {};
  return Object.entries(privileges).flatMap(([each, privilege]) => {
    const isIt = name.includes("*") ? like(each.toLowerCase(), name.toLowerCase()) : each === name;
    return isIt ? [privilege] : [];
  });
}

function resourceErrors(
  action: string,
  privilege: Privilege,
  statement: Statement,
  all: readonly Statement[],
  definitions: Definitions,
  onAll: readonly string[],
): string[] {
  // Allowing statements add up. A denying statement applies alone.
  const together = statement.Effect === "Deny" ? [statement] : all.filter((each) => each.Effect === "Allow" && names(each, action));
  const resources = together.flatMap(({ Resource }) => Resource);
  if (resources.includes("*")) return [];
  const types = Object.entries(privilege.resource_types).filter(([type]) => type !== "");
  if (types.length === 0) return [`${action}: the action has no resource types, so its resource must be "*"`];
  if (onAll.includes(action)) return [`${action}: AWS authorizes this action only on "*"`];
  const fits = (type: string) => arnsOf(type, action, definitions).some((arn) => resources.some((resource) => canBe(resource, arn)));
  const required = types.filter(([, { required: isRequired }]) => isRequired).map(([type]) => type);
  const oneIsEnough = required.length === 0 || statement.Effect === "Deny" || TAGGING_ACTION.test(action);
  if (oneIsEnough)
    return types.some(([type]) => fits(type))
      ? []
      : [`${action}: none of its resource types is among the resources: ${resources.join(", ")}`];
  return required.filter((type) => !fits(type)).map((type) => `${action}: no ${type} among the resources: ${resources.join(", ")}`);
}

function names({ Action }: Statement, action: string): boolean {
  return [Action].flat().some((pattern) => like(action.toLowerCase(), pattern.toLowerCase()));
}

function arnsOf(type: string, action: string, definitions: Definitions): readonly string[] {
  const { resources = {} } = definitions[action.split(":")[0] ?? ""] ?? {};
  return Object.entries(resources).flatMap(([name, { arn }]) => (name.toLowerCase() === type.toLowerCase() ? [arn] : []));
}

function conditionErrors(
  action: string,
  { resource_types: types }: Privilege,
  { Condition }: Statement,
  definitions: Definitions,
): string[] {
  const { resources = {} } = definitions[action.split(":")[0] ?? ""] ?? {};
  const known = Object.entries(types).flatMap(([type, { condition_keys: keys }]) => [...keys, ...(resources[type]?.condition_keys ?? [])]);
  const isKnown = (key: string) => known.some((each) => like(key.toLowerCase(), pattern(each).toLowerCase()));
  const keys = Object.values(Condition ?? {}).flatMap((each) => Object.keys(each));
  return keys
    .filter((key) => !isGlobal(key) && !isKnown(key))
    .map((key) => `${action}: the action does not support the condition key ${key}`);
}

/** Global condition keys. Support for the tag keys depends on the service. */
function isGlobal(key: string): boolean {
  return key.startsWith("aws:") && !/^aws:(ResourceTag|RequestTag|TagKeys)/.test(key);
}

/** Replaces placeholders of AWS's data, such as `${Region}`, and Terraform references by a wildcard. */
function pattern(text: string): string {
  return text.replaceAll(/\$\{[^}]*\}/g, "*");
}

/** Whether a resource of a policy can be of a resource type. A Terraform reference can be of any type. */
function canBe(resource: string, type: string): boolean {
  if (resource.startsWith("${")) return true;
  const [ours, theirs] = [pattern(resource).split(":"), pattern(type).split(":")];
  const last = 5;
  const segments = ours.slice(0, last).every((segment, at) => overlap(segment, theirs[at] ?? ""));
  return segments && overlap(ours.slice(last).join(":"), theirs.slice(last).join(":"));
}

/** Whether a string exists that both patterns match. */
export function overlap(one: string, other: string): boolean {
  const seen = new Set<number>();
  const from = (i: number, j: number): boolean => {
    const key = i * (other.length + 1) + j;
    if (seen.has(key)) return false;
    seen.add(key);
    const [a, b] = [one[i], other[j]];
    if (a === undefined && b === undefined) return true;
    if (a === "*" && (from(i + 1, j) || (b !== undefined && from(i, j + 1)))) return true;
    if (b === "*" && (from(i, j + 1) || (a !== undefined && from(i + 1, j)))) return true;
    if (a === undefined || b === undefined || a === "*" || b === "*") return false;
    return (a === b || a === "?" || b === "?") && from(i + 1, j + 1);
  };
  return from(0, 0);
}
