/** The primary of a database, as other regions use it. */
export interface DatabaseSource {
  readonly region: string;
  readonly arn: string;
  readonly address: string;
  /** The owner user in the lead instance, as a resource of `rds-db:connect`. */
  readonly writerUserArn: string;
  /** The owner user in its read replicas. */
  readonly readerUserArns: readonly string[];
}

/** Role of a region's lead instance: the primary, or a cross-region replica of it. */
export type DatabaseRole = { readonly kind: "primary" } | { readonly kind: "replica"; readonly source: DatabaseSource };
