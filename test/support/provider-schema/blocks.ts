import { didYouMean } from "../../../language/nearest";
import type { Place } from "./finding";
import type { AttributeSchema, Attributes, BlockSchema, NestedBlockSchema } from "./schema";
import { checkValue, typeName, isObject } from "./values";

/** The body of a block. */
export type Body = Readonly<Record<string, unknown>>;

/** Checks the arguments of a block and everything below it. Keys named `//` are comments. */
export function checkBody(body: Body, schema: BlockSchema, place: Place): void {
  const { attributes = {}, block_types = {} } = schema;
  const dynamics = "dynamic" in attributes ? {} : dynamicBlocks(body.dynamic, place);
  for (const [name, value] of Object.entries(body)) {
    const [attribute, block] = [attributes[name], block_types[name]];
    if (value === undefined || name === "//" || (name === "dynamic" && !attribute)) continue;
    if (attribute) checkAttribute(value, attribute, place.below(name));
    else if (!block) reportUnknown(name, value, schema, place);
  }
  reportMissing(body, attributes, place);
  for (const [name, block] of Object.entries(block_types)) checkBlocks(body[name], block, dynamics[name] ?? [], place.below(name));
  for (const name of Object.keys(dynamics)) if (!block_types[name]) place.below(`dynamic.${name}`).report(name, known(name, block_types));
}

function reportUnknown(name: string, value: unknown, { attributes = {}, block_types = {} }: BlockSchema, place: Place): void {
  place.below(name).report(value, `nothing: unknown argument. ${known(name, { ...attributes, ...block_types })}`);
}

function known(name: string, all: Readonly<Record<string, unknown>>): string {
  const names = Object.keys(all);
  return didYouMean(name, names, `Valid: ${names.sort().join(", ")}`);
}

function reportMissing(body: Body, attributes: Attributes, place: Place): void {
  for (const [name, attribute] of Object.entries(attributes)) {
    if (attribute.required && (body[name] === undefined || body[name] === null))
      place.below(name).report(body[name], `${describe(attribute)} (required)`);
  }
}

function describe({ type, nested_type }: AttributeSchema): string {
  if (type !== undefined) return typeName(type);
  return nested_type ? `${nested_type.nesting_mode === "single" ? "an object" : `a ${nested_type.nesting_mode} of objects`}` : "a value";
}

function checkAttribute(value: unknown, attribute: AttributeSchema, place: Place): void {
  if (value === null) return;
  const { required, optional, computed, type } = attribute;
  if (computed && !optional && !required) return place.report(value, "nothing: the provider computes it");
  if (type !== undefined) return checkValue(value, type, place);
  checkNested(value, attribute, place);
}

/** Checks nested attributes. They look like blocks, but follow the rules of attributes. */
function checkNested(value: unknown, attribute: AttributeSchema, place: Place): void {
  const nested = attribute.nested_type;
  if (!nested || (typeof value === "string" && value.startsWith("${"))) return;
  const { nesting_mode, attributes } = nested;
  const each = (one: unknown, at: Place) => (isObject(one) ? checkBody(one, { attributes }, at) : at.report(one, "an object"));
  if (nesting_mode === "single") return each(value, place);
  if (nesting_mode === "map" && isObject(value)) return Object.entries(value).forEach(([key, one]) => each(one, place.at(key)));
  if (nesting_mode !== "map" && Array.isArray(value)) return value.forEach((one, index) => each(one, place.at(index)));
  place.report(value, describe(attribute));
}

/** Checks the blocks of a type: an object, or a list of objects. The number of `dynamic` blocks is unknown before a plan, so it is not checked. */
function checkBlocks(value: unknown, schema: NestedBlockSchema, dynamic: readonly unknown[], place: Place): void {
  const blocks = value === undefined || value === null ? [] : Array.isArray(value) ? (value as unknown[]) : [value];
  if (schema.nesting_mode === "map") return checkLabeled(blocks, schema, place);
  blocks.forEach((block, index) => checkBlock(block, schema, Array.isArray(value) ? place.at(index) : place));
  dynamic.forEach((content) => content !== undefined && checkBlock(content, schema, place.below("content")));
  if (dynamic.length > 0) return;
  const least = schema.min_items ?? 0;
  const most = isOne(schema) ? 1 : (schema.max_items ?? 0);
  if (blocks.length < least) place.report(value, `at least ${least} ${least === 1 ? "block" : "blocks"} (required)`);
  if (most > 0 && blocks.length > most) place.report(`${blocks.length} blocks`, `at most ${most} ${most === 1 ? "block" : "blocks"}`);
}

function isOne({ nesting_mode }: NestedBlockSchema): boolean {
  return nesting_mode === "single" || nesting_mode === "group";
}

/** Checks labeled blocks: each key of the object is the label of a block. */
function checkLabeled(blocks: readonly unknown[], schema: NestedBlockSchema, place: Place): void {
  for (const block of blocks) {
    if (isObject(block)) for (const [label, content] of Object.entries(block)) checkBlock(content, schema, place.at(label));
    else place.report(block, "an object with blocks by label");
  }
}

function checkBlock(block: unknown, schema: NestedBlockSchema, place: Place): void {
  if (isObject(block)) checkBody(block, schema.block, place);
  else place.report(block, "a block: an object, or a list of objects");
}

/** The contents of `dynamic` blocks, by the type of the generated block. */
function dynamicBlocks(value: unknown, place: Place): Readonly<Record<string, readonly unknown[]>> {
  const contents: Record<string, unknown[]> = {};
  for (const group of value === undefined ? [] : [value].flat()) {
    for (const [name, dynamic] of Object.entries(isObject(group) ? group : {})) {
      for (const one of [dynamic].flat()) (contents[name] ??= []).push(contentOf(one, place.below(`dynamic.${name}`)));
    }
  }
  return contents;
}

const IN_DYNAMIC = ["for_each", "iterator", "labels", "content"];

function contentOf(dynamic: unknown, place: Place): unknown {
  const block: Body = isObject(dynamic) ? dynamic : {};
  for (const name of Object.keys(block)) if (!IN_DYNAMIC.includes(name)) place.below(name).report(block[name], IN_DYNAMIC.join(", "));
  for (const name of ["for_each", "content"]) if (block[name] === undefined) place.below(name).report(undefined, "a value (required)");
  return block.content;
}
