import { Route53Zone } from "@cdktf/provider-aws/lib/route53-zone";
import { Construct } from "constructs";
import { isProtected, placementOf, statefulLifecycle } from "../core/placement";
import type { Network } from "./network";

export interface PrivateZoneProps {
  readonly network: Network;
}

/**
 * `<environment>.internal`: the names by which services reach databases, known inside the VPC alone.
 *
 * Made with its VPC inline, since a private zone cannot be made without one. Later changes of that list are ignored: other regions' VPCs
 * join by association resources, and the list would throw them out on every second apply
 * (https://github.com/hashicorp/terraform-provider-aws/issues/33071).
 *
 * Cost drivers: 0.50 USD a month, and queries.
 */
export class PrivateZone extends Construct {
  public readonly zoneId: string;
  public readonly name: string;

  public constructor(scope: Construct, id: string, props: PrivateZoneProps) {
    super(scope, id);
    const { environment } = placementOf(this);
    this.name = `${environment}.internal`;
    this.zoneId = new Route53Zone(this, "Resource", {
      name: this.name,
      comment: `Names inside ${environment}`,
      vpc: [{ vpcId: props.network.vpcId }],
      forceDestroy: !isProtected(this),
      lifecycle: statefulLifecycle(this, ["vpc"]),
    }).zoneId;
  }
}
