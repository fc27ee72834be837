import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { parse } from "../../../cli/entry/parse";
import { runVerb } from "../../../cli/entry/run-terrace";
import { UsageProblem } from "../../../cli/problem";
import { flagOf, type Given, optionsOf, type ValueForm, type Verb } from "../../../cli/verb";
import { VERBS } from "../../../cli/verbs";
import { InstalledPackage } from "../../support/installed-package";
import { parsedVerb } from "../../support/scripts";

/** Tools and credentials are missing: the first check of either ends the call. */
const MISSING = "a tool or credentials are missing";
jest.mock("../../../cli/needs/require-needs", () => ({
  requireNeeds: (needs: readonly string[]) => (needs.length === 0 ? Promise.resolve() : Promise.reject(new Error(MISSING))),
}));
jest.mock("../../../cli/aws/credentials", () => ({ requireCredentials: () => Promise.reject(new Error(MISSING)) }));

const repository = path.join(__dirname, "../../..");

/** A project whose names the examples of the verbs use. */
const FILES: Readonly<Record<string, string>> = {
  "cdktf.json": "{}\n",
  "package.json": "{}\n",
  "environments/images.json": "{}\n",
  ".terrace/plans/manifest.json": "{}\n",
  ".terrace/plans/plan.md": "# Plan\n",
  "environments/prod.ts": `import { environment } from ${JSON.stringify(path.join(repository, "index"))};

export const prod = environment({
  name: "prod",
  stage: "multi-region",
  domainName: "shop.example.com",
  homeRegion: "eu-west-1",
  regions: { "eu-west-1": { primary: true }, "us-east-1": {}, "us-west-2": {} },
  services: {
    api: { port: 8080, routes: ["/api/*"], uses: ["main"], scale: { max: 3 } },
    web: { port: 3000, routes: ["/*"] },
  },
  workers: { mailer: { consumes: "emails", uses: ["mail-key"] } },
  databases: { main: { engine: "postgres" } },
  queues: { emails: {} },
  secrets: { "mail-key": { description: "The key of the mail provider" } },
});
`,
  "environments/index.ts": `import { defineProject } from ${JSON.stringify(path.join(repository, "index"))};
import { prod } from "./prod";

const staging = { ...prod, name: "staging", removalPolicy: "destroy" } as const;
const dev = { ...prod, name: "dev" } as const;
const previews = { lifetime: "2 days", domainName: "shop.example.com", region: "us-east-1", state: { bucket: "states", region: "us-east-1" } } as const;
export default defineProject({
  environments: { prod, staging, dev },
  previews: { ...previews, environment: (preview) => ({ ...prod, ...preview }) },
});
`,
};

/** A value of each form that is not valid. Undefined: any value is valid, or depends on the verb. */
const INVALID: Readonly<Record<ValueForm, string | undefined>> = {
  text: undefined,
  own: undefined,
  duration: "soon",
  address: "nowhere",
  checksum: "abc",
  "pull-request": "x",
  image: "api=1.0.0",
  folder: "no/such/folder",
  file: "no/such/file.json",
  environment: "nowhere",
  confirmation: "another",
  region: "mars-north-1",
  workload: "nobody",
  database: "nothing",
  secret: "nothing",
  group: "nothing",
  stack: "another-edge",
};

/** Values that the verbs check themselves, by verb and name, or by name. */
const OWN: Readonly<Record<string, string>> = {
  name: "Bad Name",
  "init name": "My Shop",
  "add region name": "mars-north-1",
  domain: "nope",
  region: "mars-north-1",
  service: "web",
  worker: "a:b:c",
  image: "web:latest",
  database: "oracle",
  environment: "Bad Name",
  port: "80a",
  route: "no-slash",
  uses: "nothing",
  "used-by": "nobody",
  queue: "nothing",
  engine: "oracle",
  from: "nowhere",
  tag: "latest",
  shell: "tcsh",
};

/** Calls that differ from the example of the verb: one of several environments must be chosen, and the example's name is free. */
const BASE: Readonly<Record<string, string>> = {
  "add worker": "add worker packer --queue emails --environment prod",
  "add environment": "add environment qa --region us-east-1 --from prod",
};

const root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "terrace-values-")));
const before = process.cwd();
const installed = new InstalledPackage();
beforeAll(() => {
  for (const [file, text] of Object.entries(FILES)) {
    fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    fs.writeFileSync(path.join(root, file), text);
  }
  installed.addTo(root);
  execFileSync("git", ["init", "--quiet"], { cwd: root });
  process.chdir(root);
});
afterAll(() => {
  process.chdir(before);
  installed.remove();
  fs.rmSync(root, { recursive: true, force: true });
});
afterEach(() => {
  const now = Object.keys(FILES).map((file) => [file, fs.readFileSync(path.join(root, file), "utf8")]);
  expect(Object.fromEntries(now)).toEqual(FILES);
});

