import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import fc from "fast-check";
import ts from "typescript";
import { addEntry, chooseEnvironment } from "../../../cli/add/add-entry";
import { addEnvironment } from "../../../cli/add/add-environment";
import { type Addition, type AddFlags, type EntryKind, ENTRY_KINDS, additionOf } from "../../../cli/add/addition";
import { editEnvironment } from "../../../cli/add/edit-environment";
import { answersOf, type InitFlags } from "../../../cli/init/answers";
import { environmentData, environmentSource } from "../../../cli/init/environment-source";
import { projectFiles } from "../../../cli/init/files";
import type { PackageJson } from "../../../cli/init/package-json";
import { loadProject } from "../../../cli/project";
import { validate } from "../../../cli/commands/validate";
import { Call } from "../../../cli/verb";
import { VALIDATE } from "../../../cli/verbs/validate";
import { ADD_VERBS } from "../../../cli/verbs/add";
import { evaluateEnvironment } from "../../support/evaluate";
import { InstalledPackage } from "../../support/installed-package";

const root = join(__dirname, "../../..");
const FLAGS: InitFlags = { name: "shop", domain: "shop.example.com", region: ["us-east-1"], service: ["web:3000"], database: "postgres" };

/** A project with the package of this repository. */
function project(flags: InitFlags = FLAGS): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "terrace-add-")));
  scratch.push(folder);
  const terrace = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as PackageJson;
  const files = projectFiles(answersOf(flags), { existingPackage: undefined, terrace, workflow: "", projectId: "1" });
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  installed.addTo(folder);
  return folder;
}

const scratch: string[] = [];
const installed = new InstalledPackage();
afterAll(() => {
  installed.remove();
  scratch.forEach((each) => rmSync(each, { recursive: true, force: true }));
});

const read = (folder: string, file: string) => readFileSync(join(folder, file), "utf8");
const PROD = "environments/prod.ts";
const environmentOf = (folder: string, name = "prod") => loadProject(folder).environments[name];

describe("addEntry()", () => {
  const options = (folder: string, name: string, flags: AddFlags = {}) => ({ root: folder, name, environment: "", flags });

  test("adds one of each kind to a generated environment, and keeps the rest of the file", () => {
    const folder = project();
    const before = read(folder, PROD);
    addEntry("queue", options(folder, "emails", { usedBy: ["web"] }));
    addEntry("worker", options(folder, "mailer", { queue: "emails" }));
    addEntry("cache", options(folder, "sessions", { usedBy: ["web", "mailer"] }));
    addEntry("service", options(folder, "admin", { port: "8081", image: "admin:1.0.0", uses: ["main", "emails"] }));
    addEntry("database", options(folder, "orders", { engine: "mysql" }));
    const after = read(folder, PROD);
    expect(after).toMatchSnapshot();
    const rest = after.split("\n");
    const missing = before.split("\n").filter((line) => {
      const at = rest.indexOf(line);
      if (at >= 0) rest.splice(0, at + 1);
      return at < 0;
    });
    expect(missing).toEqual(['      uses: ["main"],']);
    expect(environmentOf(folder)).toMatchObject({
      services: { web: { uses: ["main", "emails", "sessions"] }, admin: { port: 8081, routes: ["/admin", "/admin/*"], scale: { max: 3 } } },
      workers: { mailer: { consumes: "emails", uses: ["sessions"] } },
      databases: { main: { engine: "postgres" }, orders: { engine: "mysql" } },
    });
  });

  test("adds a worker without a queue where there is none", () => {
    const folder = project();
    addEntry("worker", options(folder, "sidekiq", { image: "sidekiq:1.0.0" }));
    expect(environmentOf(folder)?.workers).toEqual({ sidekiq: { image: "sidekiq:1.0.0" } });
  });

  test("records the places of all services with a new service, and removes the file again if the environment is not valid", () => {
    const folder = project();
    const file = "environments/placement.json";
    addEntry("queue", options(folder, "emails"));
    expect(() => addEntry("service", options(folder, "admin", { uses: ["nothing"] }))).toThrow("Nothing was changed");
    expect(existsSync(join(folder, file))).toBe(false);
    const { also } = addEntry("service", options(folder, "admin"));
    const written = JSON.parse(read(folder, file)) as {
      readonly prod: Readonly<Record<string, { readonly priorities: readonly number[] }>>;
    };
    expect(Object.keys(written.prod)).toEqual(["admin", "web"]);
    expect(also).toEqual([
      `Places in ${file}:`,
      `  admin: load balancer 1, security group 1, priority ${written.prod.admin?.priorities[0]}`,
      `  web: load balancer 1, security group 1, priority ${written.prod.web?.priorities[0]}`,
    ]);
    const before = written.prod.web;
    addEntry("service", options(folder, "users"));
    expect(JSON.parse(read(folder, file))).toMatchObject({ prod: { web: before, admin: written.prod.admin } });
  });

  test("adds a region with the home region that several regions require", () => {
    const folder = project({ ...FLAGS, database: undefined });
    addEntry("region", options(folder, "eu-west-1"));
    expect(environmentOf(folder)).toMatchObject({ homeRegion: "us-east-1", regions: { "us-east-1": { primary: true }, "eu-west-1": {} } });
    expect(read(folder, PROD)).toContain('  homeRegion: "us-east-1",\n  regions: { "us-east-1": { primary: true }, "eu-west-1": {} },\n');
  });

  test.each<[EntryKind, string, AddFlags, string]>([
    ["service", "admin", { uses: ["nothing"] }, "services.admin.uses[0]  is not the name of a resource"],
    ["worker", "mailer", { queue: "nothing" }, "workers.mailer.consumes"],
    ["region", "us-east-9", {}, "regions.us-east-9"],
    ["database", "Orders", {}, "databases.Orders"],
  ])("restores the file if the %s %s is not valid", (kind, name, flags, message) => {
    const folder = project();
    const before = read(folder, PROD);
    const add = () => addEntry(kind, options(folder, name, flags));
    expect(add).toThrow("The environment would not be valid. Nothing was changed.");
    expect(add).toThrow(message);
    expect(read(folder, PROD)).toBe(before);
  });

  test.each<[EntryKind, string, string]>([
    [
      "cache",
      "web",
      "prod already has the name web.\n  received  web\n  allowed   a name other than web, main\n  fix       For example: web2",
    ],
    ["service", "main", "For example: main2"],
    ["region", "us-east-1", "prod already has the region us-east-1."],
  ])("a %s with the existing name %s is rejected", (kind, name, message) => {
    const folder = project();
    expect(() => addEntry(kind, options(folder, name))).toThrow(message);
  });

  test("rejects a port that is not a number, and a workload that does not exist", () => {
    const folder = project();
    expect(() => addEntry("service", options(folder, "admin", { port: "80a" }))).toThrow("--port is not valid.");
    expect(() => addEntry("queue", options(folder, "emails", { usedBy: ["nobody"] }))).toThrow('Unknown workload in --used-by "nobody".');
  });
});

