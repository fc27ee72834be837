import { z } from "zod";
import { type Finding, MOST_ERRORS, withoutKey } from "./errors";
import { didYouMean, nearest, oneOf } from "./nearest";
import type { Path } from "./paths";
import type { Plain } from "./plain-data";
import { type FieldNames, NO_NAMES, newNameOf } from "./renamed-fields";
import { type SchemaField, fieldAt, fieldNames, shapes, unwrap } from "./schema-fields";

/** Converts zod issues to errors with a fix. */

type Issue = z.core.$ZodIssue;

/** The errors of one issue: one for each unknown field, or else one. */
export function explain(schema: z.core.$ZodType, issue: Issue, data: Plain | undefined, names: FieldNames = NO_NAMES): readonly Finding[] {
  const path = issue.path.map((key) => (typeof key === "symbol" ? key.toString() : key));
  const received = valueAt(data, path);
  if (issue.code === "unrecognized_keys")
    return issue.keys.slice(0, MOST_ERRORS).map((key) => unknownField(schema, [...path, key], data, names));
  if (issue.code === "invalid_key") return [invalidName(schema, path)];
  const field = fieldAt(schema, path);
  if (issue.code === "invalid_union") {
    if (!(field?.type instanceof z.ZodUnion)) return [unknownVariant(schema, path, received)];
    const inner = issuesOfVariant(issue, field.type, received);
    if (inner) return inner.flatMap((one) => explain(schema, { ...one, path: [...issue.path, ...one.path] }, data, names));
  }

  const allowed = field ? allowedWords(field) : "a known field";
  if (received === undefined)
    return [{ path, problem: "is missing", received, allowed, fix: `Add it${exampleWords(field, path, ", for example ")}.` }];
  const best = field && nearest(received, choices(field.type));
  const example = exampleWords(field, path, "For example: ");
  const fix =
    best !== undefined ? `Did you mean \`${best}\`?` : example === "" ? `Write ${allowed.split(" with the fields")[0]}.` : `${example}.`;
  const shown = field?.meta.secret && typeof received === "string" ? withoutKey(received) : received;
  return [{ path, problem: problemWords(issue, received, allowed), received: shown, allowed, fix }];
}

/** Describes the allowed values of a field. */
export function allowedWords({ type, meta }: SchemaField): string {
  if (meta.allowed !== undefined) return meta.allowed;
  const values = choices(type);
  if (values.length > 0) return oneOf(values.map((value) => JSON.stringify(value)));
  if (type instanceof z.ZodBoolean) return "true or false";
  if (type instanceof z.ZodArray) return `a list; each entry: ${allowedWords(unwrap(type.element))}`;
  if (type instanceof z.ZodRecord) return "a map";
  const names = fieldNames(type);
  return names.length > 0 ? `an object with the fields ${names.join(", ")}` : "a string";
}

/** The strings that an enumeration or a literal allows. */
export function choices(type: z.core.$ZodType): readonly string[] {
  if (type instanceof z.ZodEnum) return type.options.map(String);
  if (type instanceof z.ZodLiteral) return [...type.values].map(String);
  if (type instanceof z.ZodArray) return choices(unwrap(type.element).type);
  if (type instanceof z.ZodUnion) return type.options.flatMap((option) => choices(unwrap(option).type));
  return [];
}

/** The value at a path; undefined if there is none. */
export function valueAt(data: Plain | undefined, path: Path): Plain | undefined {
  let value: Plain | undefined = data;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string | number, Plain>)[key];
  }
  return value;
}

/**
 * The issues of an object or a list in a union with another value, such as `false`; undefined if the received value is neither, or the list is
 * itself too short or too long.
 */
function issuesOfVariant(
  issue: z.core.$ZodIssueInvalidUnion,
  union: z.ZodUnion,
  received: Plain | undefined,
): readonly Issue[] | undefined {
  if (typeof received !== "object" || received === null) return undefined;
  const variants = union.options.map((option) => unwrap(option).type);
  if (!Array.isArray(received)) return issue.errors[variants.findIndex((type) => shapes(type).length > 0)];
  const issues = issue.errors[variants.findIndex((type) => type instanceof z.ZodArray)];
  return issues?.every(({ path }) => path.length > 0) ? issues : undefined;
}

/** An unknown variant of a union, such as an algorithm of `loadBalancing`. */
function unknownVariant(schema: z.core.$ZodType, path: Path, received: Plain | undefined): Finding {
  const union = fieldAt(schema, path.slice(0, -1));
  const variants = union ? shapes(union.type).map((shape) => shape[path.at(-1) ?? ""]) : [];
  const options = variants.flatMap((variant) => (variant ? choices(unwrap(variant).type) : []));
  const allowed = oneOf(options.map((option) => JSON.stringify(option)));
  const problem = received === undefined ? "is missing" : `is not ${allowed}`;
  return { path, problem, received, allowed, fix: didYouMean(received, options, `Set it to ${allowed}.`) };
}

