import { chmodSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { load } from "js-yaml";
import { parseDigests } from "../cli/release/images-file";
import { lintWorkflows } from "../tools/checks/actionlint";
import { run } from "../cli/process/run";
import { ACTIONLINT } from "./support/actionlint";
import { testsWith } from "./support/optional-program";
import type { Step, Workflow } from "./support/workflows";

interface Action {
  readonly inputs: Readonly<Record<string, { readonly required?: boolean; readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly steps: readonly (Step & { readonly id?: string; readonly env?: Readonly<Record<string, string>> })[] };
}

const root = join(__dirname, "..");
const action = load(readFileSync(join(root, ".github/actions/push-image/action.yml"), "utf8")) as Action;
const text = readFileSync(join(root, "docs/guides/delivery.md"), "utf8");
const [, example = ""] = /```yaml\n([^]*?)```/.exec(text) ?? [];
const DIGEST = `sha256:${"c3".repeat(32)}`;

/** Fake commands that record their arguments and respond like the AWS CLI and Docker. */
function stage(): { path: string; calls: () => string[] } {
  const folder = mkdtempSync(join(tmpdir(), "push-image-"));
  const log = join(folder, "calls");
  const programs = {
    aws: `case "$*" in *"imageTag=release-"*) exit "\${TAGGED_EXIT:-254}";; *batch-get-image*) echo "\${MANIFEST:-manifest}";; *get-caller-identity*) echo 123456789012;; *get-login-password*) echo password;; *describe-images*) echo ${DIGEST};; esac`,
    docker: `case "$1" in login) cat > ${join(folder, "password")};; push) exit "\${PUSH_EXIT:-0}";; esac`,
  };
  mkdirSync(join(folder, "bin"));
  for (const [name, body] of Object.entries(programs)) {
    const file = join(folder, "bin", name);
    writeFileSync(file, `#!/bin/sh\necho "${name} $*" >> ${log}\n${body}\n`);
    chmodSync(file, 0o755);
  }
  return { path: join(folder, "bin"), calls: () => readFileSync(log, "utf8").trim().split("\n") };
}

async function push(extra: NodeJS.ProcessEnv = {}, released?: object) {
  const { path, calls } = stage();
  if (released) {
    mkdirSync(join(path, "environments"));
    writeFileSync(join(path, "environments/images.json"), JSON.stringify(released));
  }
  const output = join(path, "..", "output");
  writeFileSync(output, "");
  const [step] = action.runs.steps.filter(({ id }) => id === "push");
  const env = {
    ...process.env,
    PATH: `${path}:${process.env.PATH ?? ""}`,
    GITHUB_OUTPUT: output,
    ...{ REPOSITORY: "staging/api", CONTEXT: "api", PLATFORM: "linux/arm64", REGION: "eu-west-1", TAG: "0123-1-1" },
    ...{ REPLICAS: "", RELEASED: "" },
    ...extra,
  };
  // As GitHub runs it: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsshell
  const { code } = await run("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", step?.run ?? "exit 9"], { cwd: path, env });
  return { code, calls: calls(), output: readFileSync(output, "utf8").trim() };
}

test("builds an image, pushes it to the registry of the role's account and outputs its digest", async () => {
  const image = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/staging/api:0123-1-1";
  const { code, calls, output } = await push();
  expect([code, output]).toEqual([0, `digest=${DIGEST}`]);
  expect(calls.filter((call) => /^docker (build|push)/.test(call))).toEqual([
    `docker build --platform linux/arm64 --provenance=false --tag ${image} api`,
    `docker push ${image}`,
  ]);
  expect(parseDigests([output.replace("digest", "api")])).toEqual({ api: DIGEST });
});

describe("before a push, the image that runs gets a tag that keeps it", () => {
  const OLD = `sha256:${"a1".repeat(32)}`;
  const TAG = `release-${"a1".repeat(32)}`;
  const puts = (calls: readonly string[]) => calls.filter((call) => call.includes("put-image"));
  const put = (region: string) =>
    `aws ecr put-image --region ${region} --repository-name staging/api --image-tag ${TAG} --image-digest ${OLD} --image-manifest manifest`;

  test("in every region, with the digest in environments/images.json", async () => {
    const { code, calls } = await push({ REPLICAS: "us-east-1 ap-southeast-2" }, { staging: { api: OLD } });
    expect([code, puts(calls)]).toEqual([0, [put("eu-west-1"), put("us-east-1"), put("ap-southeast-2")]]);
    expect(calls.findIndex((call) => call.includes("put-image"))).toBeLessThan(calls.findIndex((call) => call.startsWith("docker push")));
  });

  test("with the given digest, in a checkout without the environment's files", async () => {
    expect(puts((await push({ RELEASED: OLD })).calls)).toEqual([put("eu-west-1")]);
  });

  test.each([
    ["has the tag already", { TAGGED_EXIT: "0" }, { staging: { api: OLD } }],
    ["is missing in the region", { MANIFEST: "None" }, { staging: { api: OLD } }],
    ["was never released", {}, { staging: {} }],
    ["is in another environment", {}, { prod: { api: OLD } }],
  ])("unless it %s", async (_what, env, released) => {
    const { code, calls } = await push(env, released);
    expect([code, puts(calls)]).toEqual([0, []]);
  });
});

test("passes the password in no command's arguments", async () => {
  expect(
    (await push()).calls.filter(
      (call) => call.includes("password") && !call.includes("get-login-password") && !call.includes("password-stdin"),
    ),
  ).toEqual([]);
});

test("outputs no digest if the push fails", async () => {
  const { code, output } = await push({ PUSH_EXIT: "1" });
  expect(code).not.toBe(0);
  expect(output).toBe("");
});

test("passes every input of the step in variables", () => {
  const [step] = action.runs.steps.filter(({ id }) => id === "push");
  const read = new Set([...(step?.run ?? "").matchAll(/\$\{?([A-Z_]+)/g)].map(([, name = ""]) => name));
  expect([...read].filter((name) => name !== "GITHUB_OUTPUT").sort()).toEqual(Object.keys(step?.env ?? {}).sort());
  expect(step?.run).not.toContain("${{");
  expect(action.outputs.digest?.value).toBe("${{ steps.push.outputs.digest }}");
});

describe("the workflow in docs/guides/delivery.md", () => {
  const { jobs } = load(example) as Workflow;
  const uses = Object.values(jobs).flatMap(({ steps = [] }) => steps.filter((step) => step.uses === "./.github/actions/push-image"));

  test("passes the inputs of the action, and a role for each environment", () => {
    expect(uses.length).toBe(2);
    const required = Object.entries(action.inputs).flatMap(([name, input]) => (input.required ? [name] : []));
    for (const { with: given = {} } of uses) {
      expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(given)));
      expect(Object.keys(given)).toEqual(expect.arrayContaining(required));
      expect(String(given.role)).toMatch(new RegExp(`role/${String(given.repository).split("/")[0]}-publish$`));
    }
  });

  test("assumes roles outside GitHub environments, as their trust policies require, and has no other permissions", () => {
    expect(Object.values(jobs).map(({ environment, permissions }) => [environment, permissions])).toEqual([
      [undefined, { contents: "read", "id-token": "write", actions: "write" }],
    ]);
  });

  const { test: lintTest, program } = testsWith(ACTIONLINT("lint of the workflow in docs/guides/delivery.md"));
  lintTest("is one that GitHub takes", async () => {
    const file = join(mkdtempSync(join(tmpdir(), "workflow-")), "images.yml");
    writeFileSync(file, example);
    expect(await lintWorkflows(program, root, [file])).toEqual([]);
  });
});
