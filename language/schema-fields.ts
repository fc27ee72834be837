import { z } from "zod";
import type { Path } from "./paths";

/** Lookup of fields in the schema, for errors and for the field reference. */

/** A field of the schema without its wrappers, with the metadata of all wrappers. */
export interface SchemaField {
  /** The schema inside `optional`, `default` and `prefault`. */
  readonly type: z.core.$ZodType;
  readonly meta: z.core.GlobalMeta;
  /** Whether the field can be omitted. */
  readonly optional: boolean;
  /** The default in the schema; undefined if there is none or if a stage defines it. */
  readonly fallback: unknown;
}

/** Removes the wrappers of a field. */
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

/** The field at a path such as `["services", "api", "cpu"]`; undefined if the schema has no such field. */
export function fieldAt(root: z.core.$ZodType, path: Path): SchemaField | undefined {
  let field = unwrap(root);
  for (const key of path) {
    const next = child(field.type, key);
    if (!next) return undefined;
    field = unwrap(next);
  }
  return field;
}

/** Names of the fields of an object, or of all variants of a union. */
export function fieldNames(type: z.core.$ZodType): readonly string[] {
  return [...new Set(shapes(type).flatMap((shape) => Object.keys(shape)))];
}

/** Fields of an object by name. */
export type Shape = Readonly<Record<string, z.core.$ZodType>>;

/** The shape of an object, or the shapes of a union's variants. */
export function shapes(type: z.core.$ZodType): readonly Shape[] {
  if (type instanceof z.ZodObject) return [type.shape];
  if (type instanceof z.ZodUnion) return type.options.flatMap((option) => shapes(unwrap(option).type));
  return [];
}

/** A list, or the list among a union's variants. */
export function listIn(type: z.core.$ZodType): z.ZodArray | undefined {
  if (type instanceof z.ZodArray) return type;
  if (!(type instanceof z.ZodUnion)) return undefined;
  return type.options.map((option) => unwrap(option).type).find((option) => option instanceof z.ZodArray);
}

function child(type: z.core.$ZodType, key: string | number): z.core.$ZodType | undefined {
  if (type instanceof z.ZodRecord) return type.valueType;
  const list = listIn(type);
  if (list && typeof key === "number") return list.element;
  const shape = shapes(type).find((candidate) => Object.hasOwn(candidate, key));
  return shape?.[key];
}
