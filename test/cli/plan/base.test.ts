import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { unchangedSince, synthesizeBase } from "../../../cli/plan/base";
import { digestsOf } from "../../../cli/plan/digests";
import { readApprovals } from "../../../cli/guard/approvals";
import { synthesize } from "../../../cli/synthesis/synthesize";
import { gitIn } from "../../../cli/git";
import { pathsOf } from "../../../cli/paths";
import { GIT, testsWith } from "../../support/optional-program";

const { test } = testsWith(GIT("base of a plan"));

/** A separate repository. Its app synthesizes two stacks from files. */
const root = fs.mkdtempSync(path.join(os.tmpdir(), "terrace-base-"));
afterAll(() => fs.rmSync(root, { recursive: true, force: true }));

const context = { paths: pathsOf(root), env: { ...process.env, ENVIRONMENT: "prod" } };
const APP = `
const fs = require("fs");
const stacks = {};
for (const name of ["prod-data", "prod-edge"]) {
  const folder = process.env.CDKTF_OUTDIR + "/stacks/" + name;
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(folder + "/cdk.tf.json", fs.readFileSync(name + ".json"));
  stacks[name] = { name, dependencies: [], synthesizedStackPath: "stacks/" + name + "/cdk.tf.json", workingDirectory: "stacks/" + name };
}
fs.writeFileSync(process.env.CDKTF_OUTDIR + "/manifest.json", JSON.stringify({ stacks }));
`;

function git(...args: string[]) {
  const { status, stderr } = spawnSync(
    "git",
    ["-c", "user.name=T", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false", ...args],
    { cwd: root },
  );
  if (status !== 0) throw new Error(String(stderr));
}
function write(files: Readonly<Record<string, string>>) {
  for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(root, name), text);
}
function commit(message: string, files: Readonly<Record<string, string>>) {
  write(files);
  git("add", "-A");
  git("commit", "-q", "-m", message);
}
const folder = path.join(root, ".terrace", "base");

beforeAll(() => {
  git("init", "-q", "-b", "main");
  write({
    ".gitignore": ".terrace\nnode_modules\n",
    "cdktf.json": '{ "app": "node app.cjs" }',
    "app.cjs": APP,
    "package-lock.json": "{}",
  });
  commit("First", { "prod-data.json": '{"a":1}', "prod-edge.json": "{}" });
  git("tag", "v1.0.0");
  git("checkout", "-q", "-b", "change");
  commit("Change\n\nAllow: change eu-west-1 30%", { "prod-data.json": '{"a":2}' });
  git("checkout", "-q", "main");
  commit("Meanwhile", { "prod-edge.json": '{"meanwhile":1}' });
  git("checkout", "-q", "change");
});

test("only changes of the branch count, not later changes of the base branch", async () => {
  const base = await synthesizeBase(context, "main", folder);
  const here = digestsOf(await synthesize(context));
  expect(base).toMatchObject({ known: true, commit: expect.stringMatching(/^[0-9a-f]{40}$/) as string });
  expect([...unchangedSince(base, here)]).toEqual(["prod-edge"]);
});

test("every stack counts as changed if package-lock.json differs or synthesis fails", async () => {
  write({ "package-lock.json": '{"other":1}' });
  const other = await synthesizeBase(context, "main", folder);
  expect([other, unchangedSince(other, { "prod-edge": "1" }).size]).toEqual([{ known: false, because: "package-lock.json differs" }, 0]);
  write({ "package-lock.json": "{}" });
  commit("Broken", { "app.cjs": "process.exit(1)" });
  expect(await synthesizeBase(context, "HEAD", folder)).toEqual({ known: false, because: "it cannot be synthesized" });
  write({ "app.cjs": APP });
});

test.each([
  ["--output=x", 'Invalid --base "--output=x": not the name of a commit. Example: --base origin/main'],
  ["gone", "git merge-base gone HEAD failed"],
])("rejects an invalid base: %s", async (ref, problem) => {
  await expect(synthesizeBase(context, ref, folder)).rejects.toThrow(problem);
});

test("reads approvals since the previous release from Git, and ignores a tag's message", async () => {
  git("tag", "-a", "v1.1.0", "-m", "Release\n\nAllow: change us-east-1 60%");
  const approvals = await readApprovals({}, gitIn(root));
  expect(approvals.allowed).toEqual([{ kind: "change", region: "eu-west-1", percent: 30 }]);
});
