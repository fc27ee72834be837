import { Construct } from "constructs";
import type { EncryptionKey } from "../../core/encryption-key";
import { assertEdgeRegion } from "../edge-region";
import { CDN_QUERIES } from "./cdn-queries";
import { type CdnLogs, cdnTable } from "./cdn-table";
import { LogCatalog } from "../../observability/access-logs/log-catalog";

export interface CdnCatalogProps {
  readonly logs: CdnLogs;
  /** Encrypts the results of queries. */
  readonly key: EncryptionKey;
}

/**
 * Athena queries over CloudFront's access logs. Must be created in us-east-1, the region of the logs.
 *
 * Cost drivers: those of `LogCatalog`.
 */
export class CdnCatalog extends Construct {
  public constructor(scope: Construct, id: string, { logs, key }: CdnCatalogProps) {
    super(scope, id);
    assertEdgeRegion(this);
    new LogCatalog(this, "Catalog", {
      name: "cdn-logs",
      resultsRole: "cdn-queries",
      key,
      logs: [{ role: "cdn", table: cdnTable(this, logs), queries: CDN_QUERIES }],
    });
  }
}
