import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundleMain } from "../support/bundle";

/** The output for invalid environments: `main.ts` itself with other environments. */
const scratch = mkdtempSync(join(tmpdir(), "terrace-bad-"));
const bundle = join(scratch, "main.js");
const outdir = join(scratch, "cdktf.out");

const ENVIRONMENTS = `
  const good = { name: "good", stage: "single-region", domainName: "example.com", regions: { "us-east-1": {} } };
  const environments = {
    good,
    first: { ...good, name: "first", stage: "single-regions", databases: { main: { engine: "postgre" } } },
    second: { ...good, name: "second", workers: { mailer: { image: "mailer:1", consumes: "email" } } },
  };
  export default { terrace: "project", environments };`;

beforeAll(async () => {
  writeFileSync(join(scratch, "environments.ts"), ENVIRONMENTS);
  await bundleMain(bundle, [
    {
      name: "environments",
      setup: (esbuild) => esbuild.onResolve({ filter: /^\.\/environments$/ }, () => ({ path: join(scratch, "environments.ts") })),
    },
  ]);
});

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function run(environment: Record<string, string>) {
  return spawnSync(process.execPath, [bundle], { encoding: "utf8", cwd: scratch, env: { CDKTF_OUTDIR: outdir, ...environment } });
}

test("prints all errors of all environments without a stack trace, exits with 1 and writes nothing", () => {
  const { status, stdout, stderr } = run({});
  expect(status).toBe(1);
  expect(stdout).toBe("");
  for (const part of [
    'environment "first"',
    "stage  ",
    "Did you mean",
    "databases.main.engine",
    'environment "second"',
    "workers.mailer.consumes",
  ]) {
    expect(stderr).toContain(part);
  }
  expect(stderr).not.toMatch(/^\s+at .*[:(]\d+/m);
  expect(existsSync(outdir)).toBe(false);
});

test("rejects an unknown environment and lists the existing ones", () => {
  const { status, stderr } = run({ ENVIRONMENT: "goood" });
  expect(status).toBe(1);
  expect(stderr).toBe(
    [
      "ENVIRONMENT is not a valid environment",
      '  received  "goood"',
      "  allowed   good, first, second",
      "  fix       Choose one of these, or add the environment to environments/index.ts.",
      "",
    ].join("\n"),
  );
  expect(existsSync(outdir)).toBe(false);
});

test("synthesizes the selected valid environment even if others are invalid", () => {
  const { status, stderr } = run({ ENVIRONMENT: "good" });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(existsSync(join(outdir, "stacks/good-us-east-1-network/cdk.tf.json"))).toBe(true);
});
