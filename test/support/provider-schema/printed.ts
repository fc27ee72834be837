import type { BlockSchema, Kind, PrintedSchemas, Schemas } from "./schema";

/**
 * Converts the printed schemas to one line per type, so that a reader parses only the types of a stack. The whole AWS schema is 14 MB of JSON.
 */
export function toLines(printed: PrintedSchemas): string {
  const lines = Object.entries(printed.provider_schemas).flatMap(([address, provider]) => {
    const name = address.slice(address.lastIndexOf("/") + 1);
    return [
      ...(provider.provider?.block ? [line("provider", name, provider.provider.block)] : []),
      ...linesOf("resource", provider.resource_schemas),
      ...linesOf("data", provider.data_source_schemas),
      ...linesOf("ephemeral", provider.ephemeral_resource_schemas),
    ];
  });
  return [...lines, END].join("\n");
}

/** The last line of a complete file. */
const END = "end";

export function isComplete(lines: string): boolean {
  return lines.endsWith(`\n${END}`);
}

function linesOf(kind: Kind, schemas: Readonly<Record<string, { readonly block: BlockSchema }>> = {}): readonly string[] {
  return Object.entries(schemas).map(([type, { block }]) => line(kind, type, block));
}

function line(kind: Kind, type: string, block: BlockSchema): string {
  return `${kind} ${type} ${JSON.stringify(withoutDescriptions(block))}`;
}

/** Removes the descriptions, which are a third of the size. */
function withoutDescriptions({ attributes = {}, block_types = {} }: BlockSchema): BlockSchema {
  return {
    attributes: Object.fromEntries(
      Object.entries(attributes).map(([name, { type, nested_type, required, optional, computed }]) => [
        name,
        { type, nested_type, required, optional, computed },
      ]),
    ),
    block_types: Object.fromEntries(
      Object.entries(block_types).map(([name, { nesting_mode, min_items, max_items, block }]) => [
        name,
        { nesting_mode, min_items, max_items, block: withoutDescriptions(block) },
      ]),
    ),
  };
}

/** Schemas from {@link toLines}. Each schema is parsed at its first use. */
export class SchemaLines implements Schemas {
  private readonly texts: Readonly<Record<Kind, Map<string, string>>> = {
    resource: new Map(),
    data: new Map(),
    ephemeral: new Map(),
    provider: new Map(),
  };
  private readonly parsed = new Map<string, BlockSchema>();

  public constructor(lines: string) {
    for (const text of lines.split("\n")) {
      const [kind = "", type = ""] = text.split(" ", 2);
      if (kind in this.texts) this.texts[kind as Kind].set(type, text.slice(kind.length + type.length + 2));
    }
  }

  public find(kind: Kind, type: string): BlockSchema | undefined {
    const key = `${kind} ${type}`;
    const known = this.parsed.get(key);
    if (known) return known;
    const text = this.texts[kind].get(type);
    if (text === undefined) return undefined;
    const schema = JSON.parse(text) as BlockSchema;
    this.parsed.set(key, schema);
    return schema;
  }

  public types(kind: Kind): readonly string[] {
    return [...this.texts[kind].keys()];
  }
}
