import { z } from "zod";
import type { Path } from "../../../language/paths";
import { environmentSchema } from "../../../config/schema";

/** A step from the top of the schema to a field: a field's name, the key or the value of a map, or an entry of a list. */
export type Step = string | typeof KEY | typeof VALUE | typeof ENTRY;

/** A key of a map. Only the last step of a field can be one. */
export const KEY = Symbol("key");
/** The value of any key of a map. */
export const VALUE = Symbol("value");
/** Any entry of a list. */
export const ENTRY = Symbol("entry");

/** A string or number that a team can write in an environment file. */
export interface SchemaLeaf {
  readonly steps: readonly Step[];
  /** For example `services.<value>.command[]`, or `tags.<key>` for a key of a map. */
  readonly name: string;
  readonly schemas: readonly z.core.$ZodType[];
}

/** Every string field of the environment schema, once each: values, entries of lists, variants of unions, keys of maps. */
export function stringFields(): readonly SchemaLeaf[] {
  return leaves(isText);
}

/** Every number field of the environment schema. */
export function numberFields(): readonly SchemaLeaf[] {
  return leaves((type) => type instanceof z.ZodNumber);
}

/** Includes enumerations, and `custom` schemas, which are quantities with a unit. */
function isText(type: z.core.$ZodType): boolean {
  return type instanceof z.ZodString || type instanceof z.ZodStringFormat || type instanceof z.ZodCustom || type instanceof z.ZodEnum;
}

function leaves(isWanted: (type: z.core.$ZodType) => boolean): readonly SchemaLeaf[] {
  const found = new Map<string, SchemaLeaf>();
  visit(environmentSchema, [], (type, steps) => {
    const name = nameOf(steps);
    if (isWanted(type)) found.set(name, { steps, name, schemas: [...(found.get(name)?.schemas ?? []), type] });
  });
  return [...found.values()];
}

/** @throws Error for an unsupported schema type, so that no field is skipped silently. */
function visit(type: z.core.$ZodType, steps: readonly Step[], leaf: (type: z.core.$ZodType, steps: readonly Step[]) => void): void {
  const deeper = (inner: z.core.$ZodType, ...more: readonly Step[]) => visit(inner, [...steps, ...more], leaf);
  if (type instanceof z.ZodOptional || type instanceof z.ZodDefault || type instanceof z.ZodPrefault) deeper(type.def.innerType);
  else if (type instanceof z.ZodObject) for (const [key, field] of Object.entries<z.core.$ZodType>(type.shape)) deeper(field, key);
  else if (type instanceof z.ZodRecord) {
    deeper(type.keyType, KEY);
    deeper(type.valueType, VALUE);
  } else if (type instanceof z.ZodArray) deeper(type.element, ENTRY);
  else if (type instanceof z.ZodUnion) for (const option of type.options) deeper(option);
  else if (isText(type) || [z.ZodNumber, z.ZodBoolean, z.ZodLiteral].some((kind) => type instanceof kind)) leaf(type, steps);
  else throw new Error(`${nameOf(steps)}: the schema type ${type._zod.def.type} is not supported: add it to test/support/texts/fields.ts`);
}

function nameOf(steps: readonly Step[]): string {
  return steps
    .map((step) => (step === KEY ? ".<key>" : step === VALUE ? ".<value>" : step === ENTRY ? "[]" : `.${step}`))
    .join("")
    .slice(1);
}

/**
 * The first path in the data at which a field is set, or undefined. In a list, the last entry counts. A field of a union is set where it has
 * the variant without fields.
 */
export function placeOf({ steps }: SchemaLeaf, data: unknown): Path | undefined {
  return firstPlace(steps, data, []);
}

function firstPlace([step, ...rest]: readonly Step[], value: unknown, path: Path): Path | undefined {
  if (step === undefined) return typeof value === "object" ? undefined : path;
  if (typeof value !== "object" || value === null) return undefined;
  if ((step === ENTRY) !== Array.isArray(value)) return undefined;
  const keys = typeof step === "string" ? [step] : step === ENTRY ? Object.keys(value).reverse() : Object.keys(value);
  for (const key of keys) {
    if (!Object.hasOwn(value, key)) continue;
    if (step === KEY) return [...path, key];
    const place = firstPlace(rest, (value as Record<string, unknown>)[key], [...path, step === ENTRY ? Number(key) : key]);
    if (place) return place;
  }
  return undefined;
}
