import { buildPlatform } from "../../config/build/platform";
import { type Settings, fillDefaults } from "../../config/settings/settings";
import { resolve } from "../../config/resolve";
import { RULES } from "../../config/rules";
import { type ParsedEnvironment, environmentSchema } from "../../config/schema";
import { MOST_ERRORS, formatErrors, formatWarnings } from "../../language/errors";
import { nearest, oneOf } from "../../language/nearest";
import { changed } from "./base-environment";

/** The cost of checks must grow at most linearly with the environment. It is counted in reads, because time depends on the machine. */

const many = <Value>(count: number, make: (index: number) => Value): readonly Value[] =>
  Array.from({ length: count }, (_, index) => make(index));
const named = <Value>(prefix: string, count: number, make: (index: number) => Value) =>
  Object.fromEntries(many(count, (index) => [`${prefix}${index}`, make(index)] as const));

/** An environment with entries in every map and list. `broken`: the entries violate every rule about several entries; otherwise they are independent. */
function environment(count: number, broken: boolean): ParsedEnvironment {
  const own = (index: number) => (broken ? 0 : index);
  const names = (index: number) => [`d${index}`, `c${index}`, `q${index}`, `t${index}`, ...(broken ? ["nothing"] : [])];
  const workload = (index: number) => ({
    image: "app:1.0.0",
    uses: index === 0 ? [...new Set(many(count, names).flat()), ...(broken ? many(count, () => "nothing") : [])] : names(index),
    environment: named("VARIABLE_", index === 0 ? count : 1, () => "x"),
    writablePaths: index === 0 ? many(count, (at) => `/data/${own(at)}`) : ["/tmp"],
    metrics: named("m", index === 0 ? count : 1, () => ({
      pattern: "{ $.event = 1 }",
      alarm: { above: 1, severity: broken ? "page" : "ticket", reason: "x" },
    })),
    scale: { schedules: named("s", index === 0 ? count : 1, () => ({ cron: "cron(0 8 ? * MON-FRI *)", min: 1, max: 1 })) },
  });
  return environmentSchema.parse({
    name: "big",
    stage: "multi-region",
    domainName: "example.com",
    homeRegion: "us-east-1",
    regions: { "us-east-1": { primary: true }, "eu-west-1": {}, "ap-southeast-2": {} },
    evacuated: many(broken ? count : 1, () => "eu-west-1"),
    network: { natGateways: "none", interfaceEndpoints: many(count, () => "ecr.api") },
    services: {
      ...named("s", count, (index) => ({
        ...workload(index),
        port: 8080,
        priority: own(index) + 1,
        routes: [`/${own(index)}/*`, `/${own(index)}/x`],
        hosts: ["www.example.com"],
      })),
      ...named("n", count, (index) => ({ ...workload(index), port: 8080, listener: { protocol: "tcp", port: own(index) + 1 } })),
      // A service with long lists.
      listed: {
        ...workload(1),
        port: 8080,
        routes: many(count, (at) => `/${own(at)}`),
        hosts: many(count, (at) => `h${own(at)}.example.com`),
      },
    },
    workers: named("w", count, (index) => ({ ...workload(index), consumes: broken ? "q0" : `q${index}` })),
    databases: named("d", count, (index) => ({
      engine: "postgres",
      regions: many(index === 0 ? count : 2, (at) => (at % 2 ? "us-east-1" : "eu-west-1")),
    })),
    tables: named("t", count, () => ({
      partitionKey: { name: "id" },
      indexes: named("index", 3, () => ({ partitionKey: { name: "id" } })),
      regions: ["us-east-1", "us-east-1"],
    })),
    caches: named("c", count, () => ({ global: true })),
    queues: named("q", count, () => ({})),
    secrets: named("k", count, () => ({})),
    tags: named("tag", count, () => "x"),
    alerts: { page: { emails: many(count, (at) => `a${own(at)}@example.com`) } },
    delivery: {
      ...{ repository: "acme/photofeed", ownerId: "1", repositoryId: "2" },
      refs: many(count, (at) => `refs/heads/b${own(at)}`),
    },
  });
}

/** A view of the data that counts the reads of its properties. */
function counted<Data extends object>(data: Data): { readonly data: Data; reads: number } {
  const views = new WeakMap<object, object>();
  const view = <Part>(part: Part): Part => {
    if (typeof part !== "object" || part === null) return part;
    const known = views.get(part) ?? new Proxy(part, handler);
    views.set(part, known);
    return known as Part;
  };
  const handler: ProxyHandler<object> = {
    get(target, key, receiver) {
      result.reads += 1;
      return view(Reflect.get(target, key, receiver) as unknown);
    },
    getOwnPropertyDescriptor(target, key) {
      result.reads += 1;
      return Reflect.getOwnPropertyDescriptor(target, key);
    },
  };
  const result = { data: view(data), reads: 0 };
  return result;
}

const filled = new Map<string, Settings>();

function settingsOf(count: number, broken: boolean): Settings {
  const key = `${count} ${broken}`;
  const settings = filled.get(key) ?? fillDefaults(environment(count, broken));
  filled.set(key, settings);
  return settings;
}

