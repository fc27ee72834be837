import { z } from "zod";
import { unwrap } from "../../language/schema-fields";
import { UNIT_PATTERNS } from "../../language/units";

type JsonSchema = z.core.JSONSchema.BaseSchema;

/** Metadata of a field that `z.toJSONSchema` copies as it is, and that JSON Schema does not know. */
const OWN_KEYS = ["allowed", "example", "secret", "stage", "fallback", "addedSuffix", "unit", "length", "vocabulary", "names"] as const;

/**
 * The JSON schema of an environment as data, for editors and tools that do not read TypeScript. It rejects nothing that Terrace accepts.
 * It cannot express the range of a duration or size, nor rules across fields: `resolve` checks them.
 *
 * @see https://json-schema.org/draft/2020-12
 */
export function jsonSchema(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, {
    target: "draft-2020-12",
    io: "input",
    // The checks of units and free texts are functions; their metadata has a pattern or a length.
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema: target }) => express(zodSchema, target),
  });
}

/** Replaces a field's own metadata by JSON Schema keywords. */
function express(schema: z.core.$ZodType, target: JsonSchema & Record<string, unknown>): void {
  const { type, meta } = unwrap(schema);
  for (const key of OWN_KEYS) delete target[key];
  // Zod's own formats, such as cidrv4, come with a pattern. A validator does not know their names.
  if (target.pattern !== undefined) delete target.format;
  if (meta.unit) Object.assign(target, { type: "string", pattern: UNIT_PATTERNS[meta.unit].source });
  if (meta.length) Object.assign(target, { minLength: meta.length.min, maxLength: meta.length.max });
  if (meta.vocabulary) target.enum = [...meta.vocabulary.values];
  // An enumeration lists its values.
  const allowed = meta.allowed === undefined || type instanceof z.ZodEnum ? [] : [`Allowed: ${meta.allowed}.`];
  const words = [...(meta.description === undefined ? [] : [meta.description]), ...allowed];
  if (words.length > 0) target.description = words.join(" ");
  if (meta.example !== undefined) target.examples = [meta.example];
}
