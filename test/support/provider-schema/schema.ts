/**
 * A provider's schema as `terraform providers schema -json` prints it.
 *
 * @see https://developer.hashicorp.com/terraform/cli/commands/providers/schema#schema-representation
 */

/** A type constraint: `"string"`, `["list", "string"]`, `["object", { a: "number" }, ["a"]]`, the last with the optional attributes. */
export type Type =
  | "string"
  | "number"
  | "bool"
  | "dynamic"
  | readonly ["list" | "set" | "map", Type]
  | readonly ["tuple", readonly Type[]]
  | readonly ["object", Readonly<Record<string, Type>>, (readonly string[])?];

export interface AttributeSchema {
  /** Either this or `nested_type`. */
  readonly type?: Type;
  readonly nested_type?: { readonly attributes: Attributes; readonly nesting_mode: "single" | "list" | "set" | "map" };
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly computed?: boolean;
}

export type Attributes = Readonly<Record<string, AttributeSchema>>;

export interface BlockSchema {
  readonly attributes?: Attributes;
  readonly block_types?: Readonly<Record<string, NestedBlockSchema>>;
}

export interface NestedBlockSchema {
  readonly nesting_mode: "single" | "group" | "list" | "set" | "map";
  readonly block: BlockSchema;
  readonly min_items?: number;
  readonly max_items?: number;
}

/** The kinds of schemas that a provider has. */
export type Kind = "resource" | "data" | "ephemeral" | "provider";

/** Schemas of all types that stacks can contain, by kind and type. */
export interface Schemas {
  find(kind: Kind, type: string): BlockSchema | undefined;
  /** All types of a kind, for suggestions. */
  types(kind: Kind): readonly string[];
}

/** The output of `terraform providers schema -json`. */
export interface PrintedSchemas {
  readonly provider_schemas: Readonly<
    Record<
      string,
      {
        readonly provider?: { readonly block?: BlockSchema };
        readonly resource_schemas?: Readonly<Record<string, { readonly block: BlockSchema }>>;
        readonly data_source_schemas?: Readonly<Record<string, { readonly block: BlockSchema }>>;
        readonly ephemeral_resource_schemas?: Readonly<Record<string, { readonly block: BlockSchema }>>;
      }
    >
  >;
}
