import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Construct } from "constructs";
import type { HostedZone } from "./hosted-zone";

/** Where a name leads in one region. */
export interface LatencyTarget {
  readonly loadBalancer: { readonly dnsName: string; readonly hostedZoneId: string };
  /** What takes the region out of the name. */
  readonly healthCheckId: string;
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
 * The load balancer's own idea of its health is not asked: one target group without a healthy task makes the whole of it unhealthy, and
 * would take all names of a region out with the one that fails.
 *
 * A record is known by its region, so that a region comes or goes without touching the records of the others.
 *
 * Cost drivers: none for queries of aliases.
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
