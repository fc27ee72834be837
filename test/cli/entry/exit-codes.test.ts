import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { environments } from "../../support/project";

const root = path.join(__dirname, "../../..");
const [anyName = ""] = Object.keys(environments);

/** A folder without commands: neither Terraform nor Python is found. */
const EMPTY = fs.mkdtempSync(path.join(os.tmpdir(), "empty-"));
/** No credentials anywhere. */
const NOBODY = {
  HOME: EMPTY,
  PATH: EMPTY,
  AWS_EC2_METADATA_DISABLED: "true",
  AWS_CONFIG_FILE: "/dev/null",
  AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
};

function terrace(args: readonly string[], { cwd = root, env = NOBODY }: { cwd?: string; env?: NodeJS.ProcessEnv } = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(root, "bin/terrace.cjs"), ...args], {
    cwd,
    env,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

/** A project with one environment. */
function project(environment: object): string {
  return projectWith(`{ only: ${JSON.stringify(environment)} }`);
}

function projectWith(environments: string): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "project-"));
  fs.mkdirSync(path.join(folder, "environments"));
  fs.writeFileSync(path.join(folder, "cdktf.json"), "{}");
  const text = `export default { terrace: "project", environments: ${environments} };`;
  fs.writeFileSync(path.join(folder, "environments/index.ts"), text);
  return folder;
}

test.each([[["--help"]], [["--version"]], [["plan", "--help"]], [["validate"]], [["show", anyName]], [["completion", "bash"]]])(
  "%j: 0, with output, without Terraform, Python and credentials",
  (args) => {
    const { status, stdout, stderr } = terrace(args);
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout.trim()).not.toBe("");
  },
);

test.each([
  [[], "Usage:\n  npx --no-install terrace"],
  [["pln"], "Did you mean plan?"],
  [["plan"], "Missing required argument 'environment'."],
  [["plan", "--unknown", "x"], "Unknown option '--unknown'."],
  [["show", `${anyName}x`], `Did you mean \`${anyName}\`?`],
  [["logs", anyName, "nothing"], "Unknown workload"],
  [["smoke", anyName, "--within", "soon"], '--within is not valid.\n  received  "soon"'],
] as const)("%j: 2, without output: %s", (args, text) => {
  const { status, stdout, stderr } = terrace(args);
  expect([status, stdout]).toEqual([2, ""]);
  expect(stderr).toContain(text);
  expect(stderr).not.toMatch(/^\s+at /m);
});

test.each([
  ["smoke", [anyName], "There are no AWS credentials."],
  ["plan", [anyName], "Terraform was not found"],
  ["policy", [], "Python was not found"],
] as const)("%s %j: 1 if a tool or credentials are missing, with one problem and no stack", (verb, args, text) => {
  const { status, stderr } = terrace([verb, ...args]);
  expect(status).toBe(1);
  expect(stderr).toContain(text);
  expect(stderr).not.toMatch(/^\s+at /m);
});

test("a verb reports only the tools that it needs: evacuation does not require Python", () => {
  const regions = { "us-east-1": { primary: true }, "eu-west-1": {} };
  const cwd = project({ name: "only", stage: "multi-region", domainName: "shop.example.com", homeRegion: "us-east-1", regions });
  const { stderr } = terrace(["region", "evacuate", "only", "eu-west-1"], { cwd });
  expect(stderr).toContain("Terraform was not found");
  expect(stderr).not.toContain("Python");
});

test("an invalid environment: 1, with the report, also as JSON", () => {
  const cwd = project({ name: "only" });
  const plain = terrace(["validate"], { cwd });
  expect(plain.status).toBe(1);
  const json = terrace(["validate", "--json"], { cwd });
  expect(json.status).toBe(1);
  expect(JSON.parse(json.stdout)).toMatchObject({
    valid: false,
    environments: ["only"],
    report: expect.stringContaining("domainName") as string,
  });
});

test("outside of a project: 1, with the fix", () => {
  const { status, stderr } = terrace(["validate"], { cwd: EMPTY });
  expect([status, stderr]).toEqual([1, expect.stringContaining("This folder is not in a Terrace project.")]);
});

test("a project without environments: 1, with the fix", () => {
  const cwd = projectWith("{}");
  expect(terrace(["validate"], { cwd })).toMatchObject({
    status: 1,
    stdout: "",
    stderr: expect.stringContaining("The project has no environments.") as string,
  });
});

test.each([
  ["process.exit(0);", "environments/index.ts:1: process.exit(0) ends the command before it does anything."],
  ["queueMicrotask(() => process.exit(0));", "The command ended before it was done."],
])("a project whose file calls %s: 1, with the fix", (statement, text) => {
  const regions = { "us-east-1": { primary: true } };
  const cwd = project({ name: "only", stage: "single-region", domainName: "shop.example.com", regions });
  const file = path.join(cwd, "environments/index.ts");
  fs.writeFileSync(file, `${statement} ${fs.readFileSync(file, "utf8")}`);
  const { status, stderr } = terrace(["show", "only"], { cwd });
  expect([status, stderr]).toEqual([1, expect.stringContaining(text)]);
});

test("a file that cannot be used: 1, with its path and no stack", () => {
  const cwd = fs.mkdtempSync(path.join(os.tmpdir(), "project-"));
  fs.writeFileSync(path.join(cwd, "environments"), "");
  const options = ["--name", "shop", "--domain", "shop.example.com", "--region", "us-east-1", "--service", "web:3000", "--no-install"];
  const { status, stderr } = terrace(["init", ...options], { cwd });
  expect([status, stderr]).toEqual([1, expect.stringContaining(path.join(cwd, "environments"))]);
  expect(stderr).not.toMatch(/^\s+at /m);
  expect(fs.readdirSync(cwd)).toEqual(["environments"]);
});

test.each([[["--help"]], [["show", anyName, "--json"]], [["validate"]]])("%j | true: 0, without an error", async (args) => {
  const child = spawn(process.execPath, [path.join(root, "bin/terrace.cjs"), ...args], { cwd: root, env: NOBODY });
  // The reader is gone before the first line.
  child.stdout.destroy();
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const [status] = (await once(child, "close")) as [number];
  expect([status, stderr]).toEqual([0, ""]);
});

test("with --detailed-exitcode, 2 means changes: a usage error is 1", () => {
  expect(terrace(["plan", `${anyName}x`, "--detailed-exitcode"]).status).toBe(1);
  expect(terrace(["plan", "--detailed-exitcode"]).status).toBe(1);
});

test("in a folder of a project, the verb runs in its root", () => {
  expect(terrace(["validate"], { cwd: path.join(root, "docs") })).toMatchObject({ status: 0, stderr: "" });
});

test("with --json standard output is one JSON document", () => {
  const { stdout } = terrace(["show", anyName, "--json"]);
  expect(JSON.parse(stdout)).toMatchObject({ environment: anyName });
});
