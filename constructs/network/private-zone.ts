import { Route53Zone } from "@cdktf/provider-aws/lib/route53-zone";
import { Construct } from "constructs";
import { isProtected, placementOf, statefulLifecycle } from "../core/placement";
import type { Network } from "./network";

export interface PrivateZoneProps {
  /** The VPCs that resolve the zone, by region. */
  readonly vpcs: ReadonlyMap<string, Pick<Network, "vpcId">>;
}

/**
 * `<environment>.internal`: the private DNS names of databases, resolvable only inside the VPCs of the environment.
 *
 * All VPCs are in one list, and no other resource associates VPCs, so that no apply reverts another one
 * (https://github.com/hashicorp/terraform-provider-aws/issues/33071). The provider treats the list as a set, so its order does not matter.
 * Adding or removing a VPC is an update in place that adds before it removes, so the last VPC, which AWS requires, can change
 * (https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-disassociate-vpcs.html). The VPC with which the zone was
 * created does not matter later.
 *
 * Cost drivers: 0.50 USD a month, and queries.
 */
export class PrivateZone extends Construct {
  public readonly zoneId: string;
  public readonly name: string;

  public constructor(scope: Construct, id: string, { vpcs }: PrivateZoneProps) {
    super(scope, id);
    const { environment } = placementOf(this);
    if (vpcs.size === 0) throw new RangeError(`the private zone of ${environment} has no VPC; it needs at least one`);
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
