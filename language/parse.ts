import { z } from "zod";
import { type Finding, MOST_ERRORS } from "./errors";
import { type Path, PathSet } from "./paths";
import type { Plain } from "./plain-data";
import { type FieldNames, NO_NAMES, newNameOf } from "./renamed-fields";
import { explain, valueAt } from "./schema-errors";
import { fieldAt } from "./schema-fields";

/** The result of the schema check. Invalid fields are healed, so that rules can run even if some fields are invalid. */
export interface Parse<Environment> {
  readonly findings: readonly Finding[];
  /** Undefined if the data could not be healed. */
  readonly environment: Environment | undefined;
  /** Fields whose value was replaced. Rule violations in them would be misleading and are dropped. */
  readonly healed: PathSet;
}

/** Path element for the set of names in a map, read by rules that look up names. It counts as healed if an entry was removed from the map. */
export const NAMES = "<names>";

const MOST_ROUNDS = 20;

/**
 * Validates every field separately. Invalid optional fields are removed and invalid required fields are replaced by the example from the schema,
 * until the rest is valid. Only errors in the original data are reported. Nothing is healed once the maximum number of errors is reached.
 *
 * @param names A field with an old name is an error. Its value moves to the new name, so that rules read the intended value.
 */
export function parse<Schema extends z.ZodType>(
  schema: Schema,
  data: Plain | undefined,
  names: FieldNames = NO_NAMES,
): Parse<z.output<Schema>> {
  const first = schema.safeParse(data);
  const healed = new PathSet();
  if (first.success) return { findings: [], environment: first.data, healed };

  const findings = explainAll(schema, first.error.issues, data, names);
  const healing = asMutable(data);
  let result = first as z.ZodSafeParseResult<z.output<Schema>>;
  for (let round = 0; round < MOST_ROUNDS && !result.success && findings.length < MOST_ERRORS; round++) {
    for (const issue of result.error.issues) {
      if (round > 0) findings.push(...explain(schema, issue, data, names).filter(({ path }) => !healed.touches(path)));
      heal(schema, healing, issue, { healed, names });
    }
    result = schema.safeParse(healing);
  }
  return { findings, environment: result.success ? result.data : undefined, healed };
}

/** Schema errors, up to the maximum number. */
function explainAll(schema: z.ZodType, issues: readonly z.core.$ZodIssue[], data: Plain | undefined, names: FieldNames): Finding[] {
  const findings: Finding[] = [];
  for (const issue of issues) {
    if (findings.length >= MOST_ERRORS) break;
    findings.push(...explain(schema, issue, data, names));
  }
  return findings;
}

interface Healing {
  readonly healed: PathSet;
  readonly names: FieldNames;
}

function heal(schema: z.ZodType, data: Plain | undefined, issue: z.core.$ZodIssue, { healed, names }: Healing): void {
  const path = issue.path.map((key) => (typeof key === "symbol" ? key.toString() : key));
  if (issue.code === "unrecognized_keys") {
    for (const key of issue.keys) {
      const newName = newNameOf(names.renamed, [...path, key]);
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

/** A value of the required type; its fields are healed in the next round. */
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

/** Copies a value to a sibling field with another name, unless that field has a value. Returns the path of the sibling. */
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
