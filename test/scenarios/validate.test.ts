import { App } from "cdktf";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { resolve } from "../../config/resolve";
import { environments } from "../../environments";
import { pathsOf } from "../../cli/paths";
import { run } from "../../cli/process/run";
import { chooseProvider } from "../../cli/terraform/provider";
import { definePlatform } from "../../stacks/platform";
import { full } from "../fixtures/environments/full";
import { manyRegions } from "../fixtures/environments/many-regions";
import type { StackJson } from "../support/synth";

/**
 * The real provider reads every stack of all environments, of one that says everything there is to say, and of the smallest thing in three regions. The stacks are
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

/**
 * A module has no backend: with one, Terraform warns that it is ignored. And `validate` starts the provider for every region that a stack
 * could have a part in, used or not (no other command does): a minute for what is checked once as well.
 */
function dropWhatIsNotChecked(file: string): void {
  const stack = JSON.parse(readFileSync(file, "utf8")) as StackJson & { terraform: Record<string, unknown> };
  const used = JSON.stringify([stack.resource, stack.data]);
  const provider = { aws: stack.provider?.aws?.filter(({ alias }) => typeof alias !== "string" || used.includes(`"aws.${alias}"`)) };
  const { backend: _backend, ...terraform } = stack.terraform;
  writeFileSync(file, JSON.stringify({ ...stack, terraform, provider }));
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
  const stacks = [...Object.values(environments), full, manyRegions].flatMap(synthesize);
  expect(stacks).toEqual(expect.arrayContaining(["dev-us-east-1-service", "staging-edge", "prod-eu-west-1-database-main", "many-network"]));
  for (const stack of stacks) dropWhatIsNotChecked(join(scratch, "stacks", stack, "cdk.tf.json"));
  writeFileSync(
    join(scratch, "main.tf.json"),
    JSON.stringify({ module: Object.fromEntries(stacks.map((stack) => [stack, { source: `./stacks/${stack}` }])) }),
  );

  expect(await run("terraform", ["init", "-input=false", "-no-color"], { cwd: scratch, env })).toMatchObject({ code: 0 });
  const { stdout } = await run("terraform", ["validate", "-json"], { cwd: scratch, env });
  const { valid, diagnostics } = JSON.parse(stdout) as Validation;
  expect(diagnostics.map(({ summary, detail, address, range }) => ({ summary, detail, address, file: range?.filename }))).toEqual([]);
  expect(valid).toBe(true);
}, 900_000);
