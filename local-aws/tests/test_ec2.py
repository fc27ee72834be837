from __future__ import annotations

from collections.abc import Callable

from conftest import Connect, error_of


def test_flow_log_is_delivered_below_a_prefix(connect: Connect) -> None:
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


def test_nothing_is_left_of_a_nat_gateway(connect: Connect, subnets: Callable[..., list[str]]) -> None:
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
