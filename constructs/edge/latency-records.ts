import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Construct } from "constructs";
import type { HostedZone } from "./hosted-zone";

/** Where a name leads in one region. */
export interface LatencyTarget {
  readonly loadBalancer: { readonly dnsName: string; readonly hostedZoneId: string };
  /** What takes the region out of the name. */
  readonly health: { readonly kind: "check"; readonly healthCheckId: string } | { readonly kind: "target" } | { readonly kind: "none" };
}

export interface LatencyRecordsProps {
  readonly zone: Pick<HostedZone, "zoneId">;
  /** The whole host name. */
  readonly name: string;
  /** By region. */
  readonly targets: ReadonlyMap<string, LatencyTarget>;
}

/**
 * One name that leads each client to the load balancer of the nearest healthy region. IPv4 alone, as the load balancers are. If every
 * region is unhealthy, Route 53 answers as if all were healthy.
 *
 * Cost drivers: none for queries of aliases; health checks cost 0.50 USD a month.
 */
export class LatencyRecords extends Construct {
  public constructor(scope: Construct, id: string, { zone, name, targets }: LatencyRecordsProps) {
    super(scope, id);
    for (const [region, { loadBalancer, health }] of targets) {
      new Route53Record(this, region, {
        zoneId: zone.zoneId,
        name,
        type: "A",
        setIdentifier: region,
        latencyRoutingPolicy: { region },
        alias: { name: loadBalancer.dnsName, zoneId: loadBalancer.hostedZoneId, evaluateTargetHealth: health.kind === "target" },
        ...(health.kind === "check" && { healthCheckId: health.healthCheckId }),
      });
    }
  }
}