describe("an environment file in another form", () => {
  const addition: Addition = additionOf("service", "search", { port: "8080" }, {});

  test.each([
    ["no call", "export const prod = {};", 'it contains no call environment({ name: "prod", … })'],
    ["another environment", 'environment({ name: "dev" });', 'it contains no call environment({ name: "prod", … })'],
    ["a map from a variable", 'environment({ name: "prod", services: all });', "the value of `services` is not an object literal"],
    ["a shorthand", 'environment({ name: "prod", services });', "`services` may come from a spread (`...`)"],
    ["a spread after the map", 'environment({ name: "prod", services: {}, ...rest });', "`services` may come from a spread (`...`)"],
  ])("%s is an obstacle", (_, text, obstacle) => {
    expect(editEnvironment(ts, "a.ts", text, "prod", addition)).toEqual({ obstacle });
  });

  test("the error contains the lines to add, and the file stays as it is", () => {
    const folder = project();
    const text = read(folder, PROD)
      .replace("  services: {\n", "  ...rest,\n  services: {\n")
      .replace("export const", "const rest = {};\nexport const");
    const moved = text.replace("  ...rest,\n", "").replace("\n});", "\n  ...rest,\n});");
    writeFileSync(join(folder, PROD), moved);
    expect(() => addEntry("cache", { root: folder, name: "sessions", environment: "", flags: { usedBy: ["web"] } }))
      .toThrowErrorMatchingInlineSnapshot(`
     "environments/prod.ts has a form that terrace add cannot edit: \`caches\` may come from a spread (\`...\`). Nothing was changed.
       fix       Add these lines to the environment prod manually:

         caches: { sessions: {} },
         // and in \`uses\` of web: "sessions""
    `);
    expect(read(folder, PROD)).toBe(moved);
  });
});

test("any additions to any generated environment result in the merged data", () => {
  const addable = ENTRY_KINDS.filter((kind) => kind !== "region");
  const flags = fc.record({
    service: fc.subarray(["web:3000", "api:8080"], { minLength: 1 }),
    worker: fc.subarray(["mailer:emails"]),
    database: fc.constantFrom(undefined, "postgres"),
    cache: fc.boolean(),
    region: fc.constantFrom(["us-east-1"], ["us-east-1", "eu-west-1"]),
    ci: fc.constantFrom(undefined, "github"),
  });
  const kinds = fc.array(fc.constantFrom(...addable), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(flags, kinds, (chosen, added) => {
      const answers = answersOf({ ...FLAGS, ...chosen });
      let text = environmentSource(answers);
      const expected = structuredClone(environmentData(answers)) as Record<string, Record<string, unknown>>;
      added.forEach((kind, index) => {
        const addition = additionOf(kind, `new${index}`, {}, {});
        const edit = editEnvironment(ts, "a.ts", text, "prod", addition);
        if ("obstacle" in edit) throw new Error(edit.obstacle);
        text = edit.text;
        expected[addition.map] = { ...expected[addition.map], [addition.name]: addition.value };
      });
      expect(evaluateEnvironment(text).prod).toEqual(expected);
    }),
    { numRuns: 60 },
  );
});

