import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { answersOf, type InitFlags } from "../../../cli/init/answers";
import { createFiles } from "../../../cli/init/create";
import { checkAnswers, environmentData, environmentSource } from "../../../cli/init/environment-source";
import { type Files, projectFiles } from "../../../cli/init/files";
import { initProject } from "../../../cli/init/init";
import { mergedPackage, type PackageJson } from "../../../cli/init/package-json";
import { identifierOf } from "../../../cli/source/identifier";
import { resolve } from "../../../config/resolve";
import { parse } from "../../../cli/entry/parse";
import { VERBS } from "../../../cli/verbs";
import { lintWorkflows } from "../../../tools/checks/actionlint";
import { ACTIONLINT } from "../../support/actionlint";
import { evaluateEnvironment } from "../../support/evaluate";
import { openEditor } from "../../support/language-service";
import { testsWith } from "../../support/optional-program";

const root = join(__dirname, "../../..");
const terrace = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as PackageJson;
const workflow = readFileSync(join(root, "templates/terrace.yml"), "utf8");
const COMPLETE: InitFlags = { name: "shop", domain: "shop.example.com", region: ["us-east-1"], service: ["web:3000"] };
const LARGEST: InitFlags = {
  ...COMPLETE,
  region: ["eu-west-1", "us-east-1"],
  service: ["web:3000", "api:8080", "admin:8081"],
  worker: ["mailer:emails", "indexer"],
  image: ["web=web:1.0.0"],
  database: "mysql",
  cache: true,
  queue: true,
  environment: "new",
  ci: "github",
};

const filesFor = (flags: InitFlags, existingPackage?: string): Files =>
  projectFiles(answersOf(flags), { existingPackage, terrace, workflow, projectId: "00000000-0000-4000-8000-000000000000" });

const scratch: string[] = [];
function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "terrace-init-"));
  scratch.push(made);
  return made;
}
afterAll(() => scratch.forEach((each) => rmSync(each, { recursive: true, force: true })));

const randomFlags: fc.Arbitrary<InitFlags> = fc.record({
  name: fc.constant("shop"),
  domain: fc.constant("shop.example.com"),
  region: fc.subarray(["us-east-1", "eu-west-1", "ap-southeast-2", "sa-east-1"], { minLength: 1, maxLength: 3 }),
  service: fc.subarray(["web:3000", "api:8080", "admin:8081", "ws:9000"], { minLength: 1 }),
  worker: fc.subarray(["mailer:emails", "indexer", "thumbs:uploads", "audit:emails"]),
  image: fc.constantFrom([], ["app:1.0.0"], ["registry.example.com/app@sha256:" + "a".repeat(64)]),
  database: fc.constantFrom(undefined, "postgres", "mysql"),
  cache: fc.boolean(),
  queue: fc.boolean(),
  environment: fc.constantFrom(undefined, "dev", "staging", "default", "class"),
  ci: fc.constantFrom(undefined, "github"),
});

test("any combination of options results in a valid environment, and its source in the same data", () => {
  fc.assert(
    fc.property(randomFlags, (flags) => {
      const answers = answersOf(flags);
      const data = environmentData(answers);
      const resolution = resolve(data);
      expect(resolution.ok ? [] : resolution.errors).toEqual([]);
      expect(evaluateEnvironment(environmentSource(answers))[identifierOf(answers.environment)]).toEqual(data);
      expect(Object.keys(filesFor(flags)).length).toBeLessThanOrEqual(10);
    }),
    { numRuns: 60 },
  );
});

test("checkAnswers() reports all errors of the environment", () => {
  const answers = answersOf({ ...COMPLETE, domain: "Shop", region: ["us-east-9"], database: "oracle" });
  expect(() => checkAnswers(answers)).toThrow(
    /^These options do not result in a valid environment\.\n[^]*databases\.main\.engine[^]*domainName[^]*regions/,
  );
});

