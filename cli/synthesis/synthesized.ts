import * as fs from "node:fs";
import * as path from "node:path";
import { Problem } from "../problem";

/** A resource of a synthesized stack and its references within that stack. */
export interface Resource {
  readonly address: string;
  readonly dependsOn: readonly string[];
}

export interface Stack {
  readonly name: string;
  readonly directory: string;
  /** The stacks that must be deployed before this one. */
  readonly dependsOn: readonly string[];
  readonly resources: readonly Resource[];
  /** The stack's outputs for people, with descriptions; excludes cdktf's cross-stack outputs. */
  readonly outputs: Readonly<Record<string, string>>;
}

type Blocks = Readonly<Record<string, Readonly<Record<string, object>>>>;

/** The parts of a stack's cdk.tf.json that Terrace reads. */
export interface TerraformJson {
  readonly resource?: Blocks;
  readonly data?: Blocks;
  readonly ephemeral?: Blocks;
  readonly output?: Readonly<Record<string, { readonly description?: string; readonly sensitive?: boolean }>>;
}

interface Manifest {
  readonly stacks: Readonly<
    Record<string, { name: string; dependencies: readonly string[]; synthesizedStackPath: string; workingDirectory: string }>
  >;
}

const CROSS_STACK_OUTPUT = "cross-stack-output-";
const REFERENCE = /\b(?:(?:data|ephemeral)\.)?[a-z][a-z0-9]*_[a-z0-9_]+\.[A-Za-z_][A-Za-z0-9_-]*/g;

/** The resources of a stack with the references between them. Terraform orders its operations by these references, so waits add up along them. */
export function resourcesOf(json: TerraformJson): Resource[] {
  const all = [...blocksOf(json.resource, ""), ...blocksOf(json.data, "data."), ...blocksOf(json.ephemeral, "ephemeral.")];
  const known = new Set(all.map(([address]) => address));
  return all.map(([address, body]) => {
    const { "//": _metadata, ...rest } = body as Record<string, unknown>;
    const mentioned = JSON.stringify(rest).match(REFERENCE) ?? [];
    return { address, dependsOn: [...new Set(mentioned)].filter((name) => known.has(name) && name !== address) };
  });
}

function blocksOf(blocks: Blocks | undefined, prefix: string): [string, object][] {
  return Object.entries(blocks ?? {}).flatMap(([type, byName]) =>
    Object.entries(byName).map(([name, body]): [string, object] => [`${prefix}${type}.${name}`, body]),
  );
}

export function outputsOf(json: TerraformJson): Record<string, string> {
  const shown = Object.entries(json.output ?? {}).filter(([name, output]) => !name.startsWith(CROSS_STACK_OUTPUT) && !output.sensitive);
  return Object.fromEntries(shown.map(([name, { description }]) => [name, description ?? ""]));
}

/** All stacks in a cdktf output folder. */
export function readStacks(folder: string): Stack[] {
  const manifest = JSON.parse(fs.readFileSync(path.join(folder, "manifest.json"), "utf8")) as Manifest;
  return Object.values(manifest.stacks).map((stack) => {
    const json = JSON.parse(fs.readFileSync(path.join(folder, stack.synthesizedStackPath), "utf8")) as TerraformJson;
    return {
      name: stack.name,
      directory: path.join(folder, stack.workingDirectory),
      dependsOn: stack.dependencies,
      resources: resourcesOf(json),
      outputs: outputsOf(json),
    };
  });
}

/**
 * @throws Problem if the stack does not exist.
 */
export function findStack(stacks: readonly Stack[], name: string): Stack {
  const found = stacks.find((stack) => stack.name === name);
  if (found) return found;
  throw new Problem(`Unknown stack ${name}. Valid: ${stacks.map((stack) => stack.name).join(", ")}.`);
}

/** The synthesized JSON of a stack. */
export function readDocument({ directory }: Pick<Stack, "directory">): TerraformJson {
  return JSON.parse(fs.readFileSync(path.join(directory, "cdk.tf.json"), "utf8")) as TerraformJson;
}
