import type { PlannedOutputs } from "./planned-outputs";

/**
 * Replaces the upstream outputs in a stack with their expected values. Otherwise the stack would be planned against the current outputs: if a
 * subnet is about to be replaced upstream, the review would miss the resulting changes here.
 */

type Json = Readonly<Record<string, unknown>>;

const READ = /data\.terraform_remote_state\.([A-Za-z0-9_-]+)\.outputs\.([A-Za-z0-9_-]+)/g;
const INPUT = "cross-stack-reference-input-";
const SOURCE = "terraform_remote_state";

/** Placeholder for an unknown upstream output. Used for planning only. */
const PLACEHOLDER = { type: "terraform_data", name: "TerraceUnknownOutput" } as const;
export const PLACEHOLDER_ADDRESS = `${PLACEHOLDER.type}.${PLACEHOLDER.name}`;

/** The result of this function, including its type, is unknown if its argument is unknown. So it is valid for any argument. */
const UNKNOWN = `jsondecode(${PLACEHOLDER_ADDRESS}.output)`;

/** The outputs that a stack reads, by upstream stack. */
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

/** The outputs that a stack reads and that will change, by upstream stack. */
export function changingReads(document: object, planned: ReadonlyMap<string, PlannedOutputs>): ReadonlyMap<string, readonly string[]> {
  const changing = [...readsOf(document)].map(([stack, outputs]): [string, readonly string[]] => [
    stack,
    [...outputs].filter((output) => planned.get(stack)?.has(output)),
  ]);
  return new Map(changing.filter(([, outputs]) => outputs.length > 0));
}

/** The stack with the expected values of changing upstream outputs instead of references. */
export function withExpectedOutputs(document: Json, planned: ReadonlyMap<string, PlannedOutputs>): Json {
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

/** Escapes template sequences: Terraform parses all strings of its JSON as templates, property names too. */
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

/** Removes unused remote states. They may not exist yet, and Terraform would fail on them. */
function withoutUnread(document: Json): Json {
  const { [SOURCE]: sources, ...others } = (document.data ?? {}) as Readonly<Record<string, Json | undefined>>;
  if (!sources) return document;
  const read = readsOf(document);
  const kept = Object.entries(sources).filter(([input]) => read.has(stackOf(input)));
  const data = kept.length > 0 ? { ...others, [SOURCE]: Object.fromEntries(kept) } : others;
  const { data: _before, ...rest } = document;
  return Object.keys(data).length > 0 ? { ...rest, data } : rest;
}
