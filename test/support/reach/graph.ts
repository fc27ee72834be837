import { type Block, type StackJson, pathOf } from "../synth";
import { stackOfStateKey } from "../../../stacks/names";

/** A resource or data source of a synthesized platform. */
export interface Node {
  readonly stack: string;
  /** For example `aws_db_instance`; `data.` before it for a data source. */
  readonly type: string;
  readonly name: string;
  readonly block: Block;
  /** The region of its provider. */
  readonly region: string;
}

/** An attribute of a node that an expression refers to. */
export interface Reference {
  readonly node: Node;
  readonly attribute: string;
}

const IN_EXPRESSION = /\$\{((?:[^{}]|\{[^{}]*\})*)\}/g;
const REFERENCE = /\b((?:data\.)?[a-z]+_[a-z0-9_]+)\.([A-Za-z0-9_-]+)\.(?:outputs\.)?([A-Za-z0-9_-]+)/g;
const OTHER_STACK = "data.terraform_remote_state";

/** The synthesized Terraform of all stacks as one graph. References are resolved through remote states to the resource. */
export class Graph {
  private readonly nodes = new Map<string, Node>();

  public constructor(private readonly stacks: ReadonlyMap<string, StackJson>) {
    for (const [stack, json] of stacks) {
      const add = (type: string, blocks: Readonly<Record<string, Block>>) => {
        for (const [name, block] of Object.entries(blocks))
          this.nodes.set(key(stack, type, name), { stack, type, name, block, region: regionOf(json, block) });
      };
      for (const [type, blocks] of Object.entries(json.resource ?? {})) add(type, blocks);
      for (const [type, blocks] of Object.entries(json.data ?? {})) add(`data.${type}`, blocks);
    }
  }

  /** All nodes of a type, in all stacks. */
  public all(type: string): readonly Node[] {
    return [...this.nodes.values()].filter((node) => node.type === type);
  }

  /** All references in a value of a stack, in order, including references to resources of other stacks. */
  public references(stack: string, value: unknown): readonly Reference[] {
    if (Array.isArray(value)) return value.flatMap((each) => this.references(stack, each));
    if (typeof value !== "string") return [];
    return [...value.matchAll(IN_EXPRESSION)].flatMap(([, expression = ""]) =>
      [...expression.matchAll(REFERENCE)].flatMap(([, type = "", name = "", attribute = ""]) => this.follow(stack, type, name, attribute)),
    );
  }

  /** The only node that a value refers to. */
  public one(stack: string, value: unknown): Node {
    const [first, ...others] = new Set(this.references(stack, value).map(({ node }) => node));
    if (!first || others.length > 0) throw new Error(`${JSON.stringify(value)} of ${stack} does not refer to exactly one resource`);
    return first;
  }

  /** The node that an argument of a resource refers to. */
  public target({ stack, block }: Node, argument: string): Node {
    return this.one(stack, block[argument]);
  }

  /** Whether an argument of a resource refers to a node. */
  public refersTo({ stack, block }: Node, argument: string, node: Node): boolean {
    return this.references(stack, block[argument]).some((reference) => reference.node === node);
  }

  private follow(stack: string, type: string, name: string, attribute: string): readonly Reference[] {
    if (type === OTHER_STACK) return this.followOutput(stack, name, attribute);
    const node = this.nodes.get(key(stack, type, name));
    if (!node) throw new Error(`${stack} refers to ${type}.${name}, which does not exist`);
    return [{ node, attribute }];
  }

  private followOutput(stack: string, name: string, output: string): readonly Reference[] {
    const state = this.stacks.get(stack)?.data?.terraform_remote_state?.[name];
    const from = stackOfStateKey(String((state?.config as Block | undefined)?.key)) ?? "";
    const value = this.stacks.get(from)?.output?.[output]?.value;
    if (value === undefined) throw new Error(`${stack} reads ${output} of ${from}, which has no such output`);
    return this.references(from, value);
  }
}

/** A readable name of a node: its stack and its construct path. */
export function describe({ stack, block }: Node): string {
  return `${stack}/${pathOf(block)}`;
}

function key(stack: string, type: string, name: string): string {
  return `${stack} ${type} ${name}`;
}

function regionOf(json: StackJson, block: Block): string {
  const alias = typeof block.provider === "string" ? block.provider.replace(/^aws\./, "") : undefined;
  const provider = (json.provider?.aws ?? []).find((each) => each.alias === alias);
  return typeof provider?.region === "string" ? provider.region : "";
}
