import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import cdktf from "../../cdktf.json";
import project from "../../package.json";
import { CELLS, CI_CELL, cellsOf } from "../../tools/engines/cells";
import { compareOutput } from "../../tools/engines/compare-output";
import { runCell } from "../../tools/engines/run-cell";
import { makeScratchProject } from "../../tools/engines/scratch-project";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "terrace-engines-"));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

/** A folder with files: strings verbatim, other values as JSON. */
function output(name: string, files: Readonly<Record<string, unknown>>): string {
  const root = path.join(folder, name);
  for (const [file, content] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    fs.writeFileSync(path.join(root, file), typeof content === "string" ? content : JSON.stringify(content));
  }
  return root;
}

const stack = (version: string, source: string, resources: object) => ({
  "//": { metadata: { stackName: "dev-data", version } },
  terraform: { required_providers: { aws: { source, version: "5.100.0" } } },
  resource: resources,
});
const VERSION = { "//.metadata.version": "0.24.0" };
const KEYS = { aws_kms_key: { Key: { region: "a" } } };

describe("compareOutput()", () => {
  let count = 0;
  const compare = (
    before: Readonly<Record<string, unknown>>,
    after: Readonly<Record<string, unknown>>,
    expected: Readonly<Record<string, string>> = VERSION,
  ) => {
    count++;
    return compareOutput(output(`before-${count}`, before), output(`after-${count}`, after), expected);
  };
  const before = {
    "stacks/a/cdk.tf.json": stack("0.21.0", "aws", KEYS),
    "manifest.json": { version: "0.21.0", stacks: {} },
    "assets/a.txt": "x",
  };
  const after = {
    ...before,
    "stacks/a/cdk.tf.json": stack("0.24.0", "aws", KEYS),
    "manifest.json": '{\n "version": "0.24.0", "stacks": {} }',
  };

  test("accepts the expected difference and the manifest's version alone", () => {
    expect(compare(before, after)).toEqual([]);
  });

  test("reports a missing expected difference, because the cell ran on another engine", () => {
    expect(compare(before, before)).toEqual(['stacks/a/cdk.tf.json: //.metadata.version is "0.21.0", expected "0.24.0"']);
  });

  test("reports any other difference, the order of keys included", () => {
    const changed = (value: object) => compare(before, { ...after, "stacks/a/cdk.tf.json": value });
    expect(changed(stack("0.24.0", "hashicorp/aws", KEYS))).toEqual([
      expect.stringContaining('"source": "aws", → "source": "hashicorp/aws",'),
    ]);
    expect(changed(stack("0.24.0", "aws", { aws_kms_key: { Key: { provider: "aws", region: "a" } } }))).toHaveLength(1);
    const { resource, ...others } = stack("0.24.0", "aws", KEYS);
    expect(changed({ resource, ...others })).toHaveLength(1);
    expect(compare(before, { ...after, "manifest.json": { version: "0.24.0", stacks: { a: {} } } })).toHaveLength(1);
    expect(compare(before, { ...after, "assets/a.txt": "y" })).toEqual(["assets/a.txt: differs"]);
  });

  test("reports files that only one side has, and an empty output", () => {
    const { "assets/a.txt": _asset, ...without } = after;
    expect(compare(before, without)).toEqual(["assets/a.txt: missing there"]);
    expect(compare(without, after, {})).toContainEqual("assets/a.txt: only there");
    expect(compareOutput(output("none", { "x/.keep": "" }).replace(/none$/, "none/x"), folder, {}).length).toBeGreaterThan(0);
    fs.mkdirSync(path.join(folder, "empty"));
    expect(compareOutput(path.join(folder, "empty"), path.join(folder, "empty"), {})).toEqual(["nothing was synthesized"]);
  });

  test("accepts a place that neither stack has", () => {
    const bare = { "a.tf.json": { "//": { metadata: { version: "0.24.0" } } } };
    expect(compare(bare, bare, { ...VERSION, "terraform.required_providers.aws.source": "hashicorp/aws" })).toEqual([]);
  });
});

