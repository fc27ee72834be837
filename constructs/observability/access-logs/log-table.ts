import type { GlueCatalogTableConfig } from "@cdktf/provider-aws/lib/glue-catalog-table";
import type { Projection } from "./projection";

export interface LogColumn {
  readonly name: string;
  readonly type: "string" | "int" | "bigint" | "double";
}

/** An Athena table over log files in S3. */
export interface LogTable {
  readonly name: string;
  readonly description: string;
  readonly columns: readonly LogColumn[];
  /** `s3://…/`, above all partitions. */
  readonly location: string;
  readonly projection: Projection;
  /** How a line becomes a row. */
  readonly serde: { readonly library: string; readonly parameters: Readonly<Record<string, string>> };
}

/** The Glue catalog entry of a table over text files; compressed files need no setting. */
export function catalogTable(databaseName: string, table: LogTable): GlueCatalogTableConfig {
  const { name, description, columns, location, projection, serde } = table;
  return {
    databaseName,
    name,
    description,
    tableType: "EXTERNAL_TABLE",
    parameters: { EXTERNAL: "TRUE", ...projection.parameters },
    partitionKeys: projection.keys.map((key) => ({ name: key, type: "string" })),
    storageDescriptor: {
      location,
      inputFormat: "org.apache.hadoop.mapred.TextInputFormat",
      outputFormat: "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
      columns: columns.map((column) => ({ ...column })),
      serDeInfo: { name, serializationLibrary: serde.library, parameters: { ...serde.parameters } },
    },
  };
}
