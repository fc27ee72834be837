import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack } from "cdktf";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Placement, place } from "../../constructs/core/placement";

/** The arguments of one resource, data source or other block, as Terraform reads them. */
export type Block = Readonly<Record<string, unknown>>;

/** The Terraform of one stack: `cdk.tf.json`, parsed. */
export interface StackJson {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Block>>>>;
  readonly data?: Readonly<Record<string, Readonly<Record<string, Block>>>>;
  readonly output?: Readonly<Record<string, Block>>;
  readonly provider?: Readonly<Record<string, readonly Block[]>>;
  readonly terraform: Block;
  readonly [block: string]: unknown;
}

/** Synthesizes an app as `cdktf synth` does, including cdktf's validations. Returns the Terraform of every stack by stack ID. */
export function synthesize(build: (app: App) => void): ReadonlyMap<string, StackJson> {
  const outdir = mkdtempSync(join(tmpdir(), "terrace-test-"));
  try {
    const app = new App({ outdir });
    build(app);
    app.synth();
    const stacks = app.node.findAll().filter((node): node is TerraformStack => TerraformStack.isStack(node));
    return new Map(stacks.map((stack) => [stack.node.id, read(join(outdir, "stacks", stack.node.id, "cdk.tf.json"))]));
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** The Terraform of one stack of an app. */
export function synthesizeStack(id: string, build: (app: App) => void): StackJson {
  const stacks = synthesize(build);
  const stack = stacks.get(id);
  if (!stack) throw new Error(`unknown stack "${id}"; stacks: ${[...stacks.keys()].join(", ")}`);
  return stack;
}

/** The default placement of a test's stack. */
export const TEST_PLACEMENT: Placement = { environment: "dev", region: "us-east-1", removalPolicy: "retain", logRetention: "30 days" };

/** The Terraform of constructs in a separate stack, which has only a placement and a provider. */
export function synthesizeConstructs(build: (stack: TerraformStack) => void, placement: Partial<Placement> = {}): StackJson {
  return synthesizeStack("test", (app) => build(placedStack(app, "test", placement)));
}

/** A stack with a placement and a provider, as the scope of constructs under test. */
export function placedStack(app: App, id: string, placement: Partial<Placement> = {}): TerraformStack {
  const stack = new TerraformStack(app, id);
  const placed = { ...TEST_PLACEMENT, ...placement };
  place(stack, placed);
  new AwsProvider(stack, "aws", { region: placed.region });
  return stack;
}

/** All resources of a type, in the order of their Terraform names, as cdktf writes them. */
export function resources(stack: StackJson, type: string): readonly Block[] {
  return Object.values(stack.resource?.[type] ?? {});
}

/** All data sources of a type. */
export function dataSources(stack: StackJson, type: string): readonly Block[] {
  return Object.values(stack.data?.[type] ?? {});
}

/**
 * The only resource of a type, or the resource at a construct path.
 *
 * @param path the construct path below the stack, or its last parts, for example `LoadBalancer/Resource`.
 */
export function resource(stack: StackJson, type: string, path?: string): Block {
  return only(resources(stack, type), type, path);
}

/** The only data source of a type, or the data source at a construct path. */
export function dataSource(stack: StackJson, type: string, path?: string): Block {
  return only(dataSources(stack, type), type, path);
}

/** A reference from one block to an attribute of a resource, as Terraform writes it: `${aws_lb.X.arn}`. */
export function referenceTo(stack: StackJson, type: string, path: string | undefined, attribute: string): string {
  const block = resource(stack, type, path);
  const name = Object.entries(stack.resource?.[type] ?? {}).find(([, candidate]) => candidate === block)?.[0];
  return `\${${type}.${name ?? ""}.${attribute}}`;
}

/** The value of an output, with references resolved. Tests use outputs to inspect the values that a construct returns. */
export function outputValue(stack: StackJson, name: string): Block {
  const output = stack.output?.[name];
  if (!output) throw new Error(`unknown output "${name}"; outputs: ${Object.keys(stack.output ?? {}).join(", ")}`);
  return output.value as Block;
}

/** The construct path of a block below its stack. */
export function pathOf(block: Block): string {
  const path = (block["//"] as { readonly metadata: { readonly path: string } }).metadata.path;
  return path.slice(path.indexOf("/") + 1);
}

/** The statements of the JSON policy in an argument of a block. */
export function statementsOf(block: Block, argument = "policy"): readonly Block[] {
  return (JSON.parse(block[argument] as string) as { readonly Statement: readonly Block[] }).Statement;
}

function only(blocks: readonly Block[], type: string, path: string | undefined): Block {
  const found = path === undefined ? blocks : at(path, blocks);
  const [first] = found;
  if (found.length !== 1 || !first) {
    const where = path === undefined ? "" : ` at "${path}"`;
    throw new Error(`expected one ${type}${where}, found ${found.length}; existing: ${blocks.map(pathOf).join(", ") || "none"}`);
  }
  return first;
}

/** The blocks at a complete path, or else the blocks whose path ends with it. */
function at(path: string, blocks: readonly Block[]): readonly Block[] {
  const exact = blocks.filter((block) => pathOf(block) === path);
  return exact.length > 0 ? exact : blocks.filter((block) => pathOf(block).endsWith(`/${path}`));
}

function read(file: string): StackJson {
  return JSON.parse(readFileSync(file, "utf8")) as StackJson;
}
