"""CloudWatch Logs: saved queries, log group classes, update of metric filters and deliveries, load balancer logs.

https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutQueryDefinition.html
https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html
https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_UpdateDeliveryConfiguration.html
https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutDeliverySource.html
"""

from __future__ import annotations

import json
from typing import Any

from moto.core.utils import unix_time_millis
from moto.logs.exceptions import ConflictException, ResourceNotFoundException, ValidationException
from moto.logs.models import DeliverySource, LogGroup, LogsBackend
from moto.logs.responses import LogsResponse
from moto.moto_api._internal import mock_random

from terrace_aws.extension import replaces

# Log types of a load balancer, by the type in its ARN.
LOAD_BALANCER_LOGS = {
    "app": ("ALB_ACCESS_LOGS", "ALB_CONNECTION_LOGS", "ALB_HEALTH_CHECK_LOGS"),
    "net": ("NLB_ACCESS_LOGS",),
}


@replaces(LogGroup)
class ClassedLogGroup(LogGroup):
    log_group_class = "STANDARD"

    def to_describe_dict(self) -> dict[str, Any]:
        return {**super().to_describe_dict(), "logGroupClass": self.log_group_class}


@replaces(LogsBackend)
class Backend(LogsBackend):
    def __init__(self, region_name: str, account_id: str) -> None:
        super().__init__(region_name, account_id)
        self.query_definitions: dict[str, dict[str, Any]] = {}

    def put_query_definition(self, definition_id: str | None, definition: dict[str, Any]) -> str:
        if definition_id is None:
            definition_id = str(mock_random.uuid4())
        elif definition_id not in self.query_definitions:
            raise _no_such_query()
        self.query_definitions[definition_id] = {
            **definition,
            "queryDefinitionId": definition_id,
            "lastModified": int(unix_time_millis()),
        }
        return definition_id

    def delete_query_definition(self, definition_id: str) -> None:
        if self.query_definitions.pop(definition_id, None) is None:
            raise _no_such_query()

    def put_metric_filter(
        self, filter_name: str, filter_pattern: str, log_group_name: str, metric_transformations: str
    ) -> None:
        """Replaces a filter of the same name in the log group."""
        if log_group_name not in self.groups:
            raise ResourceNotFoundException()
        self.delete_metric_filter(filter_name, log_group_name)
        super().put_metric_filter(filter_name, filter_pattern, log_group_name, metric_transformations)

    def put_delivery_source(
        self, name: str, resource_arn: str, log_type: str, tags: dict[str, str]
    ) -> DeliverySource:
        for other in self.delivery_sources.values():
            if other.name != name and (other.resource_arns, other.log_type) == ([resource_arn], log_type):
                raise ConflictException(
                    "This ResourceId has already been used in another Delivery Source in this account"
                )
        if not resource_arn.startswith("arn:aws:elasticloadbalancing:"):
            return super().put_delivery_source(name, resource_arn, log_type, tags)
        kind = resource_arn.partition(":loadbalancer/")[2].split("/")[0]
        if log_type not in LOAD_BALANCER_LOGS.get(kind, ()):
            raise ValidationException("This service is not allowed for this LogSource.")
        present = self.delivery_sources.get(name)
        if present and resource_arn not in present.resource_arns:
            raise ConflictException("Update to existing Delivery Source with new ResourceId is not allowed.")
        source = DeliverySource(self.account_id, self.region_name, name, resource_arn, log_type, tags)
        self.delivery_sources[name] = source
        if tags:
            self.tag_resource(source.arn, tags)
        return source

    def update_delivery_configuration(self, delivery_id: str, changes: dict[str, Any]) -> None:
        delivery: Any = self.get_delivery(delivery_id)
        # Terraform's provider 5.100.0 sends this request: https://github.com/hashicorp/terraform-provider-aws/issues/46108
        if "s3_delivery_configuration" in changes and delivery.destination_type != "S3":
            raise ValidationException("Provided delivery configuration is invalid for the destination type.")
        for name, value in changes.items():
            setattr(delivery, name, value)


@replaces(LogsResponse)
class Responses(LogsResponse):
    @property
    def _backend(self) -> Backend:
        backend: Any = self.logs_backend
        return backend  # type: ignore[no-any-return]

    def create_log_group(self) -> str:
        answer = super().create_log_group()
        group: Any = self._backend.groups[self._get_param("logGroupName")]
        group.log_group_class = self._get_param("logGroupClass", ClassedLogGroup.log_group_class)
        return answer

    def put_query_definition(self) -> str:
        definition = {
            "name": self._get_param("name"),
            "queryString": self._get_param("queryString"),
            "queryLanguage": self._get_param("queryLanguage", "CWLI"),
            "logGroupNames": self._get_param("logGroupNames", []),
        }
        return json.dumps(
            {"queryDefinitionId": self._backend.put_query_definition(self._get_param("queryDefinitionId"), definition)}
        )

    def describe_query_definitions(self) -> str:
        prefix = self._get_param("queryDefinitionNamePrefix", "")
        found = [item for item in self._backend.query_definitions.values() if item["name"].startswith(prefix)]
        return json.dumps({"queryDefinitions": found})

    def delete_query_definition(self) -> str:
        self._backend.delete_query_definition(self._get_param("queryDefinitionId"))
        return json.dumps({"success": True})

    def update_delivery_configuration(self) -> str:
        written = {
            "record_fields": self._get_param("recordFields"),
            "field_delimiter": self._get_param("fieldDelimiter"),
            "s3_delivery_configuration": self._get_param("s3DeliveryConfiguration"),
        }
        changes = {name: value for name, value in written.items() if value is not None}
        self._backend.update_delivery_configuration(self._get_param("id"), changes)
        return "{}"


def _no_such_query() -> ResourceNotFoundException:
    return ResourceNotFoundException("The specified query definition does not exist.")
