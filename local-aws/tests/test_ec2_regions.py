"""Connections between the VPCs of two regions: peering, transit gateways."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import Connect, error_of

NEAR, FAR = "us-east-1", "eu-west-1"


class Site:
    """A VPC with a subnet and its own route table."""

    def __init__(self, ec2: Any, cidr: str) -> None:
        self.ec2 = ec2
        self.vpc = ec2.create_vpc(CidrBlock=f"{cidr}/16")["Vpc"]["VpcId"]
        self.subnet = ec2.create_subnet(VpcId=self.vpc, CidrBlock=f"{cidr}/24")["Subnet"]["SubnetId"]
        self.table = ec2.create_route_table(VpcId=self.vpc)["RouteTable"]["RouteTableId"]

    def route_to(self, cidr: str) -> dict[str, Any]:
        (table,) = self.ec2.describe_route_tables(RouteTableIds=[self.table])["RouteTables"]
        (route,) = [route for route in table["Routes"] if route["DestinationCidrBlock"] == cidr]
        return dict(route)


@pytest.fixture
def near(connect: Connect) -> Site:
    return Site(connect("ec2", NEAR), "10.40.0.0")


@pytest.fixture
def far(connect: Connect) -> Site:
    return Site(connect("ec2", FAR), "10.41.0.0")


def request_peering(near: Site, far: Site) -> str:
    tags = [{"ResourceType": "vpc-peering-connection", "Tags": [{"Key": "Name", "Value": "near"}]}]
    request = {"VpcId": near.vpc, "PeerVpcId": far.vpc, "PeerRegion": FAR, "TagSpecifications": tags}
    created = near.ec2.create_vpc_peering_connection(**request)["VpcPeeringConnection"]
    return str(created["VpcPeeringConnectionId"])


def test_each_side_of_a_peering_has_its_own_tags_and_options(near: Site, far: Site) -> None:
    peering = request_peering(near, far)
    dns = {"AllowDnsResolutionFromRemoteVpc": True}
    by_near = {"VpcPeeringConnectionId": peering, "RequesterPeeringConnectionOptions": dns}
    by_far = {"VpcPeeringConnectionId": peering, "AccepterPeeringConnectionOptions": dns}
    code, message = error_of(near.ec2.modify_vpc_peering_connection_options, **by_near)
    assert (code, "is not active" in message) == ("OperationNotPermitted", True)

    accept = {"VpcPeeringConnectionId": peering}
    assert error_of(near.ec2.accept_vpc_peering_connection, **accept)[0] == "OperationNotPermitted"
    far.ec2.accept_vpc_peering_connection(**accept)
    far.ec2.create_tags(Resources=[peering], Tags=[{"Key": "Name", "Value": "far"}])
    near.ec2.modify_vpc_peering_connection_options(**by_near)
    far.ec2.modify_vpc_peering_connection_options(**by_far)
    for site, request in ((near, by_far), (far, by_near)):
        code, message = error_of(site.ec2.modify_vpc_peering_connection_options, **request)
        assert (code, "for a different region" in message) == ("OperationNotPermitted", True)

    for site, name in ((near, "near"), (far, "far")):
        (seen,) = site.ec2.describe_vpc_peering_connections(VpcPeeringConnectionIds=[peering])["VpcPeeringConnections"]
        assert seen["Status"]["Code"] == "active"
        assert seen["Tags"] == [{"Key": "Name", "Value": name}]
        for info in (seen["RequesterVpcInfo"], seen["AccepterVpcInfo"]):
            assert info["PeeringOptions"]["AllowDnsResolutionFromRemoteVpc"] is True

    far.ec2.delete_vpc_peering_connection(VpcPeeringConnectionId=peering)
    for site in (near, far):
        listed = site.ec2.describe_vpc_peering_connections()["VpcPeeringConnections"]
        assert peering not in [connection["VpcPeeringConnectionId"] for connection in listed]


def make_gateway(ec2: Any, **options: str) -> dict[str, Any]:
    return dict(ec2.create_transit_gateway(Options=options)["TransitGateway"])


def attach(site: Site, gateway: dict[str, Any]) -> str:
    tags = [{"ResourceType": "transit-gateway-attachment", "Tags": [{"Key": "Name", "Value": "attached"}]}]
    request = {"TransitGatewayId": gateway["TransitGatewayId"], "VpcId": site.vpc, "SubnetIds": [site.subnet]}
    created = site.ec2.create_transit_gateway_vpc_attachment(**request, TagSpecifications=tags)
    attachment = created["TransitGatewayVpcAttachment"]
    assert attachment["Tags"] == tags[0]["Tags"]
    return str(attachment["TransitGatewayAttachmentId"])


def test_route_can_change_from_a_peering_to_an_attached_transit_gateway(near: Site, far: Site) -> None:
    peering = request_peering(near, far)
    far.ec2.accept_vpc_peering_connection(VpcPeeringConnectionId=peering)
    route = {"RouteTableId": near.table, "DestinationCidrBlock": "10.41.0.0/16"}
    near.ec2.create_route(**route, VpcPeeringConnectionId=peering)
    gateway = make_gateway(near.ec2)
    target = {"TransitGatewayId": gateway["TransitGatewayId"]}
    assert error_of(near.ec2.replace_route, **route, **target)[0] == "InvalidTransitGatewayID.NotFound"
    attachment = attach(near, gateway)
    near.ec2.replace_route(**route, **target)
    turned = near.route_to("10.41.0.0/16")
    assert (turned["TransitGatewayId"], "VpcPeeringConnectionId" in turned) == (gateway["TransitGatewayId"], False)

    assert error_of(near.ec2.delete_transit_gateway, **target)[0] == "IncorrectState"
    near.ec2.delete_transit_gateway_vpc_attachment(TransitGatewayAttachmentId=attachment)
    (left,) = near.ec2.describe_transit_gateway_vpc_attachments(TransitGatewayAttachmentIds=[attachment])[
        "TransitGatewayVpcAttachments"
    ]
    assert left["State"] == "deleted"
    near.ec2.delete_transit_gateway(**target)
    tables = near.ec2.describe_transit_gateway_route_tables()["TransitGatewayRouteTables"]
    assert gateway["TransitGatewayId"] not in [table["TransitGatewayId"] for table in tables]


def test_transit_gateways_of_two_regions_are_connected_after_acceptance(near: Site, far: Site) -> None:
    here, there = make_gateway(near.ec2), make_gateway(far.ec2)
    table = here["Options"]["AssociationDefaultRouteTableId"]
    link = near.ec2.create_transit_gateway_peering_attachment(
        TransitGatewayId=here["TransitGatewayId"],
        PeerTransitGatewayId=there["TransitGatewayId"],
        PeerRegion=FAR,
        PeerAccountId=here["OwnerId"],
    )["TransitGatewayPeeringAttachment"]["TransitGatewayAttachmentId"]
    by_id = {"TransitGatewayAttachmentId": link}
    route = {"TransitGatewayRouteTableId": table, "DestinationCidrBlock": "10.41.0.0/16", **by_id}
    assert error_of(near.ec2.create_transit_gateway_route, **route)[0] == "IncorrectState"
    far.ec2.accept_transit_gateway_peering_attachment(**by_id)
    far.ec2.create_tags(Resources=[link], Tags=[{"Key": "Name", "Value": "far"}])

    def seen(ec2: Any) -> dict[str, Any]:
        found = ec2.describe_transit_gateway_peering_attachments(TransitGatewayAttachmentIds=[link])
        return dict(found["TransitGatewayPeeringAttachments"][0])

    assert [(seen(site.ec2)["State"], seen(site.ec2)["Tags"]) for site in (near, far)] == [
        ("available", []),
        ("available", [{"Key": "Name", "Value": "far"}]),
    ]
    near.ec2.create_transit_gateway_route(**route)
    assert error_of(near.ec2.create_transit_gateway_route, **route)[0] == "RouteAlreadyExists"

    def found_route() -> dict[str, Any]:
        filters = [{"Name": "route-search.exact-match", "Values": ["10.41.0.0/16"]}]
        found = near.ec2.search_transit_gateway_routes(TransitGatewayRouteTableId=table, Filters=filters)
        return dict(found["Routes"][0])

    assert found_route()["TransitGatewayAttachments"][0]["TransitGatewayAttachmentId"] == link
    for site, gateway in ((near, here), (far, there)):
        default = gateway["Options"]["AssociationDefaultRouteTableId"]
        found = site.ec2.get_transit_gateway_route_table_associations(TransitGatewayRouteTableId=default)
        assert [association["TransitGatewayAttachmentId"] for association in found["Associations"]] == [link]

    far.ec2.delete_transit_gateway_peering_attachment(**by_id)
    assert [seen(site.ec2)["State"] for site in (near, far)] == ["deleted", "deleted"]
    assert found_route()["State"] == "blackhole"
    again = error_of(near.ec2.delete_transit_gateway_peering_attachment, **by_id)
    assert again[0] == "InvalidTransitGatewayAttachmentID.NotFound"
    for site, gateway in ((near, here), (far, there)):
        site.ec2.delete_transit_gateway(TransitGatewayId=gateway["TransitGatewayId"])


def test_gateway_without_default_tables_has_no_automatic_association(near: Site) -> None:
    off = {"DefaultRouteTableAssociation": "disable", "DefaultRouteTablePropagation": "disable"}
    gateway = make_gateway(near.ec2, **off)
    assert not [name for name in gateway["Options"] if name.endswith("DefaultRouteTableId")]
    attachment = attach(near, gateway)
    created = near.ec2.create_transit_gateway_route_table(TransitGatewayId=gateway["TransitGatewayId"])
    table = created["TransitGatewayRouteTable"]["TransitGatewayRouteTableId"]
    pair = {"TransitGatewayRouteTableId": table, "TransitGatewayAttachmentId": attachment}
    assert error_of(near.ec2.disassociate_transit_gateway_route_table, **pair)[0] == "InvalidAssociation.NotFound"
    near.ec2.associate_transit_gateway_route_table(**pair)
    assert error_of(near.ec2.associate_transit_gateway_route_table, **pair)[0] == "Resource.AlreadyAssociated"
    near.ec2.disassociate_transit_gateway_route_table(**pair)
    near.ec2.associate_transit_gateway_route_table(**pair)
