import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { bundle } from "../../bin/bundle.cjs";
import { loadPlatform, loadPreviews } from "../../cli/environment";
import { packageRoot } from "../../cli/package-root";
import { Problem } from "../../cli/problem";
import { ENVIRONMENTS_FILE, loadProject, projectRoot } from "../../cli/project";
import { loadRecord, writeRecord } from "../../cli/records";
import { imagesOf } from "../../cli/release/images-file";
import { RECORD_FILES } from "../../project/records";

const repository = path.join(__dirname, "../..");
const scratch = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "terrace-project-")));
afterAll(() => fs.rmSync(scratch, { recursive: true, force: true }));

/** A project with these files. Its package is the one of this repository. */
function projectWith(files: Readonly<Record<string, string>>): string {
  const root = fs.mkdtempSync(path.join(scratch, "project-"));
  for (const [name, text] of Object.entries({ "cdktf.json": "{}", ...files })) {
    fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    fs.writeFileSync(path.join(root, name), text);
  }
  return root;
}

const API = JSON.stringify(path.join(repository, "index"));
const environmentsFile = (text: string) => ({ "environments/index.ts": `import { defineProject } from ${API};\n${text}\n` });
const shop = (domain: string) =>
  environmentsFile(
    `const shop = { name: "shop", stage: "single-region", domainName: "${domain}", regions: { "us-east-1": {} } } as const;\nexport default defineProject({ environments: { shop } });`,
  );

describe("the folder of a project", () => {
  test("is the nearest one upwards with cdktf.json", () => {
    const root = projectWith({ "a/b/file.txt": "", "a/inner/cdktf.json": "{}" });
    expect([root, path.join(root, "a/b"), path.join(root, "a/inner")].map(projectRoot)).toEqual([root, root, path.join(root, "a/inner")]);
  });

  test("is an error if there is none, with the fix", () => {
    const folder = fs.mkdtempSync(path.join(scratch, "none-"));
    expect(() => projectRoot(folder)).toThrow(
      [
        "This folder is not in a Terrace project.",
        `  received  ${folder}`,
        "  allowed   a folder with cdktf.json, or a folder in it",
        "  fix       Change to the folder of your project, or create a project here: npx --no-install terrace init",
      ].join("\n"),
    );
  });
});

test("the package is found from each of its folders, and from no other", () => {
  expect([undefined, path.join(repository, "cli"), path.join(repository, ".terrace/bundle")].map((from) => packageRoot(from))).toEqual([
    repository,
    repository,
    repository,
  ]);
  expect(() => packageRoot(scratch)).toThrow("is not in a folder of @terrace-aws/terrace");
});