describe("cells", () => {
  const packagesOf = (name: string) => {
    const file = path.join(__dirname, "../../tools/engines/packages", name, "package.json");
    const { dependencies = {}, optionalDependencies = {} } = JSON.parse(fs.readFileSync(file, "utf8")) as Record<
      string,
      Record<string, string>
    >;
    return { ...dependencies, ...optionalDependencies };
  };

  test("are chosen by name; without names all run that .ci/run does not hold", () => {
    expect(cellsOf([])?.map(({ name }) => name)).toEqual(["node-22", "cdktn-node-22", "provider-6"]);
    expect(cellsOf(["provider-6", CI_CELL])?.map(({ name }) => name)).toEqual(["provider-6", CI_CELL]);
    expect(cellsOf(["cdktm"])).toBeUndefined();
  });

  test.each(CELLS)("$name has exact versions, which its lock file repeats without a registry's address", ({ packages }) => {
    for (const name of packages) {
      const lock = fs.readFileSync(path.join(__dirname, "../../tools/engines/packages", name, "package-lock.json"), "utf8");
      expect(lock).not.toContain('"resolved"');
      const { packages: locked } = JSON.parse(lock) as { packages: Record<string, { version?: string; integrity?: string }> };
      for (const [wanted, version] of Object.entries(packagesOf(name))) {
        const exact = version.replace(/^npm:.*@/, "");
        expect(exact).toMatch(/^\d+\.\d+\.\d+$/);
        expect(locked[`node_modules/${wanted}`]).toMatchObject({ version: exact, integrity: expect.stringMatching(/^sha512-/) });
      }
    }
  });

  test("expect the version of the successor that they install", () => {
    const successors = CELLS.filter(({ successor }) => successor);
    expect(successors.length).toBeGreaterThan(1);
    for (const { packages, differences } of successors) {
      const installed = Object.assign({}, ...packages.map(packagesOf)) as Record<string, string>;
      expect(differences["//.metadata.version"]).toBe(installed.cdktn);
    }
  });

  test("the project's own engine stays cdktf, and its targets allow write-only arguments", () => {
    expect(project.devDependencies.cdktf).toMatch(/^0\.21\./);
    expect(cdktf.targetVersions).toEqual({ terraform: ">=1.11", opentofu: ">=1.11" });
  });
});

test("a scratch project has the project's files and links to its packages", async () => {
  const root = output("project", {
    "main.ts": "1",
    "node_modules/zod/index.js": "2",
    "node_modules/@types/node/index.d.ts": "3",
    "node_modules/.bin/tsc": "4",
  });
  const scratch = path.join(folder, "scratch");
  const cell = { packages: [], successor: false };
  await makeScratchProject({ root, source: root }, scratch, cell, new AbortController().signal);
  expect(fs.readFileSync(path.join(scratch, "main.ts"), "utf8")).toBe("1");
  expect(fs.realpathSync(path.join(scratch, "node_modules/zod"))).toBe(fs.realpathSync(path.join(root, "node_modules/zod")));
  expect(fs.readFileSync(path.join(scratch, "node_modules/@types/node/index.d.ts"), "utf8")).toBe("3");
});

test("with the successor, its name and cdktf are one folder, with their own bindings", async () => {
  const root = output("successor", { "node_modules/@cdktf/provider-aws/lib/vpc.js": "5", "node_modules/cdktf/index.js": "old" });
  const scratch = path.join(folder, "successor-scratch");
  fs.mkdirSync(path.join(scratch, "node_modules/cdktn"), { recursive: true });
  const cell = { packages: [], successor: true };
  await makeScratchProject({ root, source: root }, scratch, cell, new AbortController().signal);
  const real = (name: string) => fs.realpathSync(path.join(scratch, "node_modules", name));
  expect(real("cdktf")).toBe(real("cdktn"));
  expect(real("@cdktf/provider-aws")).toBe(path.join(fs.realpathSync(scratch), "node_modules/@cdktf/provider-aws"));
  expect(fs.readFileSync(path.join(scratch, "node_modules/@cdktf/provider-aws/lib/vpc.js"), "utf8")).toBe("5");
});

test("nothing starts after the time is over", async () => {
  const [cell] = CELLS;
  const scratch = path.join(folder, "stopped");
  const options = { root: folder, source: folder, folder: scratch, expected: folder, signal: AbortSignal.abort() };
  expect(await runCell(cell!, options)).toEqual([{ name: "packages", seconds: 0, problem: expect.stringMatching(/^stopped: /) }]);
  expect(fs.existsSync(scratch)).toBe(false);
});
