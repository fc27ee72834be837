import { z } from "zod";
import { type SchemaField, type Shape, listIn, shapes, unwrap } from "./schema-fields";
import { allowedWords, choices } from "./schema-errors";

/** An entry of the field reference. */
export interface ReferenceField {
  /** For example `services.<name>.scale.min`. */
  readonly path: string;
  readonly meaning: string;
  readonly allowed: string;
  readonly fallback: string;
}

/** The defaults of each stage. */
type Stages = Readonly<Record<string, object>>;

interface Section {
  readonly path: string;
  readonly meaning: string;
  readonly fields: readonly ReferenceField[];
}

/** One page of the field reference: the environment itself, or one of its fields that is an object or a map of objects. */
export interface ReferencePage {
  /** The field, or `environment`. */
  readonly name: string;
  readonly meaning: string;
  readonly markdown: string;
}

/** The page of the fields at the top level. */
const ROOT_PAGE = "environment";

/**
 * The field reference as Markdown pages, with one table per object. It is generated from the schema and the stage
 * defaults, so it cannot differ from the code.
 */
export function referencePages(schema: z.ZodType, stages: Stages): readonly ReferencePage[] {
  const all = sections(schema, "", schema.description ?? "", stages);
  const meanings = new Map(all.flatMap(({ path, fields }) => (path === "" ? fields.map((field) => [field.path, field.meaning]) : [])));
  const names = [...new Set(all.map(({ path }) => pageOf(path)))];
  return names.map((name) => {
    const meaning = meanings.get(name) ?? schema.description ?? "";
    const tables = all.filter(({ path }) => pageOf(path) === name).map((section) => sectionTable(section, name, names));
    const title = name === ROOT_PAGE ? "Environment" : `\`${name}\``;
    return { name, meaning, markdown: [`# ${title}`, "", meaning, "", ...tables].join("\n") };
  });
}

function pageOf(path: string): string {
  return path === "" ? ROOT_PAGE : (path.split(".")[0] ?? path);
}

/** All entries of the field reference. */
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
    const inner = innerOf(field);
    if (shapes(inner.type).length === 0) return [];
    const name = `${at}${inner === field ? "" : listIn(field.type) ? "[]" : `.<${at === "regions" ? "region" : "name"}>`}`;
    return sections(inner.type, name, inner.meta.description ?? field.meta.description ?? "", stages);
  });
  return [{ path, meaning, fields }, ...deeper];
}

/** The values of a map, the entries of a list, or the field itself. */
function innerOf(field: SchemaField): SchemaField {
  if (field.type instanceof z.ZodRecord) return unwrap(field.type.valueType);
  const list = listIn(field.type);
  return list ? unwrap(list.element) : field;
}

/** The fields of an object, or the unique fields of all variants of a union. */
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
    meaning: isDiscriminator ? "Load balancing algorithm." : `${field.meta.description ?? ""}${only}`,
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
    if (shapes(inner.type).length > 0) return field.meta.allowed ?? `a map, see below; key: ${names}`;
    return field.meta.allowed ?? `a map of strings; key: ${names}`;
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

/** The default of each stage. */
function stageDefaults(key: string, stages: Stages): string {
  return Object.entries(stages)
    .map(([stage, row]) => `${stage}: \`${JSON.stringify(lookUp(row, key))}\``)
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

/** A table of fields, with a heading unless the title of the page is the same. */
function sectionTable({ path, meaning, fields }: Section, page: string, pages: readonly string[]): string {
  const isRoot = path === "";
  const heading = isRoot || path === page ? [] : [`## \`${path}\``, "", meaning, ""];
  const rows = fields.map((field) => {
    const key = `\`${field.path.split(".").at(-1)}\``;
    const name = isRoot && pages.includes(field.path) ? `[${key}](${field.path}.md)` : key;
    const allowed = isRoot ? field.allowed.replace("see below", "see its page") : field.allowed;
    return `| ${name} | ${[field.meaning, allowed, field.fallback].map(cell).join(" | ")} |`;
  });
  return [...heading, "| Field | Meaning | Allowed | Default |", "| --- | --- | --- | --- |", ...rows, ""].join("\n");
}

/** Escapes a table cell. Angle brackets are HTML outside code spans and literal inside them. */
function cell(text: string): string {
  return text
    .replaceAll("|", "\\|")
    .replaceAll(/`[^`]*`|<(?!br>)[^>]*>/g, (part) => (part.startsWith("`") ? part : `&lt;${part.slice(1, -1)}&gt;`))
    .replaceAll("\n", " ");
}