describe("loadProject()", () => {
  test("loads no construct: each command loads the environments", () => {
    const root = fs.mkdtempSync(path.join(scratch, "bundle-"));
    const { code } = bundle({ root: repository, entry: ENVIRONMENTS_FILE, external: ["cdktf"], folder: root });
    expect(code.toString()).toContain("environments/index.ts");
    expect(code.toString()).not.toMatch(/cdktf|TerraformStack|constructs\//);
  });

  test("loads a changed file again", () => {
    const root = projectWith(shop("one.example.com"));
    const domain = () => loadProject(root).environments.shop?.domainName;
    const before = domain();
    fs.writeFileSync(path.join(root, "environments/index.ts"), shop("two.example.com")["environments/index.ts"]);
    expect([before, domain()]).toEqual(["one.example.com", "two.example.com"]);
  });

  test.each<[string, Readonly<Record<string, string>>, string]>([
    ["a missing file", {}, "The project has no environments/index.ts.\n  received  "],
    [
      "no default export",
      environmentsFile("export const environments = {};"),
      "environments/index.ts does not define a project.\n  received  no default export\n",
    ],
    [
      "an environment by the name of another one",
      environmentsFile('export default defineProject({ environments: { staging: { name: "prod" } as never } });'),
      'environments/index.ts:2: The environment "staging" has another name than its key in `environments`.\n  received  "prod"\n  allowed   "staging"\n  fix  ',
    ],
    [
      "a list of environments",
      environmentsFile("export default defineProject({ environments: [] as never });"),
      "environments/index.ts cannot be loaded.\n  environments/index.ts:2: `environments` of defineProject() is not valid.\n  received  a list\n  allowed   a map of environments by name\n  fix  ",
    ],
    ...(
      [
        ["no argument", "", "The argument of defineProject() is not valid.\n  received  nothing"],
        ["null", "null", "The argument of defineProject() is not valid.\n  received  null"],
        ["a string", '"prod"', "The argument of defineProject() is not valid.\n  received  a string"],
        ["a list", "[]", "The argument of defineProject() is not valid.\n  received  a list"],
        ["no environments", "{}", "`environments` of defineProject() is not valid.\n  received  nothing"],
        ["a misspelled field", "{ environment: {} }", "The field `environment` of defineProject() is not valid.\n"],
        [
          "previews that are not an object",
          "{ environments: {}, previews: 1 }",
          "`previews` of defineProject() is not valid.\n  received  a number",
        ],
        [
          "previews without a function",
          "{ environments: {}, previews: {} }",
          "`previews` of defineProject() is not valid.\n  received  `environment` is nothing",
        ],
      ] as const
    ).map(([what, argument, message]): [string, Readonly<Record<string, string>>, string] => [
      `${what} in defineProject()`,
      environmentsFile(`export default (defineProject as (...settings: unknown[]) => unknown)(${argument});`),
      `environments/index.ts cannot be loaded.\n  environments/index.ts:2: ${message}`,
    ]),
    ...["process.exit(0)", "process.exit(1)", "process.exit()", "process.reallyExit(0)"].map(
      (call): [string, Readonly<Record<string, string>>, string] => [
        `${call} in a file`,
        {
          "environments/index.ts": 'import "./shop";\nexport default 1;',
          "environments/shop.ts": `type Text = string;\n${call.replace("process", "(process as never as Record<string, (code?: number) => void>)")};\n`,
        },
        `environments/index.ts cannot be loaded.\n  environments/shop.ts:2: ${call} ends the command before it does anything.`,
      ],
    ),
    [
      "another default export",
      environmentsFile("export default { shop: {} };"),
      "environments/index.ts does not define a project.\n  received  a default export of type object\n",
    ],
    [
      "a syntax error",
      { "environments/index.ts": 'import "./shop";', "environments/shop.ts": "export const a = 1;\nexport const b = ;\n" },
      'environments/index.ts cannot be loaded.\n  environments/shop.ts:2: Unexpected ";"',
    ],
    [
      "an import that does not exist",
      { "environments/index.ts": '\nimport "./shop";' },
      'environments/index.ts cannot be loaded.\n  environments/index.ts:2: Could not resolve "./shop"',
    ],
    [
      "an error that a file throws",
      {
        "environments/index.ts": 'import "./shop";\nexport default 1;',
        "environments/shop.ts":
          'type Text = string;\n\nfunction read(name: Text): Text {\n  throw new Error(`no ${name}`);\n}\nexport const shop = read("SHOP");\n',
      },
      "environments/index.ts cannot be loaded.\n  environments/shop.ts:4: no SHOP",
    ],
    [
      "a value that is not an error",
      { "environments/index.ts": 'throw "no error";\nexport default 1;' },
      "environments/index.ts cannot be loaded.\n  no error",
    ],
  ])("with %s reports the location and the fix, without a stack trace", (_name, files, message) => {
    const load = () => loadProject(projectWith(files));
    expect(load).toThrow(message);
    expect(load).not.toThrow(/\n\s+at /);
  });
});

describe("the files that commands write", () => {
  const digest = `sha256:${"a".repeat(64)}`;
  const root = projectWith(
    environmentsFile(
      'const shop = { name: "shop", stage: "single-region", domainName: "shop.example.com", regions: { "us-east-1": {} }, services: { web: { port: 3000, routes: ["/*"] } } } as const;\nexport default defineProject({ environments: { shop } });',
    ),
  );
  const file = path.join(root, RECORD_FILES.images);
  beforeEach(() => jest.spyOn(process, "cwd").mockReturnValue(root));
  afterEach(() => jest.restoreAllMocks());

  test("are part of the environments, are read again after a change, and may be missing", () => {
    const image = () => imagesOf(loadPlatform("shop")).get("web");
    const before = image();
    const takeBack = writeRecord(file, JSON.stringify({ shop: { web: digest } }));
    const during = image();
    takeBack();
    expect([before, during, image(), fs.existsSync(file)]).toEqual([before, `@${digest}`, before, false]);
    expect(before).not.toBe(`@${digest}`);
  });

  test("are restored unchanged", () => {
    fs.writeFileSync(file, "{ }\n");
    writeRecord(file, "{}")();
    expect(fs.readFileSync(file, "utf8")).toBe("{ }\n");
  });

  test("are an error with the fix if they are not valid JSON", () => {
    fs.writeFileSync(file, "{ shop");
    expect(() => loadPlatform("shop")).toThrow(
      /^environments\/images\.json is not valid JSON: .*\n {2}fix {7}Restore the file from Git, or delete it/,
    );
    expect(() => loadRecord(root, RECORD_FILES.images)).toThrow(Problem);
  });
});

test("a project without previews is an error of the commands that need them", () => {
  const cwd = jest.spyOn(process, "cwd").mockReturnValue(projectWith(shop("one.example.com")));
  expect(loadPreviews).toThrow("The project has no previews.\n  received  environments/index.ts without `previews`");
  const previews = 'lifetime: "2 days", domainName: "one.example.com", region: "us-east-1", environment: (preview) => preview';
  const settings = `{ environments: {}, previews: { ${previews}, state: { bucket: "states", region: "us-east-1" } } }`;
  cwd.mockReturnValue(projectWith(environmentsFile(`export default defineProject(${settings} as never);`)));
  expect(loadPreviews().lifetime).toBe("2 days");
  jest.restoreAllMocks();
});
