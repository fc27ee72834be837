import { Ec2TransitGateway } from "@cdktf/provider-aws/lib/ec2-transit-gateway";
import { Ec2TransitGatewayVpcAttachment } from "@cdktf/provider-aws/lib/ec2-transit-gateway-vpc-attachment";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { regionFacts } from "../../aws/regions";
import { nameTag } from "./name-tag";
import { CREATE_BEFORE_DESTROY } from "./replacement-order";
import type { PeeredVpc } from "./route-target";

/** Of the numbers for private use, 64512 to 65534; a region's number is added. */
const FIRST_PRIVATE_ASN = 64512;

/**
 * The transit gateway of a region, with the region's VPC attached in the private subnet of each zone: a gateway serves only zones in which
 * it has a subnet, and all tiers of a zone use the same. Its one route table learns the VPC's range by itself.
 *
 * Each has an ASN of its own, as AWS advises for gateways that are joined (https://docs.aws.amazon.com/vpc/latest/tgw/tgw-peering.html).
 *
 * Cost drivers: the attachment by the hour, each GB that the VPC sends to it.
 */
export class TransitGateway extends Construct {
  public readonly gatewayId: string;
  public readonly routeTableId: string;
  /** Routes of the VPC must wait for it. */
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
