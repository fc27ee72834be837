import { App } from "cdktf";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { resolve } from "../../config/resolve";
import { dev } from "../../environments/dev";
import { pathsOf } from "../../scripts/paths";
import { run } from "../../scripts/process/run";
import { chooseProvider } from "../../scripts/terraform/provider";
import { definePlatform } from "../../stacks/platform";
import { full } from "../fixtures/environments/full";
import { manyRegions } from "../fixtures/environments/many-regions";

/**
 * The real provider reads every stack of the example, of an environment that says everything there is to say, and of one in three regions. The stacks are
 * modules of one configuration here: Terraform starts the provider once instead of for each, and names the module in what it finds.
 */
const scratch = mkdtempSync(join(tmpdir(), "terrace-validate-"));

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Synthesises a platform: the names of its stacks, each in a folder of that name. */
function synthesize(data: unknown): string[] {
  const resolution = resolve(data);
  if (!resolution.ok) throw new Error(JSON.stringify(resolution.errors, undefined, 2));
  const app = new App({ outdir: scratch });
  definePlatform(app, resolution.platform);
  app.synth();
  return Object.keys(app.manifest.stacks);
}

/** A module has no backend: with one, Terraform warns that it is ignored. */
function dropBackend(file: string): void {
  const stack = JSON.parse(readFileSync(file, "utf8")) as { terraform: Record<string, unknown> };
  delete stack.terraform.backend;
  writeFileSync(file, JSON.stringify(stack));
}

interface Validation {
  readonly valid: boolean;
  readonly diagnostics: readonly {
    readonly summary: string;
    readonly detail?: string;
    readonly address?: string;
    readonly range?: { readonly filename: string };
  }[];
}

test("terraform validate finds nothing wrong with any stack", async () => {
  const { cliConfig } = await chooseProvider(pathsOf(join(__dirname, "../..")));
  const { TF_CLI_CONFIG_FILE: _unchecked, ...inherited } = process.env;
  const env = { ...inherited, CHECKPOINT_DISABLE: "1", ...(cliConfig !== undefined && { TF_CLI_CONFIG_FILE: cliConfig }) };
  const stacks = [dev, full, manyRegions].flatMap(synthesize);
  expect(stacks).toHaveLength(5 + 5 + 11);
  for (const stack of stacks) dropBackend(join(scratch, "stacks", stack, "cdk.tf.json"));
  writeFileSync(
    join(scratch, "main.tf.json"),
    JSON.stringify({ module: Object.fromEntries(stacks.map((stack) => [stack, { source: `./stacks/${stack}` }])) }),
  );

  expect(await run("terraform", ["init", "-input=false", "-no-color"], { cwd: scratch, env })).toMatchObject({ code: 0 });
  const { stdout } = await run("terraform", ["validate", "-json"], { cwd: scratch, env });
  const { valid, diagnostics } = JSON.parse(stdout) as Validation;
  expect(diagnostics.map(({ summary, detail, address, range }) => ({ summary, detail, address, file: range?.filename }))).toEqual([]);
  expect(valid).toBe(true);
}, 300_000);
