/** A value of a resource that environment variables of workloads can contain, written as `{<name>.<attribute>}`. */
export interface Attribute {
  /** Description in the field reference. */
  readonly meaning: string;
  /** Not in a task definition, plan or state. @default false */
  readonly secret?: true;
  /** Percent-encoded inside a URL. Host names, ports and file names need no encoding. @default false */
  readonly encoded?: true;
}

/** The attributes of a kind, by name: letters, digits and hyphens. */
export type Attributes = Readonly<Record<string, Attribute>>;

/** For a kind whose values no variable can contain as a part. */
export const NO_ATTRIBUTES: Attributes = {};

/** A key of the JSON object in a secret. */
export interface SecretKey {
  /** ARN of the secret in the consumer's region. */
  readonly secretArn: string;
  readonly key: string;
}

/** The values of a kind's attributes, in a binding. */
export type AttributeValues<Table extends Attributes> = {
  readonly [Name in keyof Table]: Table[Name] extends { readonly secret: true } ? SecretKey : string;
};
