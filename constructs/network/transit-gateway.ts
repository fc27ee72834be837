import { Ec2TransitGateway } from "@cdktf/provider-aws/lib/ec2-transit-gateway";
import { Ec2TransitGatewayVpcAttachment } from "@cdktf/provider-aws/lib/ec2-transit-gateway-vpc-attachment";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { regionFacts } from "../../aws/regions";
import { nameTag } from "./name-tag";
import { CREATE_BEFORE_DESTROY } from "./replacement-order";
import type { PeeredVpc } from "./route-target";

/** First private ASN (64512 to 65534); the region's number is added. */
const FIRST_PRIVATE_ASN = 64512;

/**
 * The transit gateway of a region, with the region's VPC attached in the private subnet of each zone: a gateway serves only zones in which
 * it has a subnet, and all tiers of a zone share it. The VPC's range is propagated to its only route table.
 *
 * Each gateway has a separate ASN, as AWS recommends for peered gateways (https://docs.aws.amazon.com/vpc/latest/tgw/tgw-peering.html).
 *
 * Cost drivers: hours of the attachment, and each GB that the VPC sends to it.
 */
export class TransitGateway extends Construct {
  public readonly gatewayId: string;
  public readonly routeTableId: string;
  /** Routes of the VPC must depend on it. */
  public readonly attachment: ITerraformDependable;

  public constructor(scope: Construct, id: string, { name, network }: Pick<PeeredVpc, "name" | "network">) {
    super(scope, id);
    const gateway = new Ec2TransitGateway(this, "Resource", {
      description: "Joins the regions",
      amazonSideAsn: FIRST_PRIVATE_ASN + regionFacts(name).number,
      tags: nameTag(this),
      lifecycle: CREATE_BEFORE_DESTROY,
    });
    this.attachment = new Ec2TransitGatewayVpcAttachment(this, "Attachment", {
      transitGatewayId: gateway.id,
      vpcId: network.vpcId,
      subnetIds: network.privateSubnetIds,
      tags: nameTag(this),
      lifecycle: CREATE_BEFORE_DESTROY,
    });
    this.gatewayId = gateway.id;
    this.routeTableId = gateway.associationDefaultRouteTableId;
  }
}