describe("addEnvironment()", () => {
  const staging = { name: "staging", regions: ["eu-west-1"], from: "", domain: "" };

  test("adds a file and its entry", () => {
    const folder = project();
    addEnvironment({ root: folder, ...staging });
    expect(environmentOf(folder, "staging")).toEqual({
      ...environmentOf(folder),
      name: "staging",
      domainName: "staging.shop.example.com",
      regions: { "eu-west-1": { primary: true } },
    });
    expect(read(folder, "environments/index.ts")).toMatchInlineSnapshot(`
     "import { defineProject } from "@terrace-aws/terrace";
     import { prod } from "./prod";
     import { staging } from "./staging";

     /** All environments by name. \`terrace add environment\` adds one. */
     export default defineProject({ environments: { prod, staging } });
     "
    `);
    expect(() => addEnvironment({ root: folder, ...staging })).toThrow("The project already has the environment staging.");
    expect(() => addEnvironment({ root: folder, ...staging, name: "dev" })).toThrow("The project has several environments.");
    addEnvironment({ root: folder, ...staging, name: "new", from: "staging", domain: "new.example.com" });
    expect(environmentOf(folder, "new")).toMatchObject({ name: "new", domainName: "new.example.com" });
  });

  test("an environment like one in several regions has a home region of its own", () => {
    const folder = project({ ...FLAGS, region: ["us-east-1", "eu-west-1"] });
    addEnvironment({ root: folder, ...staging, regions: ["ap-southeast-2"] });
    expect(environmentOf(folder, "staging")).toMatchObject({
      homeRegion: "ap-southeast-2",
      regions: { "ap-southeast-2": { primary: true } },
    });
  });

  test("writes nothing if the environment is not valid, and requires a region", () => {
    const folder = project();
    const index = read(folder, "environments/index.ts");
    expect(() => addEnvironment({ root: folder, ...staging, regions: ["mars"] })).toThrow("Nothing was changed.");
    expect(read(folder, "environments/index.ts")).toBe(index);
    expect(() => read(folder, "environments/staging.ts")).toThrow("ENOENT");
    expect(() => addEnvironment({ root: folder, ...staging, regions: [] })).toThrow("A new environment requires a region.");
  });

  test("reports a list of environments in another form", () => {
    const folder = project();
    const index = read(folder, "environments/index.ts").replace("environments: { prod }", "environments: Object.assign({ prod })");
    writeFileSync(join(folder, "environments/index.ts"), index);
    expect(() => addEnvironment({ root: folder, ...staging })).toThrow("it contains no defineProject({ environments: { … } })");
  });
});

test("terrace validate reports workloads without a released image, and reads the released images of the project", async () => {
  const folder = project();
  // The packages of the project are not installed, so its synthesis writes no stack.
  const write = 'require("node:fs").writeFileSync(`${process.env.CDKTF_OUTDIR}/manifest.json`, \'{ "stacks": {} }\');';
  writeFileSync(join(folder, "synthesize.cjs"), write);
  writeFileSync(join(folder, "cdktf.json"), read(folder, "cdktf.json").replace(/"app": ".*"/, '"app": "node synthesize.cjs"'));
  const print = jest.spyOn(console, "log").mockReturnValue();
  const printed = async () => {
    print.mockClear();
    await validate(new Call({ verb: VALIDATE, arguments: {}, options: {} }, folder, []));
    return print.mock.calls.flat().join("\n");
  };
  expect(await printed()).toContain("service web waits for its first image: no task runs.");
  writeFileSync(join(folder, "environments/images.json"), JSON.stringify({ prod: { web: `sha256:${"a".repeat(64)}` } }));
  expect(await printed()).toBe("prod is valid.");
  print.mockRestore();
});

test("chooseEnvironment() takes the only environment, or the named one", () => {
  expect([chooseEnvironment(["prod"], ""), chooseEnvironment(["dev", "prod"], "prod")]).toEqual(["prod", "prod"]);
  expect(() => chooseEnvironment(["dev", "prod"], "")).toThrow("The project has several environments.");
  expect(() => chooseEnvironment(["dev", "prod"], "pro")).toThrow('The project has no environment "pro".');
});

test("each kind of entry has a verb", () => {
  expect(ADD_VERBS.map(({ name }) => name).sort()).toEqual([...ENTRY_KINDS, "environment"].map((kind) => `add ${kind}`).sort());
});
