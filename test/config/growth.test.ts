import { buildPlatform } from "../../config/build/platform";
import { type Settings, fillDefaults } from "../../config/settings/settings";
import { resolve } from "../../config/resolve";
import { RULES } from "../../config/rules";
import { type ParsedEnvironment, environmentSchema } from "../../config/schema";
import { MOST_ERRORS, formatErrors, formatWarnings } from "../../language/errors";
import { nearest, oneOf } from "../../language/nearest";
import { changed } from "./base-environment";

/** No check may cost more than in proportion to what is written. Work is counted in reads, since time depends on the machine. */

const many = <Value>(count: number, make: (index: number) => Value): readonly Value[] =>
  Array.from({ length: count }, (_, index) => make(index));
const named = <Value>(prefix: string, count: number, make: (index: number) => Value) =>
  Object.fromEntries(many(count, (index) => [`${prefix}${index}`, make(index)] as const));

/** Every map and every list with some entries. `broken`: every rule between entries is broken; otherwise no two have anything in common. */
function environment(count: number, broken: boolean): ParsedEnvironment {
  const own = (index: number) => (broken ? 0 : index);
  const names = (index: number) => [`d${index}`, `c${index}`, `q${index}`, `t${index}`, ...(broken ? ["nothing"] : [])];
  const program = (index: number) => ({
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
        ...program(index),
        port: 8080,
        priority: own(index) + 1,
        routes: [`/${own(index)}/*`, `/${own(index)}/x`],
        hosts: ["www.example.com"],
      })),
      ...named("n", count, (index) => ({ ...program(index), port: 8080, listener: { protocol: "tcp", port: own(index) + 1 } })),
      // One service with long lists of its own.
      listed: {
        ...program(1),
        port: 8080,
        routes: many(count, (at) => `/${own(at)}`),
        hosts: many(count, (at) => `h${own(at)}.example.com`),
      },
    },
    workers: named("w", count, (index) => ({ ...program(index), consumes: broken ? "q0" : `q${index}` })),
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

/** The same data, and how many of its properties were read so far. */
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

/** How often a piece of work reads, with so many entries of everything. */
function readsOf(count: number, broken: boolean, work: (settings: Settings) => void): number {
  const settings = counted(settingsOf(count, broken));
  work(settings.data);
  return settings.reads;
}

// A quadratic check reads four times as much when everything doubles.
const SMALL = 24;
const MOST_GROWTH = 2.6;

describe.each([false, true])("twice as much of everything, broken: %s", (broken) => {
  test.each(RULES.map((rule) => [rule.id, rule] as const))("%s reads about twice as much", (_, rule) => {
    const drain = (settings: Settings) => {
      for (const breach of rule.check(settings)) expect(breach.problem).not.toBe("");
    };
    const [small, large] = [readsOf(SMALL, broken, drain), readsOf(2 * SMALL, broken, drain)];
    expect(large).toBeLessThan(MOST_GROWTH * small + 200);
  });

  test("so do defaults", () => {
    const reads = (count: number) => {
      const data = counted(environment(count, broken));
      fillDefaults(data.data);
      return data.reads;
    };
    expect(reads(2 * SMALL)).toBeLessThan(MOST_GROWTH * reads(SMALL));
  });

  test("so do the errors of a rule, each of which is short", () => {
    const breaches = (count: number) => {
      const settings = settingsOf(count, broken);
      return RULES.map((rule) => [...rule.check(settings)]);
    };
    const [small, large] = [breaches(SMALL), breaches(2 * SMALL)];
    for (const [index, { id }] of RULES.entries())
      expect([id, (large[index]?.length ?? 0) <= MOST_GROWTH * (small[index]?.length ?? 0) + 4]).toEqual([id, true]);
  });
});

test("so does the model", () => {
  const reads = (count: number) => readsOf(count, false, (settings) => buildPlatform(settings));
  expect(reads(2 * SMALL)).toBeLessThan(MOST_GROWTH * reads(SMALL));
});

describe("very many errors", () => {
  const errors = (count: number) => {
    const resolution = resolve({ ...environment(3, false), tags: Object.fromEntries(many(count, (index) => [`aws:${index}`, "x"])) });
    return resolution.ok ? [] : resolution.errors;
  };

  test("are looked for up to a number", () => {
    expect(errors(MOST_ERRORS - 1).length).toBeGreaterThanOrEqual(MOST_ERRORS - 1);
    expect(errors(2 * MOST_ERRORS)).toHaveLength(MOST_ERRORS);
  });

  test("of fields that are wrong by themselves, too, and of fields that do not exist", () => {
    const wrong = { name: 5, services: named("s", MOST_ERRORS, () => ({ image: 5, port: "x" })) };
    const unknown = named("field", 2 * MOST_ERRORS, () => 1);
    for (const data of [wrong, unknown]) {
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
  ] as const)("are shown up to 50 %s, and counted", (kind, format, where) => {
    expect(blocks(format("dev", some(50)))).toHaveLength(1 + 50);
    const all = blocks(format("dev", some(51)));
    expect([all.length, all[0], all[50]?.split(" ")[0], all.at(-1)]).toEqual([
      1 + 50 + 1,
      `51 ${kind} ${where} environment "dev"`,
      "field49",
      `and 1 more ${kind.slice(0, -1)}, which are not shown`,
    ]);
    expect(blocks(format("dev", some(70))).at(-1)).toBe(`and 20 more ${kind}, which are not shown`);
    const most = blocks(format("dev", some(MOST_ERRORS)));
    expect(most[0]).toBe(`at least ${MOST_ERRORS} ${kind} ${where} environment "dev"`);
    expect(most.at(-1)).toBe(`and at least ${MOST_ERRORS - 50} more ${kind}, which are not shown`);
  });

  test("name few of many names, and compare with few", () => {
    const names = many(5_000, (index) => `name${index}`);
    expect(oneOf(names).split(", ")).toHaveLength(100);
    expect(oneOf(names)).toMatch(/name99 or one of 4900 more$/);
    expect(nearest("name12x", names)).toMatch(/^name12/);
    expect(nearest("something-else", names)).toBeUndefined();
    expect(nearest("x".repeat(60), names)).toBeUndefined();
  });

  test("too many regions are one error", () => {
    const resolution = resolve(changed({ regions: named("r", 65, () => ({})) }));
    expect(resolution).toMatchObject({ errors: [{ path: "regions", allowed: expect.stringContaining("at most 64") as string }] });
  });
});
