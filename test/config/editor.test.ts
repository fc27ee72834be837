import { INSTANCE_CLASSES } from "../../aws/instance-classes";
import { REGION_NAMES } from "../../aws/regions";
import { referenceFields } from "../../config/reference";
import { openEditor } from "../support/language-service";

/** Completions, hovers and errors of an environment in an editor, from the TypeScript language service. */
const editor = openEditor("environments/in-the-editor.ts");

const IMPORT = 'import { environment } from "../config/environment";\n';

/** The source of an environment with a service, a worker and one entry in each map, with some fields replaced. */
function source(fields: Readonly<Record<string, string>> = {}): string {
  const all = {
    name: '"shop"',
    stage: '"multi-region"',
    domainName: '"shop.example.com"',
    homeRegion: '"us-east-1"',
    regions: '{ "us-east-1": { primary: true }, "eu-west-1": {} }',
    services: '{ web: { image: "web:1.0.0", port: 8080, routes: ["/*"], uses: ["main", "carts", "sessions", "orders", "mail-key"] } }',
    workers: '{ mailer: { image: "mailer:1.0.0", consumes: "orders", uses: ["main"] } }',
    databases: '{ main: { engine: "postgres" } }',
    tables: '{ carts: { partitionKey: { name: "id" } } }',
    caches: "{ sessions: {} }",
    queues: "{ orders: {} }",
    secrets: '{ "mail-key": {} }',
    ...fields,
  };
  const lines = Object.entries(all).map(([field, value]) => `  ${field}: ${value},`);
  return `${IMPORT}export const shop = environment({\n${lines.join("\n")}\n});\n`;
}

test("a valid environment has no errors", () => {
  expect(editor.errors(source())).toEqual([]);
});

describe("completion", () => {
  test("lists all regions in `regions`, `homeRegion`, and fields that can name any region", () => {
    expect(editor.completions(source({ homeRegion: '"▮"' })).sort()).toEqual([...REGION_NAMES].sort());
    expect(editor.completions(source({ state: '{ region: "▮" }' })).sort()).toEqual([...REGION_NAMES].sort());
    const keys = editor.completions(source({ regions: '{ "us-east-1": {}, "▮" }' }));
    expect(keys).toEqual(expect.arrayContaining(["eu-west-1", "ap-southeast-2"]));
  });

  test("lists the environment's regions in fields that require one of them", () => {
    const databases = '{ main: { engine: "postgres", primaryRegion: "▮" } }';
    expect(editor.completions(source({ databases })).sort()).toEqual(["eu-west-1", "us-east-1"]);
  });

  test("lists all instance classes, engines, versions and CPU units", () => {
    const database = (fields: string) => editor.completions(source({ databases: `{ main: { ${fields} } }` }));
    expect(database('engine: "postgres", size: "▮"').sort()).toEqual([...INSTANCE_CLASSES].sort());
    expect(database('engine: "▮"').sort()).toEqual(["mysql", "postgres"]);
    expect(database('engine: "postgres", version: "▮"')).toContain("17");
    expect(editor.completions(source({ caches: '{ sessions: { engine: "▮" } }' })).sort()).toEqual(["redis", "valkey"]);
    const cpu = editor.completions(source({ services: "{ web: { image: '', port: 1, cpu: ▮ } }" }));
    expect(cpu).toEqual(expect.arrayContaining(["256", "512", "16384"]));
  });

  test("lists everything that can be used in `uses`, and the queues in `consumes`", () => {
    const services = '{ web: { image: "web:1.0.0", port: 8080, uses: ["main", "▮"] } }';
    const offered = editor.completions(source({ services }));
    expect(offered).toEqual(expect.arrayContaining(["carts", "sessions", "orders", "mail-key"]));
    expect(offered).not.toContain("web");
    const workers = '{ mailer: { image: "mailer:1.0.0", consumes: "▮" } }';
    expect(editor.completions(source({ workers }))).toEqual(["orders"]);
  });

  test("lists the fields of every object", () => {
    expect(editor.completions(source({ "▮": "1" }))).toEqual(expect.arrayContaining(["alerts", "network", "site"]));
    const scale = "{ web: { image: '', port: 1, scale: { ▮ } } }";
    expect(editor.completions(source({ services: scale }))).toEqual(expect.arrayContaining(["min", "max", "requestsPerTask", "schedules"]));
  });
});

