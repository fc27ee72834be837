import type { Body } from "./blocks";
import type { Place } from "./finding";
import type { BlockSchema } from "./schema";
import { isExpression } from "./expressions";
import { isObject } from "./values";

/** Terraform's meta-arguments by kind of block. */
const META = {
  resource: ["count", "for_each", "depends_on", "provider", "lifecycle", "provisioner", "connection"],
  data: ["count", "for_each", "depends_on", "provider", "lifecycle"],
  ephemeral: ["count", "for_each", "depends_on", "provider", "lifecycle"],
} as const;

/**
 * Arguments of `lifecycle`: conditions exist for every kind, the other arguments only for resources.
 *
 * @see https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle
 */
const LIFECYCLE = {
  resource: ["create_before_destroy", "prevent_destroy", "ignore_changes", "replace_triggered_by", "precondition", "postcondition"],
  data: ["precondition", "postcondition"],
  ephemeral: ["precondition", "postcondition"],
} as const;

export type MetaKind = keyof typeof META;

/** Declarations of the stack: addresses, and providers with their aliases. */
export interface Declared {
  readonly addresses: ReadonlySet<string>;
  readonly providers: ReadonlySet<string>;
}

/** Checks the meta-arguments of a block. Returns the other arguments. */
export function checkMeta(kind: MetaKind, body: Body, schema: BlockSchema, declared: Declared, place: Place): Body {
  const own: readonly string[] = META[kind];
  checkProvider(body.provider, declared, place.below("provider"));
  checkDependencies(body.depends_on, declared, place.below("depends_on"));
  if (body.lifecycle !== undefined) checkLifecycle(kind, body.lifecycle, schema, place.below("lifecycle"));
  for (const name of ["provisioner", "connection"])
    if (body[name] !== undefined && typeof body[name] !== "object") place.below(name).report(body[name], "a block");
  return Object.fromEntries(Object.entries(body).filter(([name]) => !own.includes(name)));
}

function checkProvider(value: unknown, { providers }: Declared, place: Place): void {
  if (value === undefined || value === null) return;
  const name = typeof value === "string" && isExpression(value) ? value.slice(2, -1) : value;
  if (typeof name !== "string" || !providers.has(name)) place.report(value, `a provider of the stack: ${[...providers].join(", ")}`);
}

function checkDependencies(value: unknown, { addresses }: Declared, place: Place): void {
  if (value === undefined || value === null) return;
  if (!Array.isArray(value)) return place.report(value, "a list of addresses");
  value.forEach((each: unknown, index) => {
    const text = typeof each === "string" && isExpression(each) ? each.slice(2, -1) : each;
    if (typeof text !== "string" || !(addresses.has(text) || text.startsWith("module.")))
      place.at(index).report(each, "an address in the stack");
  });
}

function checkLifecycle(kind: MetaKind, value: unknown, schema: BlockSchema, place: Place): void {
  const allowed: readonly string[] = LIFECYCLE[kind];
  for (const block of [value].flat()) {
    if (!isObject(block)) return place.report(block, "a block");
    for (const [name, each] of Object.entries(block)) {
      if (name === "//") continue;
      if (!allowed.includes(name)) place.below(name).report(each, `nothing: valid are ${allowed.join(", ")}`);
      else checkLifecycleArgument(name, each, schema, place.below(name));
    }
  }
}

function checkLifecycleArgument(name: string, value: unknown, schema: BlockSchema, place: Place): void {
  switch (name) {
    // Terraform reads these arguments before it evaluates expressions.
    case "create_before_destroy":
    case "prevent_destroy":
      if (!["true", "false"].includes(String(value))) place.report(value, "true or false, not an expression");
      return;
    case "ignore_changes":
      return checkIgnored(value, schema, place);
    case "precondition":
    case "postcondition":
      return [value].flat().forEach((each) => checkCondition(each, place));
    default:
      if (!Array.isArray(value)) place.report(value, "a list of references");
  }
}

/** Checks `ignore_changes`: the string `all`, or a list of arguments or of paths below arguments. */
function checkIgnored(value: unknown, { attributes = {}, block_types = {} }: BlockSchema, place: Place): void {
  if (value === "all") return;
  if (!Array.isArray(value)) return place.report(value, '"all", or a list of arguments');
  value.forEach((each: unknown, index) => {
    const [root = ""] = String(each).split(/[.[]/);
    const argument = attributes[root];
    const isSet = argument ? argument.optional === true || argument.required === true : root in block_types;
    if (!isSet) place.at(index).report(each, "an argument that can be set");
  });
}

function checkCondition(value: unknown, place: Place): void {
  if (!isObject(value)) return place.report(value, "a block");
  for (const name of ["condition", "error_message"])
    if (value[name] === undefined || value[name] === null) place.below(name).report(undefined, "a value (required)");
  for (const name of Object.keys(value))
    if (!["condition", "error_message", "//"].includes(name)) place.below(name).report(value[name], "condition, error_message");
}
