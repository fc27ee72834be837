import { Route53Zone } from "@cdktf/provider-aws/lib/route53-zone";
import { Construct } from "constructs";
import { isProtected, placementOf, statefulLifecycle } from "../core/placement";
import type { Network } from "./network";

export interface PrivateZoneProps {
  /** The VPCs that know the zone, by region. */
  readonly vpcs: ReadonlyMap<string, Pick<Network, "vpcId">>;
}

/**
 * `<environment>.internal`: the names by which services reach databases, known inside the VPCs of the environment alone.
 *
 * All VPCs are in one list, and nothing else associates any, so that no apply undoes another's
 * (https://github.com/hashicorp/terraform-provider-aws/issues/33071). The list is a set to the provider: its order means nothing. A VPC
 * that joins or leaves is an update in place that adds before it removes, so that the last VPC, the one that AWS keeps, may be another
 * (https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-disassociate-vpcs.html); which one the zone was made
 * with does not matter later.
 *
 * Cost drivers: 0.50 USD a month, and queries.
 */
export class PrivateZone extends Construct {
  public readonly zoneId: string;
  public readonly name: string;

  public constructor(scope: Construct, id: string, { vpcs }: PrivateZoneProps) {
    super(scope, id);
    const { environment } = placementOf(this);
    if (vpcs.size === 0) throw new RangeError(`the private zone of ${environment} would have no VPC; it needs at least one`);
    this.name = `${environment}.internal`;
    this.zoneId = new Route53Zone(this, "Resource", {
      name: this.name,
      comment: `Names inside ${environment}`,
      vpc: [...vpcs].sort(([a], [b]) => (a < b ? -1 : 1)).map(([vpcRegion, { vpcId }]) => ({ vpcId, vpcRegion })),
      forceDestroy: !isProtected(this),
      lifecycle: statefulLifecycle(this),
    }).zoneId;
  }
}
