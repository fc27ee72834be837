import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundleMain } from "../support/bundle";
import { outline } from "../support/outline";

/** The example platform as `cdktf synth` synthesizes it: `main.ts`, bundled and run in a separate process. */
const root = join(__dirname, "../..");
const scratch = mkdtempSync(join(tmpdir(), "terrace-example-"));
const bundle = join(scratch, "main.js");

beforeAll(async () => {
  await bundleMain(bundle);
});

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** The output in the project's folder with the default environment variables: one run for all tests that only read it. */
let output: ReturnType<typeof synthesize> | undefined;
const usual = () => (output ??= synthesize("usual"));

function synthesize(name: string, cwd = root, environment: Record<string, string> = {}) {
  const outdir = join(scratch, name);
  execFileSync(process.execPath, [bundle], {
    cwd,
    env: { PATH: process.env.PATH ?? "", ENVIRONMENT: "dev", CDKTF_OUTDIR: outdir, ...environment },
  });
  return readdirSync(join(outdir, "stacks"))
    .sort()
    .map((stack) => ({ stack, text: readFileSync(join(outdir, "stacks", stack, "cdk.tf.json"), "utf8") }));
}

const digest = (stacks: readonly { stack: string; text: string }[]) =>
  createHash("sha256")
    .update(stacks.map(({ stack, text }) => `${stack}\n${text}`).join("\n"))
    .digest("hex");

test("dev has ten states, one per layer", () => {
  expect(usual().map(({ stack }) => stack)).toEqual([
    "dev-data",
    "dev-edge",
    "dev-foundation",
    "dev-network",
    "dev-us-east-1-data",
    "dev-us-east-1-database-main",
    "dev-us-east-1-network",
    "dev-us-east-1-service",
    "dev-us-east-1-watch",
    "dev-watch",
  ]);
});

test("each stack of dev matches its reviewed snapshot", () => {
  for (const { stack, text } of usual()) {
    expect(outline(JSON.parse(text) as Record<string, unknown>)).toMatchSnapshot(stack);
  }
});

test("synthesizing twice, in another folder and in another time zone, produces the same bytes", () => {
  const first = digest(usual());
  expect(digest(synthesize("second"))).toBe(first);
  expect(digest(synthesize("elsewhere", tmpdir()))).toBe(first);
  expect(digest(synthesize("other-time-zone", root, { TZ: "Pacific/Kiritimati", LANG: "de_DE.UTF-8" }))).toBe(first);
});

test("the Terraform contains no credentials or endpoints from environment variables", () => {
  const surroundings = { AWS_ENDPOINT_URL: "http://127.0.0.1:4566", AWS_ACCESS_KEY_ID: "AKIAEXAMPLE", AWS_REGION: "eu-north-1" };
  expect(digest(synthesize("with-credentials", root, surroundings))).toBe(digest(usual()));
});
