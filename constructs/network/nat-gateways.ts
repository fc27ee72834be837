import { Eip } from "@cdktf/provider-aws/lib/eip";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
import { Route } from "@cdktf/provider-aws/lib/route";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { DELETED_AFTER_USE } from "../core/placement";
import type { NetworkSettings } from "./model";
import { nameTag } from "./name-tag";
import { ANYWHERE } from "./public-routes";
import type { SubnetTier } from "./subnet-tier";

export interface NatGatewaysProps {
  readonly count: NetworkSettings["natGateways"];
  readonly publicTier: SubnetTier;
  readonly privateTier: SubnetTier;
  readonly internetGateway: ITerraformDependable;
}

/**
 * The internet access of the private tier: none, one gateway for all zones, or one per zone. One per zone survives a zone outage and avoids
 * charges for traffic between zones.
 *
 * Cost drivers: hours and GB of each gateway, and its public IPv4 address. The default quota is five Elastic IPs per region.
 */
export class NatGateways extends Construct {
  /** In zone order. */
  public readonly ids: readonly string[];

  public constructor(scope: Construct, id: string, props: NatGatewaysProps) {
    super(scope, id);
    const zones = props.publicTier.subnetIds.slice(0, gatewayCount(props));
    this.ids = zones.map((subnetId, index) => this.createGateway(subnetId, index, props.internetGateway));
    props.privateTier.routeTableIds.forEach((routeTableId, index) => {
      const natGatewayId = this.ids[index] ?? this.ids[0];
      if (natGatewayId) new Route(this, `Route${index + 1}`, { routeTableId, destinationCidrBlock: ANYWHERE, natGatewayId });
    });
  }

  private createGateway(subnetId: string, index: number, internetGateway: ITerraformDependable): string {
    const tags = nameTag(this, "nat", `${index + 1}`);
    // https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/nat_gateway: both depend on the internet gateway.
    const address = new Eip(this, `Address${index + 1}`, { domain: "vpc", tags, dependsOn: [internetGateway] });
    return new NatGateway(this, `Gateway${index + 1}`, {
      subnetId,
      allocationId: address.allocationId,
      tags,
      dependsOn: [internetGateway],
      // From one gateway per zone to one, the routes lead to the remaining gateway before the others are deleted.
      lifecycle: DELETED_AFTER_USE,
    }).id;
  }
}

function gatewayCount({ count, publicTier }: NatGatewaysProps): number {
  switch (count) {
    case "none":
      return 0;
    case "one":
      return 1;
    case "per-zone":
      return publicTier.subnetIds.length;
  }
}
