import { z } from "zod";
import { type Finding, MOST_ERRORS } from "./errors";
import { type Path, PathSet } from "./paths";
import type { Plain } from "./plain-data";
import { type RenamedFields, newNameOf } from "./renamed-fields";
import { explain, valueAt } from "./schema-errors";
import { fieldAt } from "./schema-fields";

/** An environment after the schema: as far as it could be healed, so that rules can be checked even if some fields are wrong. */
export interface Parse<Environment> {
  readonly findings: readonly Finding[];
  /** Undefined if nothing could be made of it. */
  readonly environment: Environment | undefined;
  /** Fields whose value is not the team's: what rules say about them would only confuse. */
  readonly healed: PathSet;
}

/** Stands in a path for the names in a map, for rules that look names up: a map that lost an entry has it healed. */
export const NAMES = "<names>";

const MOST_ROUNDS = 20;

/**
 * Checks every field by itself. Fields that are wrong are dropped, or if they are required replaced by the example from the schema, until
 * the rest is valid; only what was wrong in the team's own data is reported. With as many errors as are looked for, nothing is healed.
 *
 * @param renamed A field with an old name is an error, and its value moves to the new name, so that rules read what the team meant.
 */
export function parse<Schema extends z.ZodType>(
  schema: Schema,
  data: Plain | undefined,
  renamed: RenamedFields = {},
): Parse<z.output<Schema>> {
  const first = schema.safeParse(data);
  const healed = new PathSet();
  if (first.success) return { findings: [], environment: first.data, healed };

  const findings = explainAll(schema, first.error.issues, data, renamed);
  const healing = asMutable(data);
  let result = first as z.ZodSafeParseResult<z.output<Schema>>;
  for (let round = 0; round < MOST_ROUNDS && !result.success && findings.length < MOST_ERRORS; round++) {
    for (const issue of result.error.issues) {
      if (round > 0) findings.push(...explain(schema, issue, data, renamed).filter(({ path }) => !healed.touches(path)));
      heal(schema, healing, issue, { healed, renamed });
    }
    result = schema.safeParse(healing);
  }
  return { findings, environment: result.success ? result.data : undefined, healed };
}

/** What is wrong by itself, up to the number of errors that are looked for. */
function explainAll(schema: z.ZodType, issues: readonly z.core.$ZodIssue[], data: Plain | undefined, renamed: RenamedFields): Finding[] {
  const findings: Finding[] = [];
  for (const issue of issues) {
    if (findings.length >= MOST_ERRORS) break;
    findings.push(...explain(schema, issue, data, renamed));
  }
  return findings;
}

interface Healing {
  readonly healed: PathSet;
  readonly renamed: RenamedFields;
}

function heal(schema: z.ZodType, data: Plain | undefined, issue: z.core.$ZodIssue, { healed, renamed }: Healing): void {
  const path = issue.path.map((key) => (typeof key === "symbol" ? key.toString() : key));
  if (issue.code === "unrecognized_keys") {
    for (const key of issue.keys) {
      const newName = newNameOf(renamed, [...path, key]);
      if (newName !== undefined) healed.add(rename(data, [...path, key], newName));
      remove(data, [...path, key]);
    }
    return;
  }
  healed.add(path);
  if (issue.code === "invalid_key") {
    healed.add([...path.slice(0, -1), NAMES]);
    remove(data, path);
    return;
  }
  const field = fieldAt(schema, path);
  if (!field || field.optional) remove(data, path);
  else replace(data, path, field.meta.example ?? standIn(field.type));
}

/** A value of the right kind for a required field; its own fields are healed in the next round. */
function standIn(type: z.core.$ZodType): unknown {
  if (type instanceof z.ZodEnum) return type.options[0];
  if (type instanceof z.ZodLiteral) return [...type.values][0];
  if (type instanceof z.ZodArray) return [];
  if (type instanceof z.ZodString) return "x";
  return {};
}

function remove(data: Plain | undefined, path: Path): void {
  const [parent, key] = parentOf(data, path);
  if (parent && key !== undefined) delete parent[key];
}

function replace(data: Plain | undefined, path: Path, value: unknown): void {
  const [parent, key] = parentOf(data, path);
  if (parent && key !== undefined) parent[key] = structuredClone(value);
}

/** Copies a value to another name beside its own, unless that has a value. Returns the path of the other name. */
function rename(data: Plain | undefined, path: Path, newName: string): Path {
  const to = [...path.slice(0, -1), newName];
  if (valueAt(data, to) === undefined) replace(data, to, valueAt(data, path));
  return to;
}

type Mutable = Record<string | number, unknown>;

function parentOf(data: Plain | undefined, path: Path): readonly [Mutable | undefined, string | number | undefined] {
  let value: unknown = data;
  for (const key of path.slice(0, -1)) value = isMap(value) ? value[key] : undefined;
  return [isMap(value) ? value : undefined, path.at(-1)];
}

function isMap(value: unknown): value is Mutable {
  return typeof value === "object" && value !== null;
}

/** A copy whose objects have no prototype, so that `constructor` is a name like any other. */
function asMutable(data: Plain | undefined): Plain | undefined {
  if (typeof data !== "object" || data === null) return data;
  if (Array.isArray(data)) return data.map((entry: Plain) => asMutable(entry) ?? null);
  const copy = Object.create(null) as Record<string, Plain>;
  for (const [key, value] of Object.entries(data)) copy[key] = asMutable(value) ?? null;
  return copy;
}
