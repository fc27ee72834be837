"""ECS: a service keeps all settings of the request, and its deployment completes immediately.

https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Service.html
"""

from __future__ import annotations

from typing import Any

from botocore import xform_name
from moto.core.responses import ActionResult
from moto.core.utils import utcnow
from moto.ecs.exceptions import ECSException, InvalidParameterException
from moto.ecs.models import Cluster, EC2ContainerServiceBackend, Service
from moto.ecs.responses import EC2ContainerServiceResponse
from moto.moto_api._internal import mock_random

from terrace_aws.extension import replaces

# Settings that moto's create_service and update_service drop, with their defaults.
KEPT: dict[str, Any] = {
    "availabilityZoneRebalancing": "DISABLED",
    "capacityProviderStrategy": [],
    "deploymentConfiguration": {},
    "enableECSManagedTags": False,
    "enableExecuteCommand": False,
    "healthCheckGracePeriodSeconds": None,
    "placementConstraints": [],
    "placementStrategy": [],
    "volumeConfigurations": None,
    "serviceConnectConfiguration": None,
}
DEPLOYMENT_DEFAULTS = {"maximumPercent": 200, "minimumHealthyPercent": 100}


@replaces(EC2ContainerServiceBackend)
class Backend(EC2ContainerServiceBackend):
    def keep(self, service: Service, request: dict[str, Any], new: bool) -> None:
        """Stores the settings of the request and completes the deployment."""
        for name, default in KEPT.items():
            if new or name in request:
                setattr(service, xform_name(name), request.get(name, default))
        kept: Any = service
        kept.deployment_configuration = {**DEPLOYMENT_DEFAULTS, **kept.deployment_configuration}
        if kept.capacity_provider_strategy:
            kept.launch_type = None
        if not service.platform_version and service.launch_type != "EC2":
            service.platform_version = "LATEST"
        kept.platform_family = None if service.launch_type == "EC2" else "Linux"
        if service.task_definition:
            service.task_definition = self.describe_task_definition(service.task_definition).arn
        if service.deployment_controller["type"] == "ECS":
            self._settle(service, new or bool(request.get("forceNewDeployment")) or "taskDefinition" in request)

    def scale(self, cluster_str: str, name: str, least: int, most: int) -> None:
        """Moves the task count of a service into its limits, without a new deployment."""
        service: Any = self._get_service(cluster_str, name)
        service.desired_count = max(least, min(most, service.desired_count))
        self._settle(service, new_deployment=False)

    def _settle(self, service: Any, new_deployment: bool) -> None:
        service.running_count, service.pending_count = service.desired_count, 0
        deployment = service.deployments[0]
        if new_deployment:
            deployment["id"] = f"ecs-svc/{mock_random.randint(10**18, 10**19 - 1)}"
            deployment["createdAt"] = utcnow()
        deployment.update(
            {
                "updatedAt": utcnow(),
                "status": "PRIMARY",
                "rolloutState": "COMPLETED",
                "rolloutStateReason": f"ECS deployment {deployment['id']} completed.",
                "taskDefinition": service.task_definition,
                "desiredCount": service.desired_count,
                "runningCount": service.desired_count,
                "pendingCount": 0,
                "launchType": service.launch_type,
                "capacityProviderStrategy": service.capacity_provider_strategy,
                "platformVersion": service.platform_version,
                "platformFamily": service.platform_family,
                "networkConfiguration": service.network_configuration or None,
                "serviceConnectConfiguration": service.service_connect_configuration,
            }
        )

    def check_capacity_providers(self, cluster_str: str, strategy: list[dict[str, Any]]) -> None:
        cluster = self._get_cluster(cluster_str)
        for item in strategy:
            if item["capacityProvider"] not in (cluster.capacity_providers or []):
                raise InvalidParameterException(
                    "The specified capacity provider was not found. Specify a valid name or ARN and try again: "
                    f"{item['capacityProvider']} is not associated with the cluster {cluster.name}."
                )

    def delete_cluster(self, cluster_str: str) -> Cluster:
        cluster = self._get_cluster(cluster_str)
        if any(service.cluster_arn == cluster.arn and service.status == "ACTIVE" for service in self.services.values()):
            raise ECSException(
                "ClusterContainsServicesException", "The Cluster cannot be deleted while Services are active."
            )
        return super().delete_cluster(cluster_str)


@replaces(EC2ContainerServiceResponse)
class Responses(EC2ContainerServiceResponse):
    def create_service(self) -> ActionResult:
        if self._get_param("capacityProviderStrategy") and self._get_param("launchType"):
            raise InvalidParameterException(
                "Specifying both a launch type and capacity provider strategy is not supported."
            )
        self._check_strategy()
        return self._kept(super().create_service(), new=True)

    def update_service(self) -> ActionResult:
        self._check_strategy()
        return self._kept(super().update_service(), new=False)

    def _check_strategy(self) -> None:
        backend: Any = self.ecs_backend
        strategy = self._get_param("capacityProviderStrategy", [])
        backend.check_capacity_providers(self._get_param("cluster", "default"), strategy)

    def _kept(self, answer: ActionResult, new: bool) -> ActionResult:
        result: Any = answer.result
        backend: Any = self.ecs_backend
        backend.keep(result["service"], dict(self._get_params()), new)
        return answer
