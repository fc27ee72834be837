from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from conftest import Connect, error_of

STRATEGY = [
    {"capacityProvider": "FARGATE", "weight": 1, "base": 2},
    {"capacityProvider": "FARGATE_SPOT", "weight": 3, "base": 0},
]
DEPLOYMENT = {
    "maximumPercent": 200,
    "minimumHealthyPercent": 100,
    "deploymentCircuitBreaker": {"enable": True, "rollback": True},
    "alarms": {"alarmNames": ["errors"], "enable": True, "rollback": True},
}


@pytest.fixture
def ecs(connect: Connect) -> Any:
    client = connect("ecs")
    client.create_cluster(clusterName="c")
    client.put_cluster_capacity_providers(
        cluster="c", capacityProviders=["FARGATE", "FARGATE_SPOT"], defaultCapacityProviderStrategy=STRATEGY[:1]
    )
    client.register_task_definition(family="api", containerDefinitions=[{"name": "api", "image": "api", "memory": 512}])
    return client


def described(ecs: Any, name: str) -> dict[str, Any]:
    service: dict[str, Any] = ecs.describe_services(cluster="c", services=[name])["services"][0]
    return service


def test_service_keeps_all_settings(ecs: Any, subnets: Callable[..., list[str]]) -> None:
    kept = {
        "capacityProviderStrategy": STRATEGY,
        "availabilityZoneRebalancing": "ENABLED",
        "healthCheckGracePeriodSeconds": 60,
        "enableECSManagedTags": True,
        "enableExecuteCommand": True,
        "propagateTags": "SERVICE",
        "deploymentConfiguration": DEPLOYMENT,
        "desiredCount": 3,
    }
    network = {"awsvpcConfiguration": {"subnets": subnets(), "securityGroups": [], "assignPublicIp": "DISABLED"}}
    ecs.create_service(cluster="c", serviceName="kept", taskDefinition="api", networkConfiguration=network, **kept)
    service = described(ecs, "kept")
    assert {name: service.get(name) for name in kept} == kept
    assert "launchType" not in service
    assert ":task-definition/api:" in service["taskDefinition"]

    changed = {
        "capacityProviderStrategy": STRATEGY[:1],
        "availabilityZoneRebalancing": "DISABLED",
        "healthCheckGracePeriodSeconds": 30,
    }
    ecs.update_service(cluster="c", service="kept", **changed)
    service = described(ecs, "kept")
    assert {name: service.get(name) for name in kept} == {**kept, **changed}

    ecs.update_service(cluster="c", service="kept", desiredCount=0)
    ecs.delete_service(cluster="c", service="kept")
    assert described(ecs, "kept")["status"] == "INACTIVE"


def test_service_is_immediately_steady_with_one_deployment_of_the_newest_revision(ecs: Any) -> None:
    ecs.create_service(
        cluster="c", serviceName="steady", taskDefinition="api", desiredCount=2, capacityProviderStrategy=STRATEGY
    )
    newest = ecs.register_task_definition(
        family="api", containerDefinitions=[{"name": "api", "image": "b", "memory": 512}]
    )
    arn = newest["taskDefinition"]["taskDefinitionArn"]
    before = described(ecs, "steady")["deployments"][0]["id"]
    ecs.update_service(cluster="c", service="steady", taskDefinition=arn, forceNewDeployment=True)
    service = described(ecs, "steady")
    (deployment,) = service["deployments"]
    assert (service["runningCount"], service["pendingCount"], service["taskDefinition"]) == (2, 0, arn)
    assert (deployment["status"], deployment["rolloutState"], deployment["taskDefinition"]) == (
        "PRIMARY",
        "COMPLETED",
        arn,
    )
    assert deployment["id"] != before
    ecs.delete_service(cluster="c", service="steady", force=True)


def test_capacity_provider_must_be_associated_with_the_cluster(ecs: Any) -> None:
    strategy = [{"capacityProvider": "MINE", "weight": 1}]
    arguments = {
        "cluster": "c",
        "serviceName": "refused",
        "taskDefinition": "api",
        "capacityProviderStrategy": strategy,
    }
    assert error_of(ecs.create_service, **arguments)[0] == "InvalidParameterException"
    assert ecs.describe_services(cluster="c", services=["refused"])["services"] == []


def test_launch_type_and_capacity_provider_strategy_are_mutually_exclusive(ecs: Any) -> None:
    arguments = {
        "cluster": "c",
        "serviceName": "both",
        "taskDefinition": "api",
        "launchType": "FARGATE",
        "capacityProviderStrategy": STRATEGY,
    }
    assert error_of(ecs.create_service, **arguments)[0] == "InvalidParameterException"


def test_cluster_with_active_services_cannot_be_deleted(ecs: Any) -> None:
    ecs.create_cluster(clusterName="busy")
    ecs.put_cluster_capacity_providers(
        cluster="busy", capacityProviders=["FARGATE"], defaultCapacityProviderStrategy=[]
    )
    ecs.create_service(
        cluster="busy", serviceName="s", taskDefinition="api", desiredCount=0, capacityProviderStrategy=STRATEGY[:1]
    )
    assert error_of(ecs.delete_cluster, cluster="busy")[0] == "ClusterContainsServicesException"
    ecs.delete_service(cluster="busy", service="s")
    assert ecs.delete_cluster(cluster="busy")["cluster"]["status"] == "INACTIVE"
