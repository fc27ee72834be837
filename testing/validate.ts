import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { pathsOf } from "../cli/paths";
import { projectRoot } from "../cli/project";
import { chooseProvider } from "../cli/terraform/provider";
import { errorsOf, runTerraform } from "../cli/terraform/terraform";
import type { Project } from "../project/project";
import { synthesizeProject, type StackDocument } from "./synthesize";

type Block = Readonly<Record<string, unknown>>;

export interface ValidateOptions {
  /** The folder of the project. @default the nearest folder upwards from the current one that has cdktf.json */
  readonly root?: string;
}

/**
 * Validates all stacks of a project with the real provider: `terraform init` and `terraform validate`. It calls no AWS API and reads no state. The
 * provider comes from the same place as for the commands: from `TF_CLI_CONFIG_FILE`, the registry, or a mirror.
 *
 * It takes about a minute for a small project, more when the provider is downloaded.
 *
 * @throws Error with the diagnostics of Terraform, each with its stack.
 * @example test("the provider accepts every stack", () => validateStacks(project), 600_000);
 */
export async function validateStacks(project: Project, { root = projectRoot() }: ValidateOptions = {}): Promise<void> {
  await validateDocuments(synthesizeProject(project, root), { root });
}

/**
 * Terraform starts the provider for each configuration, and again for each `provider` block: about a second of CPU time each. So the stacks are
 * modules of one configuration, and the root module passes them their providers. Provider blocks that only differ in their region and in the
 * values of tags, which `validate` does not check, are one block of the root module.
 */
export async function validateDocuments(
  documents: Readonly<Record<string, StackDocument>>,
  { root }: Required<ValidateOptions>,
): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "terrace-validate-"));
  try {
    const env = await environmentOf(root);
    writeConfiguration(folder, documents);
    const init = await runTerraform(env, folder, ["init", "-input=false", "-no-color"]);
    if (init.code !== 0) throw new Error(`terraform init failed:\n\n${errorsOf(init)}`);
    const { stdout } = await runTerraform(env, folder, ["validate", "-json"]);
    const { valid, diagnostics } = JSON.parse(stdout) as Validation;
    if (!valid || diagnostics.length > 0) throw new Error(diagnostics.map(diagnosticText).join("\n\n"));
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

async function environmentOf(root: string): Promise<NodeJS.ProcessEnv> {
  const { cliConfig } = await chooseProvider(pathsOf(root));
  const { TF_CLI_CONFIG_FILE: _unchecked, ...inherited } = process.env;
  return { ...inherited, CHECKPOINT_DISABLE: "1", ...(cliConfig !== undefined && { TF_CLI_CONFIG_FILE: cliConfig }) };
}

interface Diagnostic {
  readonly summary: string;
  readonly detail?: string;
  readonly address?: string;
  readonly range?: { readonly filename: string };
  /** The part of the file, with the block that contains it. */
  readonly snippet?: { readonly context?: string | null };
}

interface Validation {
  readonly valid: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

function diagnosticText({ summary, detail, address, range, snippet }: Diagnostic): string {
  const stack = /stacks\/([^/]+)\//.exec(range?.filename ?? "")?.[1];
  const place = [stack, address ?? snippet?.context].filter((part) => part).join(" ");
  return `${place === "" ? "" : `${place}: `}${summary}${detail === undefined || detail === "" ? "" : `\n  ${detail}`}`;
}

function writeConfiguration(folder: string, documents: Readonly<Record<string, StackDocument>>): void {
  const providers = new Providers();
  const module = Object.fromEntries(Object.entries(documents).map(([name, stack]) => [name, writeModule(folder, name, stack, providers)]));
  const { required_providers } = Object.values(documents)[0]?.terraform ?? {};
  const main = { terraform: { required_providers }, provider: { [AWS]: providers.blocks }, module };
  fs.writeFileSync(path.join(folder, "main.tf.json"), JSON.stringify(main));
}

const AWS = "aws";

/** Writes a stack as a module, without its backend and its providers; returns the block that calls it. */
function writeModule(folder: string, name: string, stack: StackDocument, providers: Providers): Block {
  const { provider, terraform, ...rest } = stack;
  const { backend: _backend, required_providers: required, ...settings } = terraform;
  const used = ((provider as { readonly aws?: readonly Block[] } | undefined)?.aws ?? []).filter((block) => isUsed(block, stack));
  const nameOf = ({ alias }: Block) => (typeof alias === "string" ? `${AWS}.${alias}` : AWS);
  const configuration_aliases = used.map(nameOf).filter((each) => each !== AWS);
  const { aws, ...others } = required as Readonly<Record<string, Block>>;
  const target = path.join(folder, "stacks", name);
  fs.mkdirSync(target, { recursive: true });
  fs.writeFileSync(
    path.join(target, "cdk.tf.json"),
    JSON.stringify({ ...rest, terraform: { ...settings, required_providers: { ...others, aws: { ...aws, configuration_aliases } } } }),
  );
  return { source: `./stacks/${name}`, providers: Object.fromEntries(used.map((block) => [nameOf(block), providers.like(block)])) };
}

/** Whether a stack has a resource or a data source in the region of a provider. Providers without one are in every stack, for regions to come. */
function isUsed({ alias }: Block, { resource, data }: StackDocument): boolean {
  return typeof alias !== "string" || JSON.stringify([resource, data]).includes(`"${AWS}.${alias}"`);
}

/** The provider blocks of the root module. */
class Providers {
  private readonly aliases = new Map<string, string>();
  public readonly blocks: Block[] = [];

  /** The name of the equivalent block in the root module. */
  public like(block: Block): string {
    const shape = shapeOf(block);
    const known = this.aliases.get(shape);
    if (known !== undefined) return `${AWS}.${known}`;
    const alias = `shape${this.blocks.length}`;
    this.aliases.set(shape, alias);
    this.blocks.push({ ...block, alias });
    return `${AWS}.${alias}`;
  }
}

function shapeOf({ alias: _alias, region: _region, default_tags, ...rest }: Block): string {
  const tags = (default_tags ?? []) as readonly { readonly tags: object }[];
  return JSON.stringify([rest, tags.map((each) => Object.keys(each.tags).sort())]);
}
