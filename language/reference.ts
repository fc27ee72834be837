import { z } from "zod";
import { type SchemaField, type Shape, shapes, unwrap } from "./schema-fields";
import { allowedWords, choices } from "./schema-errors";

/** A field of an environment as the reference shows it. */
export interface ReferenceField {
  /** For example `services.<name>.scale.min`. */
  readonly path: string;
  readonly meaning: string;
  readonly allowed: string;
  readonly fallback: string;
}

/** Defaults by stage. */
type Stages = Readonly<Record<string, object>>;

interface Section {
  readonly path: string;
  readonly meaning: string;
  readonly fields: readonly ReferenceField[];
}

/**
 * The reference of all fields of an environment, as Markdown: a table for each object, with what a field means, what it may be, and what
 * it is when left out. Made from the schema and the table of stages, so it says what the program does.
 */
export function fieldReference(schema: z.ZodType, stages: Stages): string {
  return sections(schema, "", schema.description ?? "", stages)
    .map(sectionTable)
    .join("\n");
}

/** All fields of the reference, for tests and for searching. */
export function referenceFields(schema: z.ZodType, stages: Stages): readonly ReferenceField[] {
  return sections(schema, "", "", stages).flatMap(({ fields }) => fields);
}

function sections(type: z.core.$ZodType, path: string, meaning: string, stages: Stages): readonly Section[] {
  const children = fieldsOf(type).map(([key, schema]) => ({
    path: path === "" ? key : `${path}.${key}`,
    field: unwrap(schema),
    schemas: [schema],
  }));
  const fields = children.map(({ path: at, field }) => describeField(at, field, type, stages));
  const deeper = children.flatMap(({ path: at, field }) => {
    const inner = field.type instanceof z.ZodRecord ? unwrap(field.type.valueType) : field;
    if (shapes(inner.type).length === 0) return [];
    const name = field.type instanceof z.ZodRecord ? `${at}.<${at === "regions" ? "region" : "name"}>` : at;
    return sections(inner.type, name, inner.meta.description ?? field.meta.description ?? "", stages);
  });
  return [{ path, meaning, fields }, ...deeper];
}

/** The fields of an object, or of all variants of a union, each once. */
function fieldsOf(type: z.core.$ZodType): readonly (readonly [string, z.core.$ZodType])[] {
  return [...new Map(shapes(type).flatMap((shape) => Object.entries(shape))).entries()];
}

function describeField(path: string, field: SchemaField, parent: z.core.$ZodType, stages: Stages): ReferenceField {
  const key = path.split(".").at(-1) ?? "";
  const variants = shapes(parent);
  const owners = variants.filter((shape) => Object.hasOwn(shape, key));
  const literals = owners.flatMap((shape) => (shape[key] ? choices(unwrap(shape[key]).type) : []));
  const isDiscriminator = variants.length > 1 && field.type instanceof z.ZodLiteral;
  const only = variants.length > owners.length ? ` Only with ${variantNames(owners)}.` : "";
  return {
    path,
    meaning: isDiscriminator ? "How requests are spread." : `${field.meta.description ?? ""}${only}`,
    allowed: isDiscriminator ? literals.map((literal) => JSON.stringify(literal)).join(", ") : allowed(field),
    fallback: fallback(field, stages),
  };
}

function variantNames(owners: readonly Shape[]): string {
  return owners
    .flatMap((shape) => Object.values(shape).flatMap((schema) => (schema instanceof z.ZodLiteral ? [...schema.values] : [])))
    .map((value) => `\`${String(value)}\``)
    .join(", ");
}

function allowed(field: SchemaField): string {
  if (shapes(field.type).length > 0) return [...choices(field.type), "see below"].join(", or ");
  if (field.type instanceof z.ZodRecord) {
    const inner = unwrap(field.type.valueType);
    const names = allowedWords(unwrap(field.type.keyType));
    if (shapes(inner.type).length > 0) return field.meta.allowed ?? `by name, see below: ${names}`;
    return field.meta.allowed ?? `texts by name: ${names === "a text" ? "any" : names}`;
  }
  return allowedWords(field);
}

function fallback(field: SchemaField, stages: Stages): string {
  if (field.meta.stage !== undefined) return stageDefaults(field.meta.stage, stages);
  if (field.fallback !== undefined) return isEmpty(field.fallback) ? "empty" : `\`${JSON.stringify(field.fallback)}\``;
  if (field.meta.fallback !== undefined) return field.meta.fallback;
  return field.optional ? "–" : "**required**";
}

function isEmpty(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

/** By stage: the value in each row of the table of stages. */
function stageDefaults(place: string, stages: Stages): string {
  return Object.entries(stages)
    .map(([stage, row]) => `${stage}: \`${JSON.stringify(lookUp(row, place))}\``)
    .join("<br>");
}

function lookUp(row: object, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>(
      (value, key) => (typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined),
      row,
    );
}

function sectionTable({ path, meaning, fields }: Section): string {
  const heading = path === "" ? "### The environment" : `### \`${path}\``;
  const rows = fields.map(
    (field) => `| \`${field.path.split(".").at(-1)}\` | ${[field.meaning, field.allowed, field.fallback].map(cell).join(" | ")} |`,
  );
  return [heading, "", meaning, "", "| Field | Meaning | Allowed | Left out |", "| --- | --- | --- | --- |", ...rows, ""].join("\n");
}

/** A text as it stands in a table: angle brackets would be HTML outside code, and are themselves inside it. */
function cell(text: string): string {
  return text
    .replaceAll("|", "\\|")
    .replaceAll(/`[^`]*`|<(?!br>)[^>]*>/g, (part) => (part.startsWith("`") ? part : `&lt;${part.slice(1, -1)}&gt;`))
    .replaceAll("\n", " ");
}
