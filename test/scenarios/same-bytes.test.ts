import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundleMain } from "../support/bundle";
import { type SynthesizedStack, synthesizeMain } from "../support/main-synthesis";
import { anyEnvironment } from "../support/project";

/** An environment of the project as `cdktf synth` synthesizes it: `main.ts`, bundled and run in a separate process. */
const scratch = mkdtempSync(join(tmpdir(), "terrace-bytes-"));
const bundle = join(scratch, "main.js");

beforeAll(async () => {
  await bundleMain(bundle);
});

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** The output in the project's folder with the default environment variables: one run for all tests that only read it. */
let output: ReturnType<typeof synthesize> | undefined;
const usual = () => (output ??= synthesize("usual"));

function synthesize(name: string, cwd?: string, variables: Record<string, string> = {}) {
  return synthesizeMain({ bundle, outdir: join(scratch, name), environment: anyEnvironment, variables, ...(cwd !== undefined && { cwd }) });
}

const digest = (stacks: readonly SynthesizedStack[]) =>
  createHash("sha256")
    .update(stacks.map(({ stack, text }) => `${stack}\n${text}`).join("\n"))
    .digest("hex");

test("the environment has several stacks, all with its name", () => {
  expect(usual().length).toBeGreaterThan(5);
  expect(usual().filter(({ stack }) => !stack.startsWith(`${anyEnvironment}-`))).toEqual([]);
});

test("synthesizing twice, in another folder and in another time zone, produces the same bytes", () => {
  const first = digest(usual());
  expect(digest(synthesize("second"))).toBe(first);
  expect(digest(synthesize("elsewhere", tmpdir()))).toBe(first);
  expect(digest(synthesize("other-time-zone", undefined, { TZ: "Pacific/Kiritimati", LANG: "de_DE.UTF-8" }))).toBe(first);
});

test("the Terraform contains no credentials or endpoints from environment variables", () => {
  const surroundings = { AWS_ENDPOINT_URL: "http://127.0.0.1:4566", AWS_ACCESS_KEY_ID: "AKIAEXAMPLE", AWS_REGION: "eu-north-1" };
  expect(digest(synthesize("with-credentials", undefined, surroundings))).toBe(digest(usual()));
});
