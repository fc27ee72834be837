from __future__ import annotations

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