/** A valid call of a verb. */
function validCall(verb: Verb): Given {
  const example = (BASE[verb.name] ?? verb.example).replace(/ [<>] .*$/, "");
  const words = [...example.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");
  const takesEnvironment = verb.name.startsWith("add ") && BASE[verb.name] === undefined;
  return parsedVerb(takesEnvironment ? [...words, "--environment", "prod"] : words);
}

interface Case {
  readonly verb: Verb;
  readonly what: string;
  readonly invalid: string;
  readonly given: Given;
}

/** All values of all verbs, each replaced by one that is not valid. */
const CASES: readonly Case[] = VERBS.flatMap((verb) => {
  const given = validCall(verb);
  const invalidOf = (name: string, form: ValueForm) => (form === "own" ? (OWN[`${verb.name} ${name}`] ?? OWN[name]) : INVALID[form]);
  const ofArguments = (verb.arguments ?? []).flatMap(({ name, form, several }): Case[] => {
    if (form === "text") return [];
    const invalid = invalidOf(name, form) ?? fail(`${verb.name} ${name}`);
    return [{ verb, what: name, invalid, given: { ...given, arguments: { ...given.arguments, [name]: several ? [invalid] : invalid } } }];
  });
  const ofOptions = optionsOf(verb).flatMap((option): Case[] => {
    const name = flagOf(option).long.slice(2);
    if (option.form === undefined || option.form === "text") return [];
    const invalid = invalidOf(name, option.form) ?? fail(`${verb.name} --${name}`);
    const value = option.repeatable ? [invalid] : invalid;
    return [{ verb, what: `--${name}`, invalid, given: { ...given, options: { ...given.options, [name]: value } } }];
  });
  return [...ofArguments, ...ofOptions];
});

function fail(what: string): never {
  throw new Error(`${what} has no example of an invalid value`);
}

test.each(CASES.map((each) => [`${each.verb.name}: ${each.what} ${JSON.stringify(each.invalid)}`, each] as const))(
  "%s is a usage error, before tools and credentials are checked, and nothing changes",
  async (_name, { given, invalid }) => {
    const error: unknown = await runVerb(given).catch((thrown: unknown) => thrown);
    expect([(error as Error).message, error instanceof UsageProblem]).toEqual([expect.stringContaining(invalid), true]);
  },
);

test.each(VERBS.filter(({ needs }) => needs).map((verb) => [verb.name, verb] as const))(
  "the example of %s has valid values: the next problem is a missing tool",
  async (_name, verb) => {
    await expect(runVerb(validCall(verb))).rejects.toThrow(MISSING);
  },
);

test.each(VERBS.filter(({ target }) => target).map((verb) => [verb.name, verb] as const))(
  "%s --local --aws is a usage error, before tools and credentials are checked",
  async (_name, verb) => {
    const given = validCall(verb);
    const both = runVerb({ ...given, options: { ...given.options, local: true, aws: true } });
    await expect(both).rejects.toThrow(UsageProblem);
  },
);

test.each([
  ["db rebuild-replica", { region: "eu-west-1" }, "it has no replica to rebuild"],
  ["plan", { store: true, base: "main" }, "Remove --base"],
  ["logs", { follow: true, json: true }, "Remove --follow"],
])("%s with %j is a usage error, before tools and credentials are checked", async (name, options, text) => {
  const given = validCall(VERBS.find((verb) => verb.name === name) ?? fail(name));
  const error: unknown = await runVerb({ ...given, options: { ...given.options, ...options } }).catch((thrown: unknown) => thrown);
  expect([error instanceof UsageProblem, (error as Error).message]).toEqual([true, expect.stringContaining(text)]);
});

test("an evacuation of all regions is a usage error, before tools are checked", async () => {
  const given = validCall(VERBS.find(({ name }) => name === "region evacuate") ?? fail("region evacuate"));
  const all = { ...given, arguments: { ...given.arguments, regions: ["eu-west-1", "us-east-1", "us-west-2"] } };
  await expect(runVerb(all)).rejects.toThrow(UsageProblem);
});

test("each option with a value has a form or choices, and only those", () => {
  const wrong = VERBS.flatMap((verb) =>
    optionsOf(verb).flatMap((option) => {
      const isFormed = option.form !== undefined || option.choices !== undefined;
      return flagOf(option).value === isFormed ? [] : [`${verb.name} ${option.flags}`];
    }),
  );
  expect(wrong).toEqual([]);
});

test("any text is valid only for files that are written or may be missing, titles, patterns, branches and commands", () => {
  const free = VERBS.flatMap((verb) => [
    ...(verb.arguments ?? []).filter(({ form }) => form === "text").map(({ name }) => name),
    ...optionsOf(verb).flatMap((option) => (option.form === "text" ? [flagOf(option).long] : [])),
  ]);
  expect([...new Set(free)].sort()).toEqual(["--app", "--base", "--filter", "--name", "--out", "--output", "--report", "--title", "files"]);
});

test.each(
  VERBS.flatMap(({ name, ...verb }) => optionsOf({ name, ...verb }).flatMap(({ flags, choices }) => (choices ? [[name, flags]] : []))),
)("%s: a value of %s that is not one of the choices is a usage error", (name = "", flags = "") => {
  expect(parse(VERBS, [...name.split(" "), flagOf({ flags }).long, "nonsense"], "1.0.0")).toMatchObject({ code: 2 });
});
