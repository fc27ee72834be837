import { AthenaNamedQuery } from "@cdktf/provider-aws/lib/athena-named-query";
import { GlueCatalogDatabase } from "@cdktf/provider-aws/lib/glue-catalog-database";
import { GlueCatalogTable } from "@cdktf/provider-aws/lib/glue-catalog-table";
import { Construct } from "constructs";
import type { EncryptionKey } from "../../core/encryption-key";
import { nameIn } from "../../core/placement";
import type { LogQuery } from "./log-query";
import { type LogTable, catalogTable } from "./log-table";
import { QueryWorkgroup } from "./query-workgroup";

/** A table, and what is asked of it; `role` is how the names of its queries begin, for example `alb`. */
export interface SearchedLog {
  readonly role: string;
  readonly table: LogTable;
  readonly queries: readonly LogQuery[];
}

export interface LogCatalogProps {
  /** The end of the database's and the workgroup's names, for example `access-logs`. */
  readonly name: string;
  /** For the bucket of results, for example `queries`. */
  readonly resultsRole: string;
  /** Encrypts the results. */
  readonly key: EncryptionKey;
  readonly logs: readonly SearchedLog[];
}

/**
 * Logs in S3 as tables of Athena, with saved queries, in a workgroup that limits what a query may cost. The catalog holds descriptions
 * alone; nothing crawls, and nothing has to be added when a day begins.
 *
 * Whoever asks needs Athena on this workgroup, to read the catalog, the log buckets and the results, and the keys of those; this gives
 * nobody anything.
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
