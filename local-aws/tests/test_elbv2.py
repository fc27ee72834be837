from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
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


@pytest.mark.parametrize(
    ("type_", "protocol", "kind"), [("application", "HTTP", "app"), ("network", "TCP", "net")], ids=["ALB", "NLB"]
)
def test_arns_contain_the_type_of_load_balancer(
    connect: Connect, subnets: Callable[..., list[str]], type_: str, protocol: str, kind: str
) -> None:
    elbv2, ids = connect("elbv2"), subnets()
    tags = [{"Key": "kind", "Value": kind}]
    created = elbv2.create_load_balancer(Name=f"arn-{kind}", Type=type_, Subnets=ids, Tags=tags)["LoadBalancers"][0]
    arn = created["LoadBalancerArn"]
    assert f":loadbalancer/{kind}/arn-{kind}/" in arn
    assert balancer(connect, arn)["LoadBalancerArn"] == arn
    assert elbv2.describe_tags(ResourceArns=[arn])["TagDescriptions"] == [{"ResourceArn": arn, "Tags": tags}]

    group = elbv2.create_target_group(
        Name=f"arn-{kind}", Protocol=protocol, Port=80, VpcId=created["VpcId"], TargetType="ip"
    )["TargetGroups"][0]["TargetGroupArn"]
    assert f":targetgroup/arn-{kind}/" in group
    forward = [{"Type": "forward", "TargetGroupArn": group}]
    listener = elbv2.create_listener(LoadBalancerArn=arn, Protocol=protocol, Port=80, DefaultActions=forward, Tags=tags)
    listener_arn = listener["Listeners"][0]["ListenerArn"]
    assert listener_arn.startswith(arn.replace(":loadbalancer/", ":listener/") + "/")
    assert elbv2.describe_tags(ResourceArns=[listener_arn])["TagDescriptions"][0]["Tags"] == tags
    assert elbv2.describe_listeners(LoadBalancerArn=arn)["Listeners"][0]["ListenerArn"] == listener_arn
    assert elbv2.describe_target_groups(LoadBalancerArn=arn)["TargetGroups"][0]["LoadBalancerArns"] == [arn]

    elbv2.delete_listener(ListenerArn=listener_arn)
    elbv2.delete_load_balancer(LoadBalancerArn=arn)
    assert error_of(elbv2.describe_load_balancers, LoadBalancerArns=[arn])[0] == "LoadBalancerNotFound"


def test_arn_of_a_gateway_load_balancer(connect: Connect, subnets: Callable[..., list[str]]) -> None:
    created = connect("elbv2").create_load_balancer(Name="gateway", Type="gateway", Subnets=subnets()[:1])
    assert ":loadbalancer/gwy/gateway/" in created["LoadBalancers"][0]["LoadBalancerArn"]


def test_deletion_protection_prevents_deletion(connect: Connect, subnets: Callable[..., list[str]]) -> None:
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
