import { AthenaNamedQuery } from "@cdktf/provider-aws/lib/athena-named-query";
import { GlueCatalogDatabase } from "@cdktf/provider-aws/lib/glue-catalog-database";
import { GlueCatalogTable } from "@cdktf/provider-aws/lib/glue-catalog-table";
import { Construct } from "constructs";
import type { EncryptionKey } from "../../core/encryption-key";
import { nameIn } from "../../core/placement";
import type { LogQuery } from "./log-query";
import { type LogTable, catalogTable } from "./log-table";
import { QueryWorkgroup } from "./query-workgroup";

/** A table and its saved queries; `role` is the prefix of the query names, for example `alb`. */
export interface SearchedLog {
  readonly role: string;
  readonly table: LogTable;
  readonly queries: readonly LogQuery[];
}

export interface LogCatalogProps {
  /** Suffix of the database and workgroup names, for example `access-logs`. */
  readonly name: string;
  /** Role of the results bucket, for example `queries`. */
  readonly resultsRole: string;
  /** Encrypts the results. */
  readonly key: EncryptionKey;
  readonly logs: readonly SearchedLog[];
}

/**
 * Athena tables over logs in S3, with saved queries, in a workgroup that limits the cost of a query. The catalog contains only metadata;
 * there is no crawler, and no partition has to be added each day.
 *
 * Querying requires permissions on this workgroup, the catalog, the log buckets, the results bucket and their KMS keys. This construct
 * grants none.
 *
 * Cost drivers: those of its workgroup; the catalog's first million objects are free.
 */
export class LogCatalog extends Construct {
  public constructor(scope: Construct, id: string, { name, resultsRole, key, logs }: LogCatalogProps) {
    super(scope, id);
    const database = new GlueCatalogDatabase(this, "Database", {
      name: nameIn(this, "catalogDatabase", name).replaceAll("-", "_"),
      description: "Access logs in S3, as tables of Athena",
    });
    const workgroup = new QueryWorkgroup(this, "Workgroup", { name, resultsRole, key });
    for (const { role, table, queries } of logs) {
      new GlueCatalogTable(this, `Table-${role}`, catalogTable(database.name, table));
      for (const { name: query, description, query: sql } of queries) {
        new AthenaNamedQuery(this, `Query-${role}-${query}`, {
          name: nameIn(this, "namedQuery", role, query),
          description,
          database: database.name,
          workgroup: workgroup.workgroupId,
          query: sql,
        });
      }
    }
  }
}
