/** Where a database is written to, as the regions that hold a copy of it see it. */
export interface DatabaseSource {
  readonly region: string;
  readonly arn: string;
  readonly address: string;
  /** The owner in the leading instance, as `rds-db:connect` names it. */
  readonly writerUserArn: string;
  /** The owner in its replicas. */
  readonly readerUserArns: readonly string[];
}

/** What a database is in a region: where its writes go, or a copy of where they go. */
export type DatabaseRole = { readonly kind: "primary" } | { readonly kind: "copy"; readonly source: DatabaseSource };
