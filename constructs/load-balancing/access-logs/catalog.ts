import { Construct } from "constructs";
import type { EncryptionKey } from "../../core/encryption-key";
import { placementOf } from "../../core/placement";
import { ALB_QUERIES, NLB_QUERIES } from "./queries";
import { albTable, nlbTable } from "./tables";
import { LogCatalog } from "../../observability/access-logs/log-catalog";

export interface LoadBalancerCatalogProps {
  /** Names of the access log buckets, one for each kind of load balancer in the region; at least one. */
  readonly buckets: { readonly application?: string; readonly network?: string };
  /** Encrypts query results. The logs do not use it: S3 encrypts their buckets. */
  readonly key: EncryptionKey;
}

/**
 * Athena queries over the access logs of a region's load balancers. Logs arrive every five minutes.
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
