import { type RightsTable, actionsOf } from "../../core/actions";

const ec2 = actionsOf("ec2");
const logs = actionsOf("logs");

const TAGS = ec2("CreateTags DeleteTags");
const GROUP_RULES = ec2("AuthorizeSecurityGroupIngress AuthorizeSecurityGroupEgress RevokeSecurityGroupIngress RevokeSecurityGroupEgress");

/** VPCs, their resources, and inter-region connectivity. */
export const NETWORK: RightsTable = {
  aws_vpc: {
    read: ec2("DescribeVpcs DescribeVpcAttribute DescribeNetworkAcls DescribeRouteTables DescribeSecurityGroups DescribeAccountAttributes"),
    write: [...ec2("CreateVpc DeleteVpc ModifyVpcAttribute"), ...TAGS],
  },
  aws_subnet: {
    read: ec2("DescribeSubnets DescribeAvailabilityZones"),
    // Network interfaces that a service did not delete block a subnet: the provider finds and deletes them.
    write: [...ec2("CreateSubnet DeleteSubnet ModifySubnetAttribute DescribeNetworkInterfaces"), ...TAGS],
  },
  aws_internet_gateway: {
    read: ec2("DescribeInternetGateways"),
    write: [...ec2("CreateInternetGateway DeleteInternetGateway AttachInternetGateway DetachInternetGateway"), ...TAGS],
  },
  aws_eip: {
    read: ec2("DescribeAddresses DescribeAddressesAttribute"),
    write: [...ec2("AllocateAddress ReleaseAddress AssociateAddress DisassociateAddress"), ...TAGS],
  },
  aws_nat_gateway: { read: ec2("DescribeNatGateways"), write: [...ec2("CreateNatGateway DeleteNatGateway"), ...TAGS] },
  aws_route_table: { read: ec2("DescribeRouteTables"), write: [...ec2("CreateRouteTable DeleteRouteTable"), ...TAGS] },
  aws_route: { read: ec2("DescribeRouteTables"), write: ec2("CreateRoute ReplaceRoute DeleteRoute") },
  aws_route_table_association: {
    read: ec2("DescribeRouteTables"),
    write: ec2("AssociateRouteTable ReplaceRouteTableAssociation DisassociateRouteTable"),
  },
  aws_default_security_group: { read: ec2("DescribeSecurityGroups"), write: [...GROUP_RULES, ...TAGS] },
  aws_security_group: {
    read: ec2("DescribeSecurityGroups"),
    write: [
      ...ec2("CreateSecurityGroup DeleteSecurityGroup DescribeNetworkInterfaces DetachNetworkInterface DeleteNetworkInterface"),
      ...GROUP_RULES,
      ...TAGS,
    ],
  },
  aws_vpc_security_group_ingress_rule: {
    read: ec2("DescribeSecurityGroupRules"),
    write: [...ec2("AuthorizeSecurityGroupIngress RevokeSecurityGroupIngress ModifySecurityGroupRules"), ...TAGS],
  },
  aws_vpc_security_group_egress_rule: {
    read: ec2("DescribeSecurityGroupRules"),
    write: [...ec2("AuthorizeSecurityGroupEgress RevokeSecurityGroupEgress ModifySecurityGroupRules"), ...TAGS],
  },
  aws_vpc_endpoint: {
    read: ec2("DescribeVpcEndpoints DescribePrefixLists"),
    // The endpoint's private DNS names are a private zone, which the endpoint associates with the VPC.
    write: [...ec2("CreateVpcEndpoint ModifyVpcEndpoint DeleteVpcEndpoints"), ...TAGS, "route53:AssociateVPCWithHostedZone"],
  },
  aws_flow_log: {
    read: ec2("DescribeFlowLogs"),
    write: [...ec2("CreateFlowLogs DeleteFlowLogs"), ...TAGS, ...logs("CreateLogDelivery DeleteLogDelivery")],
  },
  aws_vpc_peering_connection: {
    read: ec2("DescribeVpcPeeringConnections"),
    write: [...ec2("CreateVpcPeeringConnection DeleteVpcPeeringConnection ModifyVpcPeeringConnectionOptions"), ...TAGS],
  },
  aws_vpc_peering_connection_accepter: {
    read: ec2("DescribeVpcPeeringConnections"),
    write: [...ec2("AcceptVpcPeeringConnection"), ...TAGS],
  },
  aws_vpc_peering_connection_options: {
    read: ec2("DescribeVpcPeeringConnections"),
    write: ec2("ModifyVpcPeeringConnectionOptions"),
  },
  aws_ec2_transit_gateway: {
    read: ec2("DescribeTransitGateways"),
    write: [...ec2("CreateTransitGateway ModifyTransitGateway DeleteTransitGateway"), ...TAGS],
  },
  aws_ec2_transit_gateway_vpc_attachment: {
    read: ec2(
      "DescribeTransitGatewayVpcAttachments DescribeTransitGatewayRouteTables GetTransitGatewayRouteTableAssociations GetTransitGatewayRouteTablePropagations",
    ),
    write: [
      ...ec2("CreateTransitGatewayVpcAttachment ModifyTransitGatewayVpcAttachment DeleteTransitGatewayVpcAttachment"),
      ...ec2("AssociateTransitGatewayRouteTable DisassociateTransitGatewayRouteTable"),
      ...ec2("EnableTransitGatewayRouteTablePropagation DisableTransitGatewayRouteTablePropagation"),
      ...TAGS,
    ],
  },
  aws_ec2_transit_gateway_peering_attachment: {
    read: ec2("DescribeTransitGatewayPeeringAttachments"),
    write: [...ec2("CreateTransitGatewayPeeringAttachment DeleteTransitGatewayPeeringAttachment"), ...TAGS],
  },
  aws_ec2_transit_gateway_peering_attachment_accepter: {
    read: ec2("DescribeTransitGatewayPeeringAttachments"),
    write: [...ec2("AcceptTransitGatewayPeeringAttachment DeleteTransitGatewayPeeringAttachment"), ...TAGS],
  },
  aws_ec2_transit_gateway_route: {
    read: ec2("SearchTransitGatewayRoutes"),
    write: ec2("CreateTransitGatewayRoute DeleteTransitGatewayRoute"),
  },
};