describe("the hover of a field", () => {
  const fieldOf = (path: string) => referenceFields().find((field) => field.path === path);

  test("has the type, meaning, unit, default and an example", () => {
    const hover = editor.hover(source({ queues: '{ orders: { "▮retention": "4 days" } }' }));
    expect(hover).toMatch(/Queue\.retention\?: (Duration|`\$\{number\} second` \| )/);
    expect(hover).toContain(fieldOf("queues.<name>.retention")?.meaning);
    expect(hover).toContain("Allowed: a duration from 1 minute to 14 days");
    expect(hover).toContain('@default "4 days"');
    expect(hover).toContain('@example "1 minute"');
  });

  test("has the default of each growth stage", () => {
    const hover = editor.hover(source({ databases: '{ main: { engine: "postgres", "▮storage": "20 GB" } }' }));
    expect(hover).toContain(fieldOf("databases.<name>.storage")?.meaning);
    expect(hover).toMatch(/@default single-region: `"\d+ GB"`; multi-region: `"\d+ GB"`/);
  });

  test("contains the description at each depth, in maps and in variants of a union", () => {
    const service = (fields: string) => source({ services: `{ web: { image: "web:1.0.0", port: 8080, routes: ["/*"], ${fields} } }` });
    const hovers: readonly (readonly [string, string])[] = [
      [source({ "▮rollout": "{}" }), "rollout"],
      [service("▮uses: []"), "services.<name>.uses"],
      [service("scale: { ▮min: 1 }"), "services.<name>.scale.min"],
      [service('loadBalancing: { algorithm: "round_robin", ▮slowStart: "30 seconds" }'), "services.<name>.loadBalancing.slowStart"],
      [service('tracing: { ▮sampling: "5%" }'), "services.<name>.tracing.sampling"],
      [source({ tables: '{ carts: { ▮partitionKey: { name: "id" } } }' }), "tables.<name>.partitionKey"],
      [source({ regions: '{ "us-east-1": { ▮cidr: "10.1.0.0/16" } }' }), "regions.<region>.cidr"],
    ];
    for (const [text, path] of hovers) {
      const description = fieldOf(path)?.meaning.split(" Only with ")[0] ?? path;
      expect(editor.hover(text).replace(/\s+/g, " ")).toContain(description);
    }
  });
});

