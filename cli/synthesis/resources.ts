import { readDocument, type Stack } from "./synthesized";

/** The arguments of one block of Terraform's JSON. */
export type Block = Readonly<Record<string, unknown>>;

/** The parts of a synthesized stack that the policy checks read. */
export interface StackDocument {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Block>>>>;
  readonly data?: Readonly<Record<string, Readonly<Record<string, Block>>>>;
  readonly output?: Readonly<Record<string, Block>>;
  readonly provider?: Readonly<Record<string, readonly Block[]>>;
}

/** All stacks, by name. */
export type Documents = ReadonlyMap<string, StackDocument>;

/** One resource of a stack. */
export interface Resource {
  readonly stack: string;
  readonly type: string;
  /** Name in Terraform. */
  readonly name: string;
  readonly block: Block;
}

export function readDocuments(stacks: readonly Stack[]): Documents {
  return new Map(stacks.map((stack) => [stack.name, readDocument(stack) as StackDocument]));
}

/** All resources of all stacks, without data sources. */
export function resourcesOf(documents: Documents): Resource[] {
  return [...documents].flatMap(([stack, { resource = {} }]) =>
    Object.entries(resource).flatMap(([type, blocks]) => Object.entries(blocks).map(([name, block]) => ({ stack, type, name, block }))),
  );
}

/** The location in code: type and construct path, starting with the stack. */
export function placeOf({ stack, type, name, block }: Resource): string {
  const comment = block["//"] as { readonly metadata?: { readonly path?: string } } | undefined;
  return `${type} ${comment?.metadata?.path ?? `${stack}/${name}`}`;
}

/** The values of an argument that is a list. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The blocks of a nested argument, which may be an object or a list. */
export function nested(block: Block, argument: string): readonly Block[] {
  const value = block[argument];
  if (value === undefined || value === null) return [];
  return (Array.isArray(value) ? value : [value]) as readonly Block[];
}