test("the generated environment is readable", () => {
  expect(filesFor({ ...COMPLETE, database: "postgres" })["environments/prod.ts"]).toMatchSnapshot();
  expect(filesFor(LARGEST)["environments/new.ts"]).toMatchSnapshot();
});

describe("type check", () => {
  const editor = openEditor("environments/in-the-editor.ts");
  const inRepository = (source = "") => source.replace('"@terrace-aws/terrace"', '"../index"');

  test.each([
    ["smallest", COMPLETE],
    ["largest", LARGEST],
  ])("the environment of the %s project has no error", (_, flags) => {
    const source = filesFor(flags)[`environments/${flags.environment ?? "prod"}.ts`];
    expect(editor.errors(inRepository(source))).toEqual([]);
    expect(editor.errors(inRepository(source).replace("port: 3000", 'port: "3000"'))).toHaveLength(1);
  });

  test("the list of environments and main.ts have no error", () => {
    const index = inRepository(filesFor(COMPLETE)["environments/index.ts"]).replace('"./prod"', '"../test/fixtures/environments/full"');
    expect(editor.errors(index.replace("{ prod }", "{ full as prod }"))).toEqual([]);
    expect(filesFor(COMPLETE)["main.ts"]).toContain("synthesize(project);");
    expect(editor.errors(inRepository(filesFor(COMPLETE)["main.ts"]).replace('"./environments"', '"./index"'))).toEqual([]);
  });

  test("the editor shows descriptions in the generated environment", () => {
    const source = inRepository(filesFor(COMPLETE)["environments/prod.ts"]);
    expect(editor.hover(source.replace("port: 3000", "po▮rt: 3000"))).toContain("Port that the container listens on.");
  });
});

describe("package.json", () => {
  const parsed = (text: string) => JSON.parse(text) as Record<string, Record<string, string>>;

  test("has exact versions of the tools, from Terrace's own package.json", () => {
    const { devDependencies = {}, dependencies } = parsed(mergedPackage(undefined, "shop", terrace));
    expect(dependencies).toEqual({ "@terrace-aws/terrace": terrace.version });
    expect(Object.keys(devDependencies).sort()).toEqual(Object.keys(devDependencies));
    for (const [name, version] of Object.entries(devDependencies)) {
      expect(version).toBe({ ...terrace.devDependencies, ...terrace.dependencies }[name]);
      expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    }
    expect(Object.keys(devDependencies)).toEqual(expect.arrayContaining(["cdktf-cli", "jest", "typescript", "@swc/jest"]));
  });

  test("extends the one of npm init -y, and keeps how Terrace was installed", () => {
    const existing = {
      name: "folder",
      version: "1.0.0",
      main: "index.js",
      scripts: { test: 'echo "Error: no test specified" && exit 1', lint: "eslint ." },
      keywords: [],
      type: "commonjs",
      dependencies: { "@terrace-aws/terrace": "file:../terrace-aws-terrace-0.1.0.tgz" },
      devDependencies: { typescript: "5.8.2" },
    };
    const merged = parsed(mergedPackage(JSON.stringify(existing), "shop", terrace));
    expect(merged).toMatchObject({
      name: "folder",
      version: "1.0.0",
      main: "index.js",
      type: "commonjs",
      scripts: { test: "tsc --noEmit && jest", lint: "eslint ." },
      dependencies: existing.dependencies,
      devDependencies: { typescript: "5.8.2" },
    });
  });

  test("keeps a test script of its own", () => {
    expect(parsed(mergedPackage('{"scripts":{"test":"vitest"}}', "shop", terrace)).scripts?.test).toBe("vitest");
  });

  test.each(["[]", "{", '"text"'])("rejects %s", (text) => {
    expect(() => mergedPackage(text, "shop", terrace)).toThrow("package.json is not a JSON object.");
  });
});