function unknownField(schema: z.core.$ZodType, path: Path, data: Plain | undefined, { renamed, missing }: FieldNames): Finding {
  const parent = path.slice(0, -1);
  const key = String(path.at(-1));
  const field = fieldAt(schema, parent);
  const names = field ? fieldNames(field.type) : [];
  const newName = newNameOf(renamed, path);
  const way = Object.hasOwn(missing, key) ? missing[key] : undefined;
  const isSetToo = newName !== undefined && valueAt(data, [...parent, newName]) !== undefined;
  return {
    path,
    problem: way === undefined ? "is not a valid field" : "is not a feature of Terrace",
    received: valueAt(data, path),
    allowed: `the fields ${names.join(", ")}`,
    fix:
      newName === undefined
        ? (way ?? didYouMean(key, names, "Remove it."))
        : `\`${key}\` was renamed to \`${newName}\`${isSetToo ? ", which is also set. Remove the old name" : ""}.`,
  };
}

/** A key of a map that is not a valid name. */
function invalidName(schema: z.core.$ZodType, path: Path): Finding {
  const key = String(path.at(-1));
  const map = fieldAt(schema, path.slice(0, -1));
  const allowed = map?.type instanceof z.ZodRecord ? allowedWords(unwrap(map.type.keyType)) : "a name";
  const { addedSuffix } = fieldAt(schema, path)?.meta ?? {};
  const added = addedSuffix && key.endsWith(addedSuffix.suffix) ? addedSuffix : undefined;
  const isValid = (name: string) => map?.type instanceof z.ZodRecord && (map.type.keyType as z.ZodType).safeParse(name).success;
  const suggestion = similarNames(key.slice(0, key.length - (added?.suffix.length ?? 0))).find(isValid) ?? "";
  return {
    path,
    problem: added ? `ends in ${added.suffix}, a suffix that Terrace adds automatically` : `has an invalid name${invalidCharacter(key)}`,
    received: key,
    allowed,
    fix:
      suggestion === "" || suggestion === key
        ? "Choose another name."
        : `Name it \`${suggestion}\`${added ? ` and set \`${added.instead}\`` : ""}.`,
  };
}

function invalidCharacter(key: string): string {
  if (key.trim() !== key) return ": it starts or ends with a space";
  const invalid = [...key].find((character) => !/[\w.-]/.test(character));
  return invalid === undefined ? "" : `: it contains ${JSON.stringify(invalid)}`;
}

/** Names similar to the key, of which the first valid one is suggested: with its case, and in lowercase with at most 20 characters. */
function similarNames(key: string): readonly string[] {
  const plain = key.normalize("NFKD").replace(/\p{M}/gu, "").slice(0, 64);
  const cased = plain.replace(/[^A-Za-z0-9_.-]+/g, "_").replace(/^[0-9_]+|_+$/g, "");
  const lowercase = plain
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[0-9-]+/, "");
  return [cased, lowercase.slice(0, 20).replace(/-+$/, ""), lowercase.replaceAll("-", "").slice(0, 12)];
}

function problemWords(issue: Issue, received: Plain, allowed: string): string {
  if (typeof received === "number" && !Number.isFinite(received)) return "is not a finite number";
  if (issue.code === "invalid_type") return `is ${kindOf(received)}, not ${kindWanted(issue.expected)}`;
  if (issue.code === "too_small" || issue.code === "too_big") {
    return issue.code === "too_small"
      ? `${outOfRange(issue.origin, ["is below", "is shorter than", "has fewer entries than"])} the minimum, ${issue.minimum}`
      : `${outOfRange(issue.origin, ["is above", "is longer than", "has more entries than"])} the maximum, ${issue.maximum}`;
  }
  return issue.code === "custom" && /^(is|has|contains) /.test(issue.message) ? issue.message : `is not ${allowed}`;
}

function outOfRange(origin: string, [number, string, list]: readonly [string, string, string]): string {
  return origin === "string" ? string : origin === "array" ? list : number;
}

function kindOf(value: Plain): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  return { object: "an object", string: "a string", number: "a number", boolean: "true or false" }[
    typeof value as "object" | "string" | "number" | "boolean"
  ];
}

function kindWanted(expected: string): string {
  const words: Readonly<Record<string, string>> = {
    array: "a list",
    boolean: "true or false",
    int: "an integer",
    number: "a number",
    object: "an object",
    record: "a map",
    string: "a string",
  };
  return words[expected] ?? expected;
}

function exampleWords(field: SchemaField | undefined, path: Path, before: string): string {
  const example = field?.meta.example;
  if (example === undefined) return "";
  const key = path.at(-1);
  const text = JSON.stringify(example);
  return `${before}\`${typeof key === "string" && /^[A-Za-z]\w*$/.test(key) ? `${key}: ${text}` : text}\``;
}
