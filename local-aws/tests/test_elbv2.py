from __future__ import annotations

from collections.abc import Callable
from typing import Any

from conftest import Connect, error_of


def balancer(connect: Connect, arn: str) -> dict[str, Any]:
    found: dict[str, Any] = connect("elbv2").describe_load_balancers(LoadBalancerArns=[arn])["LoadBalancers"][0]
    return found


def test_network_load_balancer_keeps_its_elastic_ips_and_private_link_rules(
    connect: Connect, subnets: Callable[..., list[str]]
) -> None:
    ec2, elbv2 = connect("ec2"), connect("elbv2")
    mappings = [
        {"SubnetId": subnet, "AllocationId": ec2.allocate_address(Domain="vpc")["AllocationId"]} for subnet in subnets()
    ]
    vpc = ec2.describe_subnets(SubnetIds=[mappings[0]["SubnetId"]])["Subnets"][0]["VpcId"]
    group = ec2.create_security_group(GroupName="nlb", Description="nlb", VpcId=vpc)["GroupId"]
    created = elbv2.create_load_balancer(Name="nlb", Type="network", SubnetMappings=mappings, SecurityGroups=[group])
    arn = created["LoadBalancers"][0]["LoadBalancerArn"]
    read = balancer(connect, arn)
    assert read["EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic"] == "on"
    addresses = {
        zone["SubnetId"]: zone["LoadBalancerAddresses"][0]["AllocationId"] for zone in read["AvailabilityZones"]
    }
    assert addresses == {mapping["SubnetId"]: mapping["AllocationId"] for mapping in mappings}
    elbv2.set_security_groups(
        LoadBalancerArn=arn, SecurityGroups=[group], EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic="off"
    )
    assert balancer(connect, arn)["EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic"] == "off"


def test_deletion_protection_holds(connect: Connect, subnets: Callable[..., list[str]]) -> None:
    elbv2 = connect("elbv2")
    arn = elbv2.create_load_balancer(Name="protected", Subnets=subnets())["LoadBalancers"][0]["LoadBalancerArn"]
    assert balancer(connect, arn)["AvailabilityZones"][0].get("LoadBalancerAddresses", []) == []
    for value in ("true", "false"):
        elbv2.modify_load_balancer_attributes(
            LoadBalancerArn=arn, Attributes=[{"Key": "deletion_protection.enabled", "Value": value}]
        )
        if value == "true":
            assert error_of(elbv2.delete_load_balancer, LoadBalancerArn=arn)[0] == "OperationNotPermitted"
    elbv2.delete_load_balancer(LoadBalancerArn=arn)
    assert error_of(elbv2.describe_load_balancers, LoadBalancerArns=[arn])[0] == "LoadBalancerNotFound"
