import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Construct } from "constructs";
import type { HostedZone } from "./hosted-zone";

/** The target of a DNS name in one region. */
export interface LatencyTarget {
  readonly loadBalancer: { readonly dnsName: string; readonly hostedZoneId: string };
  /** The health check that removes the region from DNS. */
  readonly healthCheckId: string;
}

export interface LatencyRecordsProps {
  readonly zone: Pick<HostedZone, "zoneId">;
  /** The full host name. */
  readonly name: string;
  /** Targets by region. */
  readonly targets: ReadonlyMap<string, LatencyTarget>;
}

/**
 * A DNS name that routes each client to the load balancer of the nearest healthy region. IPv4 only, like the load balancers. If all regions
 * are unhealthy, Route 53 responds as if all were healthy.
 *
 * The load balancer's own health is not evaluated: one target group without a healthy task makes the whole load balancer unhealthy, which
 * would remove all DNS names of the region together with the failing one.
 *
 * Records are identified by region, so that adding or removing a region does not change the records of the others.
 *
 * Cost drivers: none; queries for alias records are free.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-values-alias-common.html#rrsets-values-alias-common-evaluate-target-health
 */
export class LatencyRecords extends Construct {
  public constructor(scope: Construct, id: string, { zone, name, targets }: LatencyRecordsProps) {
    super(scope, id);
    for (const [region, { loadBalancer, healthCheckId }] of targets) {
      new Route53Record(this, region, {
        zoneId: zone.zoneId,
        name,
        type: "A",
        setIdentifier: region,
        latencyRoutingPolicy: { region },
        alias: { name: loadBalancer.dnsName, zoneId: loadBalancer.hostedZoneId, evaluateTargetHealth: false },
        healthCheckId,
      });
    }
  }
}
