import { Construct } from "constructs";
import type { EncryptionKey } from "../../core/encryption-key";
import { placementOf } from "../../core/placement";
import { ALB_QUERIES, NLB_QUERIES } from "./queries";
import { albTable, nlbTable } from "./tables";
import type { LogQuery } from "../../observability/access-logs/log-query";
import type { LogTable } from "../../observability/access-logs/log-table";
import { numbered } from "../numbered";
import { LogCatalog, type SearchedLog } from "../../observability/access-logs/log-catalog";

export interface LoadBalancerCatalogProps {
  /** Names of the access log buckets by kind and number of the region's load balancers; at least one. Each has a table of its own. */
  readonly buckets: { readonly application?: ReadonlyMap<number, string>; readonly network?: ReadonlyMap<number, string> };
  /** Encrypts query results. The logs do not use it: S3 encrypts their buckets. */
  readonly key: EncryptionKey;
}

/**
 * Athena queries over the access logs of a region's load balancers. Logs arrive every five minutes.
 *
 * @example
 * new LoadBalancerCatalog(this, "AccessLogs", { buckets: { application: new Map([[1, loadBalancer.logBucketName]]) }, key: network.logsKey });
 *
 * Cost drivers: those of `LogCatalog`.
 */
export class LoadBalancerCatalog extends Construct {
  public constructor(
    scope: Construct,
    id: string,
    { buckets: { application = new Map(), network = new Map() }, key }: LoadBalancerCatalogProps,
  ) {
    super(scope, id);
    new LogCatalog(this, "Catalog", {
      name: "access-logs",
      resultsRole: `${placementOf(this).region}-queries`,
      key,
      logs: [
        ...[...application].map(([number, bucket]) => searched(number, "alb", albTable(this, bucket), ALB_QUERIES)),
        ...[...network].map(([number, bucket]) => searched(number, "nlb", nlbTable(this, bucket), NLB_QUERIES)),
      ],
    });
  }
}

/** The table and the queries of one load balancer. */
function searched(number: number, role: string, table: LogTable, queries: readonly LogQuery[]): SearchedLog {
  const name = numbered(table.name, number).replaceAll("-", "_");
  return {
    role: numbered(role, number),
    table: { ...table, name },
    queries: queries.map((query) => ({ ...query, query: query.query.replaceAll(`FROM ${table.name}\n`, `FROM ${name}\n`) })),
  };
}
