import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Construct } from "constructs";
import { nameTag } from "./name-tag";

export interface SubnetTierProps {
  readonly vpcId: string;
  /** Role of the tier, as a part of resource names, for example `private`. */
  readonly role: string;
  /** One subnet per zone, in zone order. */
  readonly subnets: readonly { readonly zoneId: string; readonly cidr: string }[];
  /** Whether all subnets share a route table or each has its own. */
  readonly tables: "one" | "per-zone";
}

/**
 * The subnets of one tier, one per zone, with their route tables. Construct IDs number the zones, so that they do not depend on the region.
 * Tables have no inline routes: routes are separate resources, so that other stacks can add some (peering) without conflicts.
 */
export class SubnetTier extends Construct {
  public readonly subnetIds: string[];
  /** One table, or one per zone in zone order. */
  public readonly routeTableIds: string[];

  public constructor(scope: Construct, id: string, props: SubnetTierProps) {
    super(scope, id);
    this.subnetIds = props.subnets.map((_, index) => this.createSubnet(props, index));
    this.routeTableIds =
      props.tables === "one" ? [this.createTable(props)] : props.subnets.map((_, index) => this.createTable(props, index));
    this.subnetIds.forEach((subnetId, index) => this.associate(subnetId, index));
  }

  private createSubnet({ vpcId, role, subnets }: SubnetTierProps, index: number): string {
    return new Subnet(this, `Subnet${index + 1}`, {
      vpcId,
      // By zone ID, not by letter: `us-east-1a` is a different zone in each account.
      availabilityZoneId: subnets[index]?.zoneId,
      cidrBlock: subnets[index]?.cidr,
      mapPublicIpOnLaunch: false,
      tags: nameTag(this, role, `${index + 1}`),
    }).id;
  }

  private createTable({ vpcId, role }: SubnetTierProps, index?: number): string {
    const [id, name] = index === undefined ? ["Routes", []] : [`Routes${index + 1}`, [`${index + 1}`]];
    return new RouteTable(this, id, { vpcId, tags: nameTag(this, role, ...name) }).id;
  }

  private associate(subnetId: string, index: number): void {
    const routeTableId = this.routeTableIds[index] ?? this.routeTableIds[0] ?? "";
    new RouteTableAssociation(this, `Association${index + 1}`, { subnetId, routeTableId });
  }
}
