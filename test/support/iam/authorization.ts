import { like } from "./conditions";
import type { Statement } from "./evaluate";

/** What AWS says of its actions: which there are, what they are on, and by what they can be told apart. The part that is read here. */
export type Definitions = Readonly<Record<string, Service>>;

export interface Service {
  readonly privileges: Readonly<Record<string, Privilege>>;
  readonly resources: Readonly<Record<string, { readonly arn: string; readonly condition_keys: readonly string[] }>>;
}

interface Privilege {
  /** By type of resource; `""` stands for no type, and has the keys of every request. */
  readonly resource_types: Readonly<Record<string, { readonly required: boolean; readonly condition_keys: readonly string[] }>>;
}

/** What is so though the data does not say it: actions that are newer, and those that AWS wants to be allowed on everything. */
export interface Exceptions {
  readonly newer: readonly string[];
  readonly onAll: readonly string[];
}

/** Tags are put on a thing of one type, whatever other types can be tagged. */
const OF_ONE_TYPE = /:(Tag|Untag|AddTags|RemoveTags)/;

/**
 * What in a policy AWS would not take as it is meant: an action that there is not; one on a name that it does not look at; one that is not
 * allowed on all that it touches; a condition on what no request says.
 */
export function wrongIn(statements: readonly Statement[], definitions: Definitions, { newer, onAll }: Exceptions): string[] {
  return statements.flatMap((statement) =>
    [statement.Action].flat().flatMap((action) => {
      if (newer.includes(action)) return [];
      const found = privilegesOf(action, definitions);
      if (found.length === 0) return [`${action}: there is no such action`];
      const [privilege] = found;
      if (action.includes("*") || !privilege) return [];
      return [
        ...wrongResources(action, privilege, statement, statements, definitions, onAll),
        ...wrongConditions(action, privilege, statement, definitions),
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

function wrongResources(
  action: string,
  privilege: Privilege,
  statement: Statement,
  all: readonly Statement[],
  definitions: Definitions,
  onAll: readonly string[],
): string[] {
  // What several statements allow, they allow together; a denial is for itself.
  const together = statement.Effect === "Deny" ? [statement] : all.filter((each) => each.Effect === "Allow" && names(each, action));
  const resources = together.flatMap(({ Resource }) => Resource);
  if (resources.includes("*")) return [];
  const types = Object.entries(privilege.resource_types).filter(([type]) => type !== "");
  if (types.length === 0) return [`${action}: it knows no resource, so it takes "*"`];
  if (onAll.includes(action)) return [`${action}: AWS refuses it on anything narrower than "*"`];
  const fits = (type: string) => arnsOf(type, action, definitions).some((arn) => resources.some((resource) => canBe(resource, arn)));
  const required = types.filter(([, { required: isRequired }]) => isRequired).map(([type]) => type);
  const oneIsEnough = required.length === 0 || statement.Effect === "Deny" || OF_ONE_TYPE.test(action);
  if (oneIsEnough) return types.some(([type]) => fits(type)) ? [] : [`${action}: it is on nothing that ${resources.join(", ")} can be`];
  return required.filter((type) => !fits(type)).map((type) => `${action}: it needs a ${type}, which ${resources.join(", ")} cannot be`);
}

function names({ Action }: Statement, action: string): boolean {
  return [Action].flat().some((pattern) => like(action.toLowerCase(), pattern.toLowerCase()));
}

function arnsOf(type: string, action: string, definitions: Definitions): readonly string[] {
  const { resources = {} } = definitions[action.split(":")[0] ?? ""] ?? {};
  return Object.entries(resources).flatMap(([name, { arn }]) => (name.toLowerCase() === type.toLowerCase() ? [arn] : []));
}

function wrongConditions(
  action: string,
  { resource_types: types }: Privilege,
  { Condition }: Statement,
  definitions: Definitions,
): string[] {
  const { resources = {} } = definitions[action.split(":")[0] ?? ""] ?? {};
  const known = Object.entries(types).flatMap(([type, { condition_keys: keys }]) => [...keys, ...(resources[type]?.condition_keys ?? [])]);
  const isKnown = (key: string) => known.some((each) => like(key.toLowerCase(), pattern(each).toLowerCase()));
  const keys = Object.values(Condition ?? {}).flatMap((each) => Object.keys(each));
  return keys.filter((key) => !isGlobal(key) && !isKnown(key)).map((key) => `${action}: it says nothing of ${key}`);
}

/** Keys that every request has, or may have. Those of tags are a matter of the service. */
function isGlobal(key: string): boolean {
  return key.startsWith("aws:") && !/^aws:(ResourceTag|RequestTag|TagKeys)/.test(key);
}

/** What AWS's data has places for, `${Region}`, can be anything; so can what Terraform fills in. */
function pattern(text: string): string {
  return text.replaceAll(/\$\{[^}]*\}/g, "*");
}

/** Whether a resource of a policy can be one of a type. What Terraform knows first can be of any. */
function canBe(resource: string, type: string): boolean {
  if (resource.startsWith("${")) return true;
  const [ours, theirs] = [pattern(resource).split(":"), pattern(type).split(":")];
  const last = 5;
  const segments = ours.slice(0, last).every((segment, at) => overlap(segment, theirs[at] ?? ""));
  return segments && overlap(ours.slice(last).join(":"), theirs.slice(last).join(":"));
}

/** Whether there is any text that both patterns match. */
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