describe("the workflow", () => {
  const { test: lintTest, program } = testsWith(ACTIONLINT("lint of the workflow of a new project"));

  lintTest("has no finding of actionlint, and no placeholder", async () => {
    const text = filesFor(LARGEST)[".github/workflows/terrace.yml"] ?? "";
    expect(text).not.toContain("__");
    const file = join(folder(), "terrace.yml");
    writeFileSync(file, text);
    expect(await lintWorkflows(program, root, [file])).toEqual([]);
  });

  test("uses only actions that this repository pins", () => {
    const pinned = ["actions/prepare/action.yml", "actions/assume/action.yml", "workflows/pull-request.yml"]
      .map((file) => readFileSync(join(root, ".github", file), "utf8"))
      .join("\n");
    const uses = workflow.match(/uses: \S+/g) ?? [];
    expect(uses.length).toBeGreaterThan(4);
    for (const use of uses) expect(pinned).toContain(use);
  });
});

test("every command in the workflow and in the README is valid", () => {
  const files = filesFor(LARGEST);
  const text = `${files["README.md"] ?? ""}\n${files[".github/workflows/terrace.yml"] ?? ""}`;
  const commands = [...text.matchAll(/npx --no-install terrace ([^\n`#]+)/g)].map(
    ([, words = ""]) =>
      words
        .trim()
        .replaceAll(/"\$\w+"/g, "1")
        .replaceAll("<digest>", "a")
        .match(/"[^"]*"|\S+/g) ?? [],
  );
  expect(commands.length).toBeGreaterThan(15);
  const failing = commands.filter((words) => {
    const parsed = parse(VERBS, words, "1.0.0");
    return "text" in parsed && parsed.code !== 0;
  });
  expect(failing).toEqual([]);
});

describe("createFiles()", () => {
  const files: Files = { "package.json": "{}\n", "a/b.txt": "b\n", "c.txt": "c\n" };

  test("writes all files, and replaces package.json", () => {
    const target = folder();
    writeFileSync(join(target, "package.json"), "old");
    createFiles(target, files);
    expect(readdirSync(target).sort()).toEqual(["a", "c.txt", "package.json"]);
    expect(readFileSync(join(target, "package.json"), "utf8")).toBe("{}\n");
  });

  test("lists existing files, and writes nothing", () => {
    const target = folder();
    writeFileSync(join(target, "c.txt"), "mine");
    mkdirSync(join(target, "a"));
    expect(() => {
      createFiles(target, files);
    }).toThrow("received  c.txt\n");
    expect(readdirSync(target).sort()).toEqual(["a", "c.txt"]);
    expect(readdirSync(join(target, "a"))).toEqual([]);
  });

  test("removes what it has written if a file cannot be written", () => {
    const target = folder();
    writeFileSync(join(target, "package.json"), "old");
    // A file where a folder is required.
    writeFileSync(join(target, "d"), "");
    expect(() => {
      createFiles(target, { ...files, "d/e.txt": "e" });
    }).toThrow();
    expect(readdirSync(target).sort()).toEqual(["d", "package.json"]);
    expect(readFileSync(join(target, "package.json"), "utf8")).toBe("old");
  });
});

test("initProject() creates a project without a terminal", async () => {
  const target = folder();
  const lines: string[] = [];
  const options = { root: target, prompts: false, install: false, say: (line: string) => void lines.push(line) };
  await expect(initProject({ ...options, flags: { name: "shop" } })).rejects.toThrow("missing   --domain, --region, --service");
  expect(readdirSync(target)).toEqual([]);
  const files = await initProject({ ...options, flags: COMPLETE });
  expect(files).toHaveLength(9);
  for (const file of files ?? []) expect(existsSync(join(target, file))).toBe(true);
  expect(lines.at(-1)).toContain("npx --no-install terrace show prod");
  await expect(initProject({ ...options, flags: COMPLETE })).rejects.toThrow("Nothing was written.");
});
