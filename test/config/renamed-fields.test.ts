import { resolve } from "../../config/resolve";
import { environmentSchema } from "../../config/schema";
import { FIELD_NAMES } from "../../config/schema/field-names";
import { RENAMED_FIELDS } from "../../config/schema/renamed-fields";
import { parse } from "../../language/parse";
import { formatPath } from "../../language/paths";
import { toPlain } from "../../language/plain-data";
import { fieldAt, fieldNames } from "../../language/schema-fields";
import { everyField, otherFields } from "../fixtures/environments/every-field";

type Data = Record<string, unknown>;

const FIXTURES: readonly unknown[] = [everyField, ...Object.values(otherFields)];

const isObject = (value: unknown): value is Data => typeof value === "object" && value !== null;

/** Every object of the data at a pattern such as `regions.*`, with its path. */
function objectsAt(data: unknown, [key, ...rest]: readonly string[], path: readonly string[] = []): readonly [readonly string[], Data][] {
  if (!isObject(data)) return [];
  if (key === undefined) return [[path, data]];
  const names = key === "*" ? Object.keys(data) : [key];
  return names.flatMap((name) => objectsAt(data[name], rest, [...path, name]));
}

/** A fixture with the field, in which `change` has changed the object that holds the field. */
function changedAt(parent: readonly string[], newName: string, change: (object: Data) => void): { data: unknown; path: readonly string[] } {
  for (const fixture of FIXTURES) {
    const data = structuredClone(fixture);
    const found = objectsAt(data, parent).find(([, object]) => Object.hasOwn(object, newName));
    if (!found) continue;
    change(found[1]);
    return { data, path: found[0] };
  }
  throw new Error(`no fixture has ${[...parent, newName].join(".")}`);
}

describe.each(Object.entries(RENAMED_FIELDS))("renamed field %s", (pattern, newName) => {
  const keys = pattern.split(".");
  const parent = keys.slice(0, -1);
  const oldName = keys.at(-1) ?? "";

  test("has a new name that is a field of the schema, and an old name that is not", () => {
    const names = fieldNames(fieldAt(environmentSchema, parent)?.type ?? environmentSchema);
    expect(names).toContain(newName);
    expect(names).not.toContain(oldName);
  });

  test("reports the new name as the only error if the environment uses the old name", () => {
    let value: unknown;
    const { data, path } = changedAt(parent, newName, (object) => {
      value = object[newName];
      object[oldName] = value;
      delete object[newName];
    });
    expect(resolve(data)).toEqual({
      ok: false,
      errors: [
        {
          rule: "schema",
          path: formatPath([...path, oldName]),
          problem: "is not a valid field",
          received: value,
          allowed: expect.stringMatching(new RegExp(`^the fields .*\\b${newName}\\b`)) as string,
          fix: `\`${oldName}\` was renamed to \`${newName}\`.`,
        },
      ],
    });
  });

  test("requires the removal of the old name if both names are set", () => {
    const { data } = changedAt(parent, newName, (object) => {
      object[oldName] = object[newName];
    });
    expect(resolve(data)).toMatchObject({
      ok: false,
      errors: [{ fix: `\`${oldName}\` was renamed to \`${newName}\`, which is also set. Remove the old name.` }],
    });
  });

  test("reports no second error about a value that is invalid under both names", () => {
    const { data } = changedAt(parent, newName, (object) => {
      object[oldName] = { not: "valid" };
      delete object[newName];
    });
    const resolution = resolve(data);
    expect(resolution.ok ? [] : resolution.errors.map(({ fix }) => fix)).toEqual([`\`${oldName}\` was renamed to \`${newName}\`.`]);
  });

  test("gives rules the value of the old name", () => {
    const { data, path } = changedAt(parent, newName, () => undefined);
    const { data: old } = changedAt(parent, newName, (object) => {
      object[oldName] = object[newName];
      delete object[newName];
    });
    const parsed = parse(environmentSchema, toPlain(old).data, FIELD_NAMES);
    expect(parsed.environment).toEqual(parse(environmentSchema, toPlain(data).data).environment);
    expect(parsed.healed.touches([...path, newName])).toBe(true);
  });
});
