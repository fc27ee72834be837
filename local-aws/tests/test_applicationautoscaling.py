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


def test_target_tags_lifecycle(autoscaling: Any) -> None:
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


def test_replacing_a_policy_deletes_its_alarms(autoscaling: Any, connect: Connect) -> None:
    target = {
        "ServiceNamespace": "ecs",
        "ResourceId": "service/a/alarms",
        "ScalableDimension": "ecs:service:DesiredCount",
    }
    ecs = connect("ecs")
    ecs.create_cluster(clusterName="a")
    ecs.register_task_definition(family="alarms", containerDefinitions=[{"name": "a", "image": "a", "memory": 512}])
    ecs.create_service(cluster="a", serviceName="alarms", taskDefinition="alarms", desiredCount=0)
    autoscaling.register_scalable_target(**target, MinCapacity=1, MaxCapacity=2)
    metric = {"PredefinedMetricType": "ECSServiceAverageCPUUtilization"}

    def put(value: float) -> set[str]:
        configuration = {"TargetValue": value, "PredefinedMetricSpecification": metric}
        answer = autoscaling.put_scaling_policy(
            **target,
            PolicyName="cpu",
            PolicyType="TargetTrackingScaling",
            TargetTrackingScalingPolicyConfiguration=configuration,
        )
        return {alarm["AlarmName"] for alarm in answer["Alarms"]}

    def existing() -> set[str]:
        alarms = connect("cloudwatch").describe_alarms(AlarmNamePrefix="TargetTracking-service/a/alarms")
        return {alarm["AlarmName"] for alarm in alarms["MetricAlarms"]}

    former = put(60)
    latter = put(70)
    assert existing() == latter
    assert latter
    assert not former & latter
    autoscaling.delete_scaling_policy(**target, PolicyName="cpu")
    assert existing() == set()


def test_limits_of_a_target_move_the_task_count(autoscaling: Any, connect: Connect) -> None:
    ecs = connect("ecs")
    ecs.create_cluster(clusterName="limits")
    container = {"name": "web", "image": "web:1", "memory": 512}
    ecs.register_task_definition(family="limits", containerDefinitions=[container])
    ecs.create_service(cluster="limits", serviceName="web", taskDefinition="limits", desiredCount=0)
    target = {
        "ServiceNamespace": "ecs",
        "ResourceId": "service/limits/web",
        "ScalableDimension": "ecs:service:DesiredCount",
    }

    def counts() -> tuple[int, int, int]:
        (service,) = ecs.describe_services(cluster="limits", services=["web"])["services"]
        (deployment,) = service["deployments"]
        return service["desiredCount"], service["runningCount"], deployment["runningCount"]

    assert counts() == (0, 0, 0)
    autoscaling.register_scalable_target(**target, MinCapacity=2, MaxCapacity=4)
    assert counts() == (2, 2, 2)
    ecs.update_service(cluster="limits", service="web", desiredCount=3)
    autoscaling.register_scalable_target(**target, MinCapacity=1, MaxCapacity=4)
    assert counts() == (3, 3, 3)
    autoscaling.register_scalable_target(**target, MinCapacity=0, MaxCapacity=1)
    assert counts() == (1, 1, 1)
