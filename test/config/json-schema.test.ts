import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv/dist/2020";
import fc from "fast-check";
import type { z } from "zod";
import { resolve } from "../../config/resolve";
import { environmentSchema } from "../../config/schema";
import { everyEnvironment } from "../fixtures/environments/every";
import { full } from "../fixtures/environments/full";
import { randomEnvironment } from "../fixtures/environments/random";
import { mutate, mutations } from "./mutations";

// Read as text: the compiler would infer a type from all of it.
const schema = JSON.parse(readFileSync(join(__dirname, "../../config/environment.schema.json"), "utf8")) as object;

/** Validation with the exported JSON schema, which is generated from the Zod schema. */
const isValid = new Ajv({ strict: true, allErrors: true, allowUnionTypes: true }).compile(schema);

/** A value after conversion to JSON. */
const asJson = (data: unknown): unknown => JSON.parse(JSON.stringify(data) ?? "null");

/** Errors of the JSON schema. */
const errorsOf = (data: unknown): string[] =>
  isValid(asJson(data)) ? [] : (isValid.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);

/** The paths of all values, as keys from the root. */
function pathsOf(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, child]) => pathsOf(child, [...path, key]))];
}

/** The data with a new value at a path. */
function withValue(data: unknown, path: readonly string[], change: (value: unknown) => unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return change(data);
  const copy = (Array.isArray(data) ? [...(data as readonly unknown[])] : { ...(data as object) }) as Record<string, unknown>;
  copy[key] = withValue(copy[key], rest, change);
  return copy;
}

/** Codes of an issue and of all issues inside it. */
function codesOf(issue: z.core.$ZodIssue): readonly string[] {
  if (issue.code === "invalid_union") {
    const variants = issue.errors.map((issues) => issues.flatMap(codesOf));
    // The JSON schema cannot reject the value either if it fits a variant up to a check by a function.
    return variants.find((codes) => codes.length > 0 && codes.every((code) => code === "custom")) ?? variants.flat();
  }
  const inner = issue.code === "invalid_key" || issue.code === "invalid_element" ? issue.issues : [];
  return inner.length === 0 ? [issue.code] : inner.flatMap(codesOf);
}

describe("the JSON schema accepts", () => {
  test.each(Object.entries(everyEnvironment))("the environment %s", (_name, data) => {
    expect(errorsOf(data)).toEqual([]);
  });

  test("every random environment", () => {
    fc.assert(
      fc.property(randomEnvironment, (data) => void expect(errorsOf(data)).toEqual([])),
      { numRuns: 100 },
    );
  });
});

describe("the JSON schema rejects", () => {
  const paths = pathsOf(full);

  test.each([
    ["a value of another type", (value: unknown) => (typeof value === "object" ? 7 : {})],
    ["null", () => null],
    ["an unknown field", (value: unknown) => (typeof value === "object" && !Array.isArray(value) ? { ...value, "no such field": 1 } : {})],
    ["a meaningless string", (value: unknown) => (typeof value === "string" ? "\u0000 nonsense" : {})],
    ["a number out of range", (value: unknown) => (typeof value === "number" ? -1e300 : {})],
  ] as const)("%s at every path at which the Zod schema does", (_name, change) => {
    const rejected = paths.flatMap((path) => {
      const data = withValue(full, path, change);
      const issues = environmentSchema.safeParse(data).error?.issues ?? [];
      return issues.length === 0 ? [] : [{ path, data, codes: issues.flatMap(codesOf) }];
    });
    expect(rejected.length).toBeGreaterThan(paths.length / 3);
    const accepted = rejected.filter(({ data, codes }) => codes.some((code) => code !== "custom") && errorsOf(data).length === 0);
    expect(accepted).toEqual([]);
  });

  test("each missing required field", () => {
    const required = paths.filter((path) => {
      const data = asJson(withValue(full, path, () => undefined));
      return path.length > 0 && !environmentSchema.safeParse(data).success;
    });
    expect(required.length).toBeGreaterThan(30);
    expect(required.filter((path) => errorsOf(withValue(full, path, () => undefined)).length === 0)).toEqual([]);
  });

  test.each([
    ["regions", { regions: { "us-est-1": {} } }],
    ["databases", { databases: { main: { engine: "postgres", size: "db.t4g.mirco" } } }],
    ["logRetention", { logRetention: "30 dayz" }],
    ["rollout", { rollout: { changeLimit: "30" } }],
    ["services", { services: { api: { image: "api:1.0.0", port: 80, cpu: 300 } } }],
  ])("in %s, values that only a rule or a function of the Zod schema rejects", (field, change) => {
    expect(errorsOf({ ...full, ...change })).toEqual(expect.arrayContaining([expect.stringMatching(`^/${field}`)]));
  });
});

test("the JSON schema accepts every mutated environment that Terrace accepts, and rejects violations that it can express", () => {
  const counts = { accepted: 0, rejected: 0, beyond: 0 };
  const property = fc.property(fc.constantFrom(...Object.values(everyEnvironment)), mutations, (environment, changes) => {
    const data = asJson(mutate(environment, changes));
    const parsed = environmentSchema.safeParse(data);
    const valid = isValid(data);
    if (parsed.success && !valid && resolve(data).ok) throw new Error(`rejected, but valid: ${errorsOf(data).join("; ")}`);
    const codes = (parsed.error?.issues ?? []).flatMap(codesOf);
    if (valid && codes.some((code) => code !== "custom"))
      throw new Error(`accepted, but invalid in the Zod schema: ${parsed.error?.message}`);
    counts[!valid ? "rejected" : parsed.success ? "accepted" : "beyond"]++;
  });
  fc.assert(property, { numRuns: 500 });
  // Both outcomes must occur, so that the property is not vacuous.
  expect(Math.min(counts.accepted, counts.rejected)).toBeGreaterThan(50);
});
