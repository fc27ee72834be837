import { z } from "zod";
import { type Finding, MOST_ERRORS, withoutKey } from "./errors";
import { didYouMean, nearest, oneOf } from "./nearest";
import type { Path } from "./paths";
import type { Plain } from "./plain-data";
import { type RenamedFields, newNameOf } from "./renamed-fields";
import { type SchemaField, fieldAt, fieldNames, shapes, unwrap } from "./schema-fields";

/** Turns what zod says about a value into what a person can act on. */

type Issue = z.core.$ZodIssue;

/** The errors of one issue: one for each unknown field, otherwise one. */
export function explain(schema: z.core.$ZodType, issue: Issue, data: Plain | undefined, renamed: RenamedFields = {}): readonly Finding[] {
  const path = issue.path.map((key) => (typeof key === "symbol" ? key.toString() : key));
  const received = valueAt(data, path);
  if (issue.code === "unrecognized_keys")
    return issue.keys.slice(0, MOST_ERRORS).map((key) => unknownField(schema, [...path, key], data, renamed));
  if (issue.code === "invalid_key") return [invalidName(schema, path)];
  const field = fieldAt(schema, path);
  if (issue.code === "invalid_union") {
    if (!(field?.type instanceof z.ZodUnion)) return [unknownVariant(schema, path, received)];
    const inner = issuesOfObject(issue, field.type, received);
    if (inner) return inner.flatMap((one) => explain(schema, { ...one, path: [...issue.path, ...one.path] }, data, renamed));
  }

  const allowed = field ? allowedWords(field) : "a field that exists";
  if (received === undefined)
    return [{ path, problem: "is missing", received, allowed, fix: `Add it${exampleWords(field, path, ", for example ")}.` }];
  const best = field && nearest(received, choices(field.type));
  const example = exampleWords(field, path, "Write for example ");
  const fix =
    best !== undefined ? `Did you mean \`${best}\`?` : example === "" ? `Write ${allowed.split(" with the fields")[0]}.` : `${example}.`;
  const shown = field?.meta.secret && typeof received === "string" ? withoutKey(received) : received;
  return [{ path, problem: problemWords(issue, received, allowed), received: shown, allowed, fix }];
}

/** What a field may be, in words. */
export function allowedWords({ type, meta }: SchemaField): string {
  if (meta.allowed !== undefined) return meta.allowed;
  const values = choices(type);
  if (values.length > 0) return oneOf(values.map((value) => JSON.stringify(value)));
  if (type instanceof z.ZodBoolean) return "true or false";
  if (type instanceof z.ZodArray) return `a list, each entry ${allowedWords(unwrap(type.element))}`;
  if (type instanceof z.ZodRecord) return "an object of names and what each of them is";
  const names = fieldNames(type);
  return names.length > 0 ? `an object with the fields ${names.join(", ")}` : "a text";
}

/** The texts that an enumeration or a literal allows. */
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

/** What is wrong with an object where there may be an object or something else, such as `false`; undefined if it is something else. */
function issuesOfObject(issue: z.core.$ZodIssueInvalidUnion, union: z.ZodUnion, received: Plain | undefined): readonly Issue[] | undefined {
  if (typeof received !== "object" || received === null || Array.isArray(received)) return undefined;
  return issue.errors[union.options.findIndex((option) => shapes(unwrap(option).type).length > 0)];
}

/** A variant of a union, such as the algorithm of `loadBalancing`, that does not exist. */
function unknownVariant(schema: z.core.$ZodType, path: Path, received: Plain | undefined): Finding {
  const union = fieldAt(schema, path.slice(0, -1));
  const variants = union ? shapes(union.type).map((shape) => shape[path.at(-1) ?? ""]) : [];
  const options = variants.flatMap((variant) => (variant ? choices(unwrap(variant).type) : []));
  const allowed = oneOf(options.map((option) => JSON.stringify(option)));
  const problem = received === undefined ? "is missing" : `is not ${allowed}`;
  return { path, problem, received, allowed, fix: didYouMean(received, options, `Write ${allowed}.`) };
}