/** The number of reads of a task with the given number of entries in each map and list. */
function readsOf(count: number, broken: boolean, work: (settings: Settings) => void): number {
  const settings = counted(settingsOf(count, broken));
  work(settings.data);
  return settings.reads;
}

// If the environment doubles, the reads of a quadratic check quadruple.
const SMALL = 24;
const MAX_GROWTH = 2.6;

describe.each([false, true])("for an environment of double size, broken: %s,", (broken) => {
  test.each(RULES.map((rule) => [rule.id, rule] as const))("the reads of rule %s about double", (_, rule) => {
    const drain = (settings: Settings) => {
      for (const violation of rule.check(settings)) expect(violation.problem).not.toBe("");
    };
    const [small, large] = [readsOf(SMALL, broken, drain), readsOf(2 * SMALL, broken, drain)];
    expect(large).toBeLessThan(MAX_GROWTH * small + 200);
  });

  test("the reads of fillDefaults() about double", () => {
    const reads = (count: number) => {
      const data = counted(environment(count, broken));
      fillDefaults(data.data);
      return data.reads;
    };
    expect(reads(2 * SMALL)).toBeLessThan(MAX_GROWTH * reads(SMALL));
  });

  test("the number of violations about doubles", () => {
    const violations = (count: number) => {
      const settings = settingsOf(count, broken);
      return RULES.map((rule) => [...rule.check(settings)]);
    };
    const [small, large] = [violations(SMALL), violations(2 * SMALL)];
    for (const [index, { id }] of RULES.entries())
      expect([id, (large[index]?.length ?? 0) <= MAX_GROWTH * (small[index]?.length ?? 0) + 4]).toEqual([id, true]);
  });
});

test("the reads of buildPlatform() about double for an environment of double size", () => {
  const reads = (count: number) => readsOf(count, false, (settings) => buildPlatform(settings));
  expect(reads(2 * SMALL)).toBeLessThan(MAX_GROWTH * reads(SMALL));
});

describe("the errors of a very invalid environment", () => {
  const errors = (count: number) => {
    const resolution = resolve({ ...environment(3, false), tags: Object.fromEntries(many(count, (index) => [`aws:${index}`, "x"])) });
    return resolution.ok ? [] : resolution.errors;
  };

  test("are collected up to a maximum number", () => {
    expect(errors(MOST_ERRORS - 1).length).toBeGreaterThanOrEqual(MOST_ERRORS - 1);
    expect(errors(2 * MOST_ERRORS)).toHaveLength(MOST_ERRORS);
  });

  test("are collected up to a maximum number for invalid and unknown fields", () => {
    const invalid = { name: 5, services: named("s", MOST_ERRORS, () => ({ image: 5, port: "x" })) };
    const unknown = named("field", 2 * MOST_ERRORS, () => 1);
    for (const data of [invalid, unknown]) {
      const resolution = resolve(data);
      expect(resolution.ok ? 0 : resolution.errors.length).toBe(MOST_ERRORS);
    }
  });

  const some = (count: number) =>
    many(count, (index) => ({ rule: "x", path: `field${index}`, problem: "a", received: 1, allowed: "b", fix: "c" }));
  const blocks = (text: string) => text.trimEnd().split("\n\n");

  test.each([
    ["errors", formatErrors, "in"],
    ["warnings", formatWarnings, "for"],
  ] as const)("print the first 50 %s and the count of the rest", (kind, format, where) => {
    expect(blocks(format("dev", some(50)))).toHaveLength(1 + 50);
    const all = blocks(format("dev", some(51)));
    expect([all.length, all[0], all[50]?.split(" ")[0], all.at(-1)]).toEqual([
      1 + 50 + 1,
      `51 ${kind} ${where} environment "dev"`,
      "field49",
      `and 1 more ${kind.slice(0, -1)} (not shown)`,
    ]);
    expect(blocks(format("dev", some(70))).at(-1)).toBe(`and 20 more ${kind} (not shown)`);
    const maximum = blocks(format("dev", some(MOST_ERRORS)));
    expect(maximum[0]).toBe(`at least ${MOST_ERRORS} ${kind} ${where} environment "dev"`);
    expect(maximum.at(-1)).toBe(`and at least ${MOST_ERRORS - 50} more ${kind} (not shown)`);
  });

  test("list at most 100 allowed names and compare at most 1,000", () => {
    const names = many(5_000, (index) => `name${index}`);
    expect(oneOf(names).split(", ")).toHaveLength(100);
    expect(oneOf(names)).toMatch(/name99 or one of 4900 more$/);
    expect(nearest("name12x", names)).toMatch(/^name12/);
    expect(nearest("something-else", names)).toBeUndefined();
    expect(nearest("x".repeat(60), names)).toBeUndefined();
  });

  test("contain one error for too many regions", () => {
    const resolution = resolve(changed({ regions: named("r", 65, () => ({})) }));
    expect(resolution).toMatchObject({ errors: [{ path: "regions", allowed: expect.stringContaining("1 to 64 regions") as string }] });
  });
});
