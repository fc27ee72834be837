import type { PlannedOutputs } from "./planned-outputs";

/**
 * A stack as it will read the ones before it once these are applied. Planned as it is, it would be compared with what they were: a subnet
 * that is about to be replaced would show here as no change at all, and the review would see nothing of what follows from it.
 */

type Json = Readonly<Record<string, unknown>>;

const READ = /data\.terraform_remote_state\.([A-Za-z0-9_-]+)\.outputs\.([A-Za-z0-9_-]+)/g;
const INPUT = "cross-stack-reference-input-";
const SOURCE = "terraform_remote_state";

/** What stands for a value that nobody knows yet. It is planned, never applied. */
const PLACEHOLDER = { type: "terraform_data", name: "TerraceNotKnownYet" } as const;
export const PLACEHOLDER_ADDRESS = `${PLACEHOLDER.type}.${PLACEHOLDER.name}`;

/** The result of a function of Terraform is unknown, even its type, where its argument is: so it fits wherever a value is wanted. */
const UNKNOWN = `jsondecode(${PLACEHOLDER_ADDRESS}.output)`;

/** What a stack reads of others: the names of outputs by the stack that they are of. */
export function readsOf(document: object): ReadonlyMap<string, ReadonlySet<string>> {
  const reads = new Map<string, Set<string>>();
  for (const [, input = "", output = ""] of JSON.stringify(document).matchAll(READ)) {
    const stack = stackOf(input);
    reads.set(stack, (reads.get(stack) ?? new Set()).add(output));
  }
  return reads;
}

function stackOf(input: string): string {
  return input.startsWith(INPUT) ? input.slice(INPUT.length) : input;
}

/** Which of the outputs that it reads will change, by the stack that they are of; stacks of which none will are left out. */
export function changingReads(document: object, planned: ReadonlyMap<string, PlannedOutputs>): ReadonlyMap<string, readonly string[]> {
  const changing = [...readsOf(document)].map(([stack, outputs]): [string, readonly string[]] => [
    stack,
    [...outputs].filter((output) => planned.get(stack)?.has(output)),
  ]);
  return new Map(changing.filter(([, outputs]) => outputs.length > 0));
}

/** The same stack, with what will change of the ones before it in place of what they are now. */
export function asAfter(document: Json, planned: ReadonlyMap<string, PlannedOutputs>): Json {
  const locals: Record<string, unknown> = {};
  const names = new Map<string, string>();
  let isUnknown = false;
  const expression = (whole: string, input: string, output: string): string => {
    const found = planned.get(stackOf(input))?.get(output);
    if (!found) return whole;
    if (!found.known) {
      isUnknown = true;
      return UNKNOWN;
    }
    const name = names.get(whole) ?? `terrace_known_${names.size}`;
    names.set(whole, name);
    locals[name] = literal(found.value);
    return `local.${name}`;
  };
  const after = mapStrings(document, (text) => text.replace(READ, expression)) as Json;
  const withLocals = names.size > 0 ? { ...after, locals: { ...(after.locals as Json | undefined), ...locals } } : after;
  return withoutUnread(isUnknown ? withPlaceholder(withLocals) : withLocals);
}

/** Strings of Terraform's JSON, names of properties too, are templates: what stands in a value as it is must not be taken for one. */
function literal(value: unknown): unknown {
  return mapStrings(value, (text) => text.replace(/[$%](?=\{)/g, (sign) => sign + sign));
}

function mapStrings(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((one) => mapStrings(one, change));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [change(key), mapStrings(one, change)]));
}

function withPlaceholder(document: Json): Json {
  const resource = (document.resource ?? {}) as Readonly<Record<string, Json | undefined>>;
  const placeholder = { ...resource[PLACEHOLDER.type], [PLACEHOLDER.name]: { input: "" } };
  return { ...document, resource: { ...resource, [PLACEHOLDER.type]: placeholder } };
}

/** A state that nothing is read of any more may not be there yet: Terraform would fail on it. */
function withoutUnread(document: Json): Json {
  const { [SOURCE]: sources, ...others } = (document.data ?? {}) as Readonly<Record<string, Json | undefined>>;
  if (!sources) return document;
  const read = readsOf(document);
  const kept = Object.entries(sources).filter(([input]) => read.has(stackOf(input)));
  const data = kept.length > 0 ? { ...others, [SOURCE]: Object.fromEntries(kept) } : others;
  const { data: _before, ...rest } = document;
  return Object.keys(data).length > 0 ? { ...rest, data } : rest;
}
