from __future__ import annotations

from collections.abc import Callable

from conftest import Connect, error_of


def test_flow_log_keeps_its_bucket_prefix(connect: Connect) -> None:
    ec2 = connect("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.30.0.0/16")["Vpc"]["VpcId"]
    connect("s3").create_bucket(Bucket="flow-logs")
    request = {
        "ResourceIds": [vpc],
        "ResourceType": "VPC",
        "TrafficType": "ALL",
        "LogDestinationType": "s3",
        "LogDestination": "arn:aws:s3:::flow-logs/vpc/",
        "DestinationOptions": {"FileFormat": "parquet", "HiveCompatiblePartitions": True, "PerHourPartition": False},
    }
    (flow_log_id,) = ec2.create_flow_logs(**request)["FlowLogIds"]
    (flow_log,) = ec2.describe_flow_logs(FlowLogIds=[flow_log_id])["FlowLogs"]
    assert flow_log["LogDestination"] == request["LogDestination"]
    assert flow_log["DestinationOptions"] == request["DestinationOptions"]
    assert error_of(ec2.create_flow_logs, **request)[0] == "FlowLogAlreadyExists"
    (failed,) = ec2.create_flow_logs(**{**request, "LogDestination": "arn:aws:s3:::no-such-bucket/vpc/"})[
        "Unsuccessful"
    ]
    assert failed["ResourceId"] == vpc
    ec2.delete_flow_logs(FlowLogIds=[flow_log_id])
    assert ec2.describe_flow_logs(FlowLogIds=[flow_log_id])["FlowLogs"] == []


def test_deleting_a_nat_gateway_deletes_its_network_interface(connect: Connect, subnets: Callable[..., list[str]]) -> None:
    ec2 = connect("ec2")
    subnet = subnets()[0]
    allocation = ec2.allocate_address(Domain="vpc")["AllocationId"]
    gateway = ec2.create_nat_gateway(SubnetId=subnet, AllocationId=allocation)["NatGateway"]["NatGatewayId"]

    def interfaces() -> int:
        found = ec2.describe_network_interfaces(Filters=[{"Name": "subnet-id", "Values": [subnet]}])
        return len(found["NetworkInterfaces"])

    assert interfaces() == 1
    ec2.delete_nat_gateway(NatGatewayId=gateway)
    assert interfaces() == 0
    assert "AssociationId" not in ec2.describe_addresses(AllocationIds=[allocation])["Addresses"][0]
    ec2.release_address(AllocationId=allocation)


def test_rule_keeps_its_description_for_every_type_of_peer(connect: Connect) -> None:
    ec2 = connect("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.32.0.0/16")["Vpc"]["VpcId"]
    group, other = (
        ec2.create_security_group(GroupName=name, Description=name, VpcId=vpc)["GroupId"] for name in ("one", "other")
    )
    (prefix_list,) = ec2.describe_managed_prefix_lists(
        Filters=[{"Name": "prefix-list-name", "Values": ["com.amazonaws.global.cloudfront.origin-facing"]}]
    )["PrefixLists"]
    https = {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443}
    peers: list[dict[str, object]] = [
        {"IpRanges": [{"CidrIp": "10.0.0.0/8", "Description": "from the range"}]},
        {"UserIdGroupPairs": [{"GroupId": other, "Description": "from the group"}]},
        {"PrefixListIds": [{"PrefixListId": prefix_list["PrefixListId"], "Description": "from the list"}]},
    ]
    for peer in peers:
        ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[{**https, **peer}])
    assert error_of(ec2.authorize_security_group_ingress, GroupId=group, IpPermissions=[
        {**https, "UserIdGroupPairs": [{"GroupId": other, "Description": "the same with other words"}]}
    ])[0] == "InvalidPermission.Duplicate"

    def rules() -> dict[str, str]:
        found = ec2.describe_security_group_rules(Filters=[{"Name": "group-id", "Values": [group]}])["SecurityGroupRules"]
        return {rule["Description"]: rule["SecurityGroupRuleId"] for rule in found if not rule["IsEgress"]}

    assert set(rules()) == {"from the range", "from the group", "from the list"}
    change = {**https, "ReferencedGroupId": other, "Description": "changed"}
    rule = {"SecurityGroupRuleId": rules()["from the group"], "SecurityGroupRule": change}
    ec2.modify_security_group_rules(GroupId=group, SecurityGroupRules=[rule])
    assert set(rules()) == {"from the range", "changed", "from the list"}
    (permission,) = ec2.describe_security_groups(GroupIds=[group])["SecurityGroups"][0]["IpPermissions"]
    assert permission["IpRanges"] == [{"CidrIp": "10.0.0.0/8", "Description": "from the range"}]
    ec2.revoke_security_group_ingress(
        GroupId=group, IpPermissions=[{**https, "UserIdGroupPairs": [{"GroupId": other}]}]
    )
    assert set(rules()) == {"from the range", "from the list"}
