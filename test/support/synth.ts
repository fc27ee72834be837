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

/** Synthesises an app as the command line does, cdktf's validations included: the Terraform of every stack by the stack's id. */
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
  if (!stack) throw new Error(`there is no stack "${id}", only ${[...stacks.keys()].join(", ")}`);
  return stack;
}

/** What a test's stack is placed in unless the test says otherwise. */
export const TEST_PLACEMENT: Placement = { environment: "dev", region: "us-east-1", removalPolicy: "retain", logRetention: "30 days" };

/** The Terraform of constructs that are made in a stack of their own, which has a placement and a provider and nothing else. */
export function synthesizeConstructs(build: (stack: TerraformStack) => void, placement: Partial<Placement> = {}): StackJson {
  return synthesizeStack("test", (app) => build(placedStack(app, "test", placement)));
}

/** A stack with a placement and a provider: ground for constructs under test. */
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
 * The one resource of a type, or the one at a construct path.
 *
 * @param path its construct path below the stack, or the end of it, for example `LoadBalancer/Resource`.
 */
export function resource(stack: StackJson, type: string, path?: string): Block {
  return only(resources(stack, type), type, path);
}

/** The one data source of a type, or the one at a construct path. */
export function dataSource(stack: StackJson, type: string, path?: string): Block {
  return only(dataSources(stack, type), type, path);
}

/** A reference from one block to an attribute of a resource, as Terraform writes it: `${aws_lb.X.arn}`. */
export function referenceTo(stack: StackJson, type: string, path: string | undefined, attribute: string): string {
  const block = resource(stack, type, path);
  const name = Object.entries(stack.resource?.[type] ?? {}).find(([, candidate]) => candidate === block)?.[0];
  return `\${${type}.${name ?? ""}.${attribute}}`;
}

/** The value of an output: how a test sees what a construct hands on, with its references resolved. */
export function outputValue(stack: StackJson, name: string): Block {
  const output = stack.output?.[name];
  if (!output) throw new Error(`there is no output "${name}", only ${Object.keys(stack.output ?? {}).join(", ")}`);
  return output.value as Block;
}

/** The construct path of a block below its stack. */
export function pathOf(block: Block): string {
  const path = (block["//"] as { readonly metadata: { readonly path: string } }).metadata.path;
  return path.slice(path.indexOf("/") + 1);
}

/** The statements of a policy that a block carries as JSON. */
export function statementsOf(block: Block, argument = "policy"): readonly Block[] {
  return (JSON.parse(block[argument] as string) as { readonly Statement: readonly Block[] }).Statement;
}

function only(blocks: readonly Block[], type: string, path: string | undefined): Block {
  const found = path === undefined ? blocks : at(path, blocks);
  const [first] = found;
  if (found.length !== 1 || !first) {
    const where = path === undefined ? "" : ` at "${path}"`;
    throw new Error(`${found.length} ${type}${where}, not one; there are: ${blocks.map(pathOf).join(", ") || "none"}`);
  }
  return first;
}

/** What is at a whole path, or else what is at an end of one. */
function at(path: string, blocks: readonly Block[]): readonly Block[] {
  const exact = blocks.filter((block) => pathOf(block) === path);
  return exact.length > 0 ? exact : blocks.filter((block) => pathOf(block).endsWith(`/${path}`));
}

function read(file: string): StackJson {
  return JSON.parse(readFileSync(file, "utf8")) as StackJson;
}
