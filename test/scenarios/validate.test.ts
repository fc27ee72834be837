import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathsOf } from "../../cli/paths";
import { chooseProvider } from "../../cli/terraform/provider";
import { runTerraform } from "../../cli/terraform/terraform";
import { full } from "../fixtures/environments/full";
import { manyRegions } from "../fixtures/environments/many-regions";
import { environments } from "../fixtures/environments/photofeed";
import { synthesizeMissing, synthesizePlatform } from "../support/platform";
import type { Block, StackJson } from "../support/synth";

/**
 * The real provider validates every stack of all environments, of one that sets every field, and of the smallest one in three regions.
 *
 * Terraform starts the provider for each configuration, and again for each `provider` block: about a second of CPU time each. So the
 * stacks are modules of one configuration, and the root module passes them their providers. Provider blocks that only differ in their
 * region and in the values of tags, which `validate` does not check, are one block of the root module.
 */
const scratch = mkdtempSync(join(tmpdir(), "terrace-validate-"));

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const NAME = "aws";

/** Whether a stack has a resource or a data source in the region of a provider. Providers without one are in every stack, for regions to come. */
function isUsed({ alias }: Block, { resource, data }: StackJson): boolean {
  return typeof alias !== "string" || JSON.stringify([resource, data]).includes(`"${NAME}.${alias}"`);
}

function shapeOf({ alias: _alias, region: _region, default_tags, ...rest }: Block): string {
  const tags = (default_tags ?? []) as readonly { readonly tags: object }[];
  return JSON.stringify([rest, tags.map((each) => Object.keys(each.tags).sort())]);
}

/** The provider blocks of the root module. */
class Providers {
  private readonly aliases = new Map<string, string>();
  public readonly blocks: Block[] = [];

  /** The name of the equivalent block in the root module. */
  public like(block: Block): string {
    const shape = shapeOf(block);
    const known = this.aliases.get(shape);
    if (known !== undefined) return `${NAME}.${known}`;
    const alias = `shape${this.blocks.length}`;
    this.aliases.set(shape, alias);
    this.blocks.push({ ...block, alias });
    return `${NAME}.${alias}`;
  }
}

/** Writes a stack as a module, without its backend and its providers; returns the block that calls it. */
function writeModule(name: string, stack: StackJson, providers: Providers): Block {
  const { provider, terraform, ...rest } = stack;
  const { backend: _backend, required_providers: required, ...settings } = terraform;
  const used = (provider?.aws ?? []).filter((block) => isUsed(block, stack));
  const nameOf = ({ alias }: Block) => (typeof alias === "string" ? `${NAME}.${alias}` : NAME);
  const configuration_aliases = used.map(nameOf).filter((each) => each !== NAME);
  const { aws, ...others } = required as Readonly<Record<string, Block>>;
  const folder = join(scratch, "stacks", name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, "cdk.tf.json"),
    JSON.stringify({ ...rest, terraform: { ...settings, required_providers: { ...others, aws: { ...aws, configuration_aliases } } } }),
  );
  return { source: `./stacks/${name}`, providers: Object.fromEntries(used.map((block) => [nameOf(block), providers.like(block)])) };
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

test("terraform validate reports no error in any stack", async () => {
  const { cliConfig } = await chooseProvider(pathsOf(join(__dirname, "../..")));
  const { TF_CLI_CONFIG_FILE: _unchecked, ...inherited } = process.env;
  const env = { ...inherited, CHECKPOINT_DISABLE: "1", ...(cliConfig !== undefined && { TF_CLI_CONFIG_FILE: cliConfig }) };
  const all = [...Object.values(environments), full, manyRegions];
  synthesizeMissing(all);
  const stacks = all.flatMap((environment) => [...synthesizePlatform(environment)]);
  const names = stacks.map(([name]) => name);
  expect(names).toEqual(expect.arrayContaining(["dev-us-east-1-service", "staging-edge", "prod-eu-west-1-database-main", "many-network"]));
  const providers = new Providers();
  const module = Object.fromEntries(stacks.map(([name, stack]) => [name, writeModule(name, stack, providers)]));
  const { required_providers } = stacks[0]?.[1].terraform ?? {};
  writeFileSync(
    join(scratch, "main.tf.json"),
    JSON.stringify({ terraform: { required_providers }, provider: { aws: providers.blocks }, module }),
  );

  expect(await runTerraform(env, scratch, ["init", "-input=false", "-no-color"])).toMatchObject({ code: 0 });
  const { stdout } = await runTerraform(env, scratch, ["validate", "-json"]);
  const { valid, diagnostics } = JSON.parse(stdout) as Validation;
  expect(diagnostics.map(({ summary, detail, address, range }) => ({ summary, detail, address, file: range?.filename }))).toEqual([]);
  expect(valid).toBe(true);
}, 900_000);
