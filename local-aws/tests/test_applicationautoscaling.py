from __future__ import annotations

from typing import Any

import pytest
from conftest import Connect, error_of

TARGET = {
    "ServiceNamespace": "dynamodb",
    "ResourceId": "table/t",
    "ScalableDimension": "dynamodb:table:ReadCapacityUnits",
}


@pytest.fixture
def autoscaling(connect: Connect) -> Any:
    return connect("application-autoscaling")


def test_tags_of_a_target_live(autoscaling: Any) -> None:
    arn = autoscaling.register_scalable_target(**TARGET, MinCapacity=1, MaxCapacity=2, Tags={"a": "1", "b": "2"})[
        "ScalableTargetARN"
    ]
    assert autoscaling.list_tags_for_resource(ResourceARN=arn)["Tags"] == {"a": "1", "b": "2"}
    autoscaling.tag_resource(ResourceARN=arn, Tags={"b": "3", "c": "4"})
    autoscaling.untag_resource(ResourceARN=arn, TagKeys=["a"])
    assert autoscaling.list_tags_for_resource(ResourceARN=arn)["Tags"] == {"b": "3", "c": "4"}
    autoscaling.deregister_scalable_target(**TARGET)
    for operation, arguments in (
        ("list_tags_for_resource", {}),
        ("tag_resource", {"Tags": {"a": "1"}}),
        ("untag_resource", {"TagKeys": ["a"]}),
    ):
        assert error_of(getattr(autoscaling, operation), ResourceARN=arn, **arguments)[0] == "ResourceNotFoundException"


def test_policy_keeps_its_metric_math(autoscaling: Any) -> None:
    target = {**TARGET, "ResourceId": "table/math"}
    autoscaling.register_scalable_target(**target, MinCapacity=1, MaxCapacity=2)
    metric = {"MetricName": "Visible", "Namespace": "AWS/SQS", "Dimensions": [{"Name": "QueueName", "Value": "q"}]}
    metrics = [
        {"Id": "m1", "MetricStat": {"Metric": metric, "Stat": "Sum"}, "ReturnData": False},
        {"Id": "e1", "Expression": "IF(m1>0,m1,0)", "ReturnData": True},
    ]
    configuration = {
        "TargetValue": 120.0,
        "ScaleInCooldown": 300,
        "CustomizedMetricSpecification": {"Metrics": metrics},
    }
    autoscaling.put_scaling_policy(
        **target,
        PolicyName="math",
        PolicyType="TargetTrackingScaling",
        TargetTrackingScalingPolicyConfiguration=configuration,
    )
    (policy,) = autoscaling.describe_scaling_policies(**target)["ScalingPolicies"]
    assert policy["TargetTrackingScalingPolicyConfiguration"] == configuration
