import { readDocument, type Stack } from "../synthesis/synthesized";

/** The arguments of one block of Terraform's JSON. */
export type Block = Readonly<Record<string, unknown>>;

/** The parts of a synthesized stack that policies look at. */
export interface StackDocument {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Block>>>>;
  readonly data?: Readonly<Record<string, Readonly<Record<string, Block>>>>;
  readonly output?: Readonly<Record<string, Block>>;
  readonly provider?: Readonly<Record<string, readonly Block[]>>;
}

/** All stacks by their names. */
export type Documents = ReadonlyMap<string, StackDocument>;

/** One resource of a stack, by itself. */
export interface Resource {
  readonly stack: string;
  readonly type: string;
  /** In Terraform. */
  readonly name: string;
  readonly block: Block;
}

export function readDocuments(stacks: readonly Stack[]): Documents {
  return new Map(stacks.map((stack) => [stack.name, readDocument(stack) as StackDocument]));
}

/** Every resource of every stack; data sources make nothing. */
export function resourcesOf(documents: Documents): Resource[] {
  return [...documents].flatMap(([stack, { resource = {} }]) =>
    Object.entries(resource).flatMap(([type, blocks]) => Object.entries(blocks).map(([name, block]) => ({ stack, type, name, block }))),
  );
}

/** Where a person finds it in code: the stack, and the construct's path in it. */
export function placeOf({ stack, type, name, block }: Resource): string {
  const comment = block["//"] as { readonly metadata?: { readonly path?: string } } | undefined;
  return `${type} ${comment?.metadata?.path ?? `${stack}/${name}`}`;
}

/** The blocks of a nested argument, which may be written as one or as a list. */
export function nested(block: Block, argument: string): readonly Block[] {
  const value = block[argument];
  if (value === undefined || value === null) return [];
  return (Array.isArray(value) ? value : [value]) as readonly Block[];
}
