import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { type Environment, environment } from "../../config/environment";
import type { environmentSchema } from "../../config/schema";
import { duration, mapOf, name, size, whole } from "../../language/fields";
import type { ReadOnly } from "../../language/read-only";
import { referenceFields } from "../../language/reference";
import { pascalCase, singular } from "../../tools/types/declaration-names";
import { docBlock } from "../../tools/types/documentation";
import { environmentTypes } from "../../tools/types/environment-types";
import { generatedTypes } from "../../tools/types/generated-files";

const root = join(__dirname, "../..");

/** Every environment that the types accept is one that the schema can read. The compiler checks this line. */
const AS_THE_SCHEMA_READS_IT = (data: Environment): ReadOnly<z.input<typeof environmentSchema>> => data;

describe("generated types", () => {
  test.each(Object.entries(generatedTypes()))("%s is current (npm run types writes it)", (file, content) => {
    expect(readFileSync(join(root, file), "utf8")).toBe(content);
  });

  test("are the same each time", () => {
    expect(generatedTypes()).toEqual(generatedTypes());
  });

  test("change nothing of the data at run time", () => {
    const data = { name: "a", stage: "single-region", domainName: "example.com", regions: { "us-east-1": {} } } as const;
    expect(environment(data)).toBe(data);
    expect(AS_THE_SCHEMA_READS_IT(data)).toBe(data);
  });
});

const COLORS = { type: "Color", meaning: "A color.", values: ["red", 7] } as const;

/** Types of a schema with one map `queues`, whose names `uses` can have. */
function typesOf(shape: z.ZodRawShape): string {
  const queue = z.strictObject({ retention: duration("1 minute", "14 days").default("4 days").describe("How long.") }).describe("A queue.");
  const schema = z.strictObject({ queues: mapOf(queue).default({}).describe("Queues, by name."), ...shape }).describe("An environment.");
  return environmentTypes({ schema, fields: referenceFields(schema, {}), resourceMaps: ["queues"] });
}

/** The declared type of the field `field`. */
const typeOf = (schema: z.ZodType): string | undefined =>
  /^ {2}readonly (field.*);$/m.exec(typesOf({ field: schema.describe("A field.") }))?.[1];

describe("environmentTypes()", () => {
  test.each([
    [z.string(), "field: string"],
    [z.cidrv4(), "field: string"],
    [whole(1, 2).optional(), "field?: number"],
    [z.boolean().default(true), "field?: boolean"],
    [z.enum(["a", "b"]), 'field: "a" | "b"'],
    [z.array(z.enum(["a", "b"])), 'field: readonly ("a" | "b")[]'],
    [z.array(z.string()), "field: readonly string[]"],
    [z.union([z.literal(false), z.enum(["all"])]), 'field: false | "all"'],
    [size("1 GB", "2 GB"), "field: Size"],
    [z.record(z.string(), duration("1 day", "2 days")), "field: { readonly [name: string]: Duration }"],
    [z.string().meta({ vocabulary: COLORS }), "field: Color"],
    [z.record(z.string().meta({ vocabulary: COLORS }), z.string()), "field: { readonly [Name in Color]?: string }"],
    [z.array(name.meta({ names: "resources" })).default([]), 'field?: readonly NoInfer<NameIn<"queues", Queues>>[]'],
    [name.meta({ names: "queues" }), 'field: NoInfer<NameIn<"queues", Queues>>'],
    [z.strictObject({ consumes: name.meta({ names: "queues" }) }).prefault({ consumes: "a" }), 'field?: Field<NoInfer<NameIn<"queues", Queues>>>'],
  ] as const)("knows field %#: %s", (schema, type) => {
    expect(typeOf(schema)).toBe(type);
  }); // prettier-ignore

  test("declares each variant of a union by its discriminator", () => {
    const text = typesOf({
      mode: z
        .discriminatedUnion("kind", [
          z.strictObject({ kind: z.literal("round_robin"), slow: z.boolean().describe("Slow.") }),
          z.strictObject({ kind: z.literal("random") }),
        ])
        .describe("A mode."),
    });
    expect(text).toContain("export type Mode = ModeRoundRobin | ModeRandom;");
    expect(text).toContain('readonly kind: "round_robin";');
  });

  test("declares an object once that is at several paths, by the words that the paths share or by its title", () => {
    const range = z.strictObject({ min: whole(1, 2).describe("Least.") }).describe("A range.");
    const both = (title?: string) => {
      const one = title === undefined ? range : range.meta({ title });
      return typesOf({ reads: z.strictObject({ range: one }), writes: z.strictObject({ range: one.describe("Another text.") }) });
    };
    expect(both().match(/export interface Range /g)).toHaveLength(1);
    expect(both()).toContain("/** A range. */\nexport interface Range {");
    expect(both("Capacity range").match(/readonly range: CapacityRange;/g)).toHaveLength(2);
  });

  test("rejects a schema with two objects of one name", () => {
    const other = () => z.strictObject({ min: whole(1, 2) }).meta({ title: "Range" });
    expect(() => typesOf({ one: other(), two: other() })).toThrow("Two objects of the schema get the name Range");
  });

  test("rejects a type that it does not know, with the path of its field", () => {
    expect(() => typesOf({ field: z.date() })).toThrow('field: no TypeScript type is known for a field of the schema\'s type "date"');
  });
});

describe("documentation", () => {
  test("has the meaning, the allowed values, the default and an example", () => {
    const lines = typesOf({}).split("\n");
    const at = lines.findIndex((line) => line.includes("readonly retention"));
    expect(lines.slice(at - 8, at + 1)).toEqual([
      "  /**",
      "   * How long.",
      "   *",
      '   * Allowed: a duration from 1 minute to 14 days, such as "90 seconds", "5 minutes", "1 hour" or "7 days".',
      "   *",
      '   * @default "4 days"',
      '   * @example "1 minute"',
      "   */",
      "  readonly retention?: Duration;",
    ]);
  });

  test("does not end at a path that looks like the end of a comment", () => {
    expect(docBlock(["Paths such as /a/*/b."], "")).toEqual(["/** Paths such as /a/*\\/b. */"]);
  });

  test("breaks long lines between words, except for examples", () => {
    const words = Array.from({ length: 60 }, () => "word").join(" ");
    const lines = docBlock([words, `@example ${words}`], "  ");
    expect(Math.max(...lines.filter((line) => !line.includes("@")).map((line) => line.length))).toBeLessThanOrEqual(122);
    expect(lines.filter((line) => line.includes("@example"))).toEqual([`   * @example ${words}`]);
  });
});

test.each([["services", "service"], ["caches", "cache"], ["indexes", "index"], ["policies", "policy"], ["addresses", "address"], ["access", "access"]] as const)(
  "one of %s is %s", (plural, one) => expect(singular(plural)).toBe(one)); // prettier-ignore

test("the name of a declaration is in Pascal case", () => {
  expect(pascalCase(["service", "scale"])).toBe("ServiceScale");
});