function unknownField(schema: z.core.$ZodType, path: Path, data: Plain | undefined, renamed: RenamedFields): Finding {
  const parent = path.slice(0, -1);
  const key = String(path.at(-1));
  const field = fieldAt(schema, parent);
  const names = field ? fieldNames(field.type) : [];
  const newName = newNameOf(renamed, path);
  const isSetToo = newName !== undefined && valueAt(data, [...parent, newName]) !== undefined;
  return {
    path,
    problem: "is not a field",
    received: valueAt(data, path),
    allowed: `the fields ${names.join(", ")}`,
    fix:
      newName === undefined
        ? didYouMean(key, names, "Remove it.")
        : `\`${key}\` was renamed to \`${newName}\`${isSetToo ? ", which is set too. Remove the old name" : ""}.`,
  };
}

/** A key of a map that is not a valid name. */
function invalidName(schema: z.core.$ZodType, path: Path): Finding {
  const key = String(path.at(-1));
  const map = fieldAt(schema, path.slice(0, -1));
  const allowed = map?.type instanceof z.ZodRecord ? allowedWords(unwrap(map.type.keyType)) : "a name";
  const { addedSuffix } = fieldAt(schema, path)?.meta ?? {};
  const added = addedSuffix && key.endsWith(addedSuffix.suffix) ? addedSuffix : undefined;
  const suggestion = asName(key.slice(0, key.length - (added?.suffix.length ?? 0)), /\b(?:capitals|uppercase)\b/.test(allowed));
  return {
    path,
    problem: added
      ? `ends in ${added.suffix}, a suffix that Terrace adds by itself`
      : `has a name that is not allowed${strangeCharacter(key)}`,
    received: key,
    allowed,
    fix:
      suggestion === "" || suggestion === key
        ? "Choose another name."
        : `Name it \`${suggestion}\`${added ? ` and set \`${added.instead}\`` : ""}.`,
  };
}

function strangeCharacter(key: string): string {
  if (key.trim() !== key) return ": there is space around it";
  const strange = [...key].find((character) => !/[\w.-]/.test(character));
  return strange === undefined ? "" : `: it contains ${JSON.stringify(strange)}`;
}

/** The name that was probably meant: in lower case (or capitals), with hyphens (or underscores) for what is not allowed. */
function asName(key: string, capitals: boolean): string {
  const plain = key.normalize("NFKD").replace(/\p{M}/gu, "").slice(0, 64);
  if (capitals)
    return plain
      .toUpperCase()
      .replace(/[^A-Z0-9]+/g, "_")
      .replace(/^[0-9_]+|_+$/g, "");
  return plain
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[0-9-]+/, "")
    .slice(0, 20)
    .replace(/-+$/, "");
}

function problemWords(issue: Issue, received: Plain, allowed: string): string {
  if (typeof received === "number" && !Number.isFinite(received)) return "is not a finite number";
  if (issue.code === "invalid_type") return `is ${kindOf(received)}, not ${kindWanted(issue.expected)}`;
  if (issue.code === "too_small" || issue.code === "too_big") {
    const unit = issue.origin === "string" ? " long" : issue.origin === "array" ? " entries" : "";
    return issue.code === "too_small" ? `is below the least, ${issue.minimum}${unit}` : `is above the most, ${issue.maximum}${unit}`;
  }
  return issue.code === "custom" && /^(is|has) /.test(issue.message) ? issue.message : `is not ${allowed}`;
}

function kindOf(value: Plain): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  return { object: "an object", string: "a text", number: "a number", boolean: "true or false" }[
    typeof value as "object" | "string" | "number" | "boolean"
  ];
}

function kindWanted(expected: string): string {
  const words: Readonly<Record<string, string>> = {
    array: "a list",
    boolean: "true or false",
    int: "a whole number",
    number: "a number",
    object: "an object",
    record: "an object of names",
    string: "a text",
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