describe("the error of the compiler", () => {
  const only = (fields: Readonly<Record<string, string>>) => {
    const errors = editor.errors(source(fields));
    expect(errors).toHaveLength(1);
    return errors[0];
  };

  test("suggests the name in `uses` that is spelled almost the same", () => {
    const services = '{ web: { image: "web:1.0.0", port: 8080, uses: ["main", "session"] } }';
    expect(only({ services })).toMatch(/^Type '"session"' is not assignable to type '.*"main".*'\. Did you mean '"sessions"'\?$/);
  });

  test("lists the maps that can have an entry if the environment has no resource to use", () => {
    const empty = { databases: "{}", tables: "{}", caches: "{}", queues: "{}", secrets: "{}", workers: "{}" };
    const services = '{ web: { image: "web:1.0.0", port: 8080, uses: ["main"] } }';
    const error = `Type '"main"' is not assignable to type '"none yet: first add an entry to databases, tables, caches, queues or secrets"'.`;
    expect(only({ ...empty, services })).toBe(error);
    for (const field of Object.keys(empty)) expect(source({ ...empty, services })).toContain(field);
    const withoutMaps = source({ services }).replace(/^ {2}(databases|tables|caches|queues|secrets|workers): .*\n/gm, "");
    expect(editor.errors(withoutMaps)).toEqual([error]);
  });

  test("lists the queues for a worker that consumes an unknown queue", () => {
    const workers = '{ mailer: { image: "mailer:1.0.0", consumes: "order" } }';
    expect(only({ workers })).toBe(`Type '"order"' is not assignable to type '"orders"'.`);
  });

  test("lists the environment's regions for a database in another region", () => {
    const databases = '{ main: { engine: "postgres", primaryRegion: "eu-west-2" } }';
    expect(only({ databases })).toContain(`Type '"eu-west-2"' is not assignable to type '"us-east-1" | "eu-west-1"`);
  });

  test.each([
    ["an unknown region", { regions: '{ "us-est-1": {} }' }, `'"us-est-1"' does not exist in type`],
    ["an unknown field", { stagee: "1" }, "'stagee' does not exist in type 'Environment<"],
    ["an unknown field of a service", { services: '{ web: { image: "", port: 1, replicas: 2 } }' }, "'replicas' does not exist in type 'Service<"],
    ["an unknown unit", { queues: '{ orders: { retention: "4 weeks" } }' }, `Type '"4 weeks"' is not assignable to type`],
    ["a number without a unit", { queues: "{ orders: { retention: 345600 } }" }, "Type 'number' is not assignable to type"],
    ["an unknown engine", { databases: '{ main: { engine: "postgresql" } }' }, `Did you mean '"postgres"'?`],
    ["an unknown instance class", { databases: '{ main: { engine: "mysql", size: "db.t4g.mirco" } }' }, `Did you mean '"db.t4g.micro"'?`],
    ["a percentage without its sign", { rollout: '{ changeLimit: "30" }' }, `Type '"30"' is not assignable to type`],
    ["a required field that is missing", { databases: "{ main: {} }" }, "Property 'engine' is missing in type '{}' but required in type 'Database<"],
    ["a field of another variant", { services: '{ web: { image: "", port: 1, loadBalancing: { algorithm: "weighted_random", slowStart: "30 seconds" } } }' }, "'slowStart' does not exist in type"],
  ] as const)("reports %s", (_name, fields, message) => {
    expect(only(fields)).toContain(message);
  }); // prettier-ignore
});

describe("data that is declared in another variable", () => {
  const shared = (suffix: string, uses = "main") => `${IMPORT}import type { Environment } from "../config/environment";
const shared = {
  services: { web: { image: "web:1.0.0", port: 8080, routes: ["/*"], uses: ["${uses}"] } },
  databases: { main: { engine: "postgres" } },
} ${suffix};
export const shop = environment({ name: "shop", stage: "single-region", domainName: "example.com", regions: { "us-east-1": {} }, ...shared });`;

  test("keeps its names with `as const`: every list and object of an environment is read-only", () => {
    expect(editor.errors(shared("as const"))).toEqual([]);
    expect(editor.errors(shared("as const satisfies Partial<Environment>"))).toEqual([]);
    expect(editor.errors(shared("as const", "mian"))).toEqual([
      expect.stringContaining(`Type '"mian"' is not assignable to type '"main"'`),
    ]);
  });

  test("is accepted as a complete environment with any names", () => {
    const text = `${IMPORT}import type { Environment } from "../config/environment";
declare const given: Environment;
export const [same, changed] = [environment(given), environment({ ...given, name: "other" })];`;
    expect(editor.errors(text)).toEqual([]);
  });

  test("is deeply read-only in an environment", () => {
    const change = (statement: string) => `${IMPORT}import type { Environment } from "../config/environment";
declare const given: Environment;
${statement}`;
    expect(editor.errors(change('given.name = "x";'))).toEqual([expect.stringContaining("read-only property")]);
    expect(editor.errors(change('given.services!.web!.uses!.push("x");'))).toEqual([expect.stringContaining("'push' does not exist")]);
    expect(editor.errors(change('given.databases!.main!.size = "db.t4g.micro";'))).toEqual([expect.stringContaining("read-only property")]);
  });
});
