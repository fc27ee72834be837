import { z } from "zod";
import type { Path } from "./paths";

/** Looks fields up in the schema, for errors that say what a field may be and for the field reference. */

/** A field of the schema without its wrappers, with the metadata of all of them. */
export interface SchemaField {
  /** The schema inside `optional`, `default` and `prefault`. */
  readonly type: z.core.$ZodType;
  readonly meta: z.core.GlobalMeta;
  /** Whether it may be left out. */
  readonly optional: boolean;
  /** What it is when left out and the schema says so; undefined for defaults of a stage. */
  readonly fallback: unknown;
}

/** Takes a field out of its wrappers. */
export function unwrap(schema: z.core.$ZodType): SchemaField {
  let type = schema;
  let meta: z.core.GlobalMeta = {};
  let optional = false;
  let fallback: unknown;
  for (;;) {
    meta = { ...z.globalRegistry.get(type), ...meta };
    if (type instanceof z.ZodOptional) optional = true;
    else if (type instanceof z.ZodDefault || type instanceof z.ZodPrefault) {
      optional = true;
      fallback = type.def.defaultValue;
    } else return { type, meta, optional, fallback };
    type = type.def.innerType;
  }
}

/** The field at a path, as `["services", "api", "cpu"]`; undefined if the schema has none there. */
export function fieldAt(root: z.core.$ZodType, path: Path): SchemaField | undefined {
  let field = unwrap(root);
  for (const key of path) {
    const next = child(field.type, key);
    if (!next) return undefined;
    field = unwrap(next);
  }
  return field;
}

/** Names of an object's fields; of all variants if it is a union. */
export function fieldNames(type: z.core.$ZodType): readonly string[] {
  return [...new Set(shapes(type).flatMap((shape) => Object.keys(shape)))];
}

/** The fields of an object by name. */
export type Shape = Readonly<Record<string, z.core.$ZodType>>;

/** Shapes of an object, or of the variants of a union of objects. */
export function shapes(type: z.core.$ZodType): readonly Shape[] {
  if (type instanceof z.ZodObject) return [type.shape];
  if (type instanceof z.ZodUnion) return type.options.flatMap((option) => shapes(unwrap(option).type));
  return [];
}

function child(type: z.core.$ZodType, key: string | number): z.core.$ZodType | undefined {
  if (type instanceof z.ZodRecord) return type.valueType;
  if (type instanceof z.ZodArray) return type.element;
  const shape = shapes(type).find((candidate) => Object.hasOwn(candidate, key));
  return shape?.[key];
}
