import { Construct } from "constructs";
import type { EncryptionKey } from "../../core/encryption-key";
import { placementOf } from "../../core/placement";
import { ALB_QUERIES, NLB_QUERIES } from "./queries";
import { albTable, nlbTable } from "./tables";
import { LogCatalog } from "../../observability/access-logs/log-catalog";

export interface LoadBalancerCatalogProps {
  /** Names of the buckets with the access logs of the region's load balancers, as far as it has them; at least one. */
  readonly buckets: { readonly application?: string; readonly network?: string };
  /** Encrypts the results of queries. The logs need none: their buckets are encrypted by S3. */
  readonly key: EncryptionKey;
}

/**
 * The access logs of a region's load balancers, searched with Athena. They arrive every five minutes.
 *
 * @example
 * new LoadBalancerCatalog(this, "AccessLogs", { buckets: { application: loadBalancer.logBucketName }, key: network.logsKey });
 *
 * Cost drivers: those of `LogCatalog`.
 */
export class LoadBalancerCatalog extends Construct {
  public constructor(scope: Construct, id: string, { buckets: { application, network }, key }: LoadBalancerCatalogProps) {
    super(scope, id);
    new LogCatalog(this, "Catalog", {
      name: "access-logs",
      resultsRole: `${placementOf(this).region}-queries`,
      key,
      logs: [
        ...(application === undefined ? [] : [{ role: "alb", table: albTable(this, application), queries: ALB_QUERIES }]),
        ...(network === undefined ? [] : [{ role: "nlb", table: nlbTable(this, network), queries: NLB_QUERIES }]),
      ],
    });
  }
}
