"""The CloudFront operations that moto lacks. The three kinds of policy share their implementation."""

from __future__ import annotations

from typing import Any

from moto.cloudfront.exceptions import CloudFrontException
from moto.cloudfront.responses import CloudFrontResponse
from moto.core.responses import ActionResult, EmptyResult

from terrace_aws.extension import replaces
from terrace_aws.services.cloudfront.backend import POLICY_KINDS, Policy


@replaces(CloudFrontResponse)
class Responses(CloudFrontResponse):
    @property
    def backend(self) -> Any:
        return super().backend

    def _policy_result(self, policy: Policy) -> ActionResult:
        location = f"https://cloudfront.amazonaws.com/2020-05-31/{policy.id}"
        return ActionResult({policy.kind: policy.describe(), "ETag": policy.etag, "Location": location})

    def _create_policy(self, kind: str) -> ActionResult:
        return self._policy_result(self.backend.create_policy(kind, self._get_param(f"{kind}Config")))

    def _get_policy(self, kind: str) -> ActionResult:
        return self._policy_result(self.backend.get_policy(kind, self._get_param("Id")))

    def _get_policy_config(self, kind: str) -> ActionResult:
        policy = self.backend.get_policy(kind, self._get_param("Id"))
        return ActionResult({f"{kind}Config": policy.config, "ETag": policy.etag})

    def _update_policy(self, kind: str) -> ActionResult:
        config = self._get_param(f"{kind}Config")
        return self._policy_result(
            self.backend.update_policy(kind, self._get_param("Id"), config, self._get_param("IfMatch"))
        )

    def _delete_policy(self, kind: str) -> ActionResult:
        self.backend.delete_policy(kind, self._get_param("Id"), self._get_param("IfMatch"))
        return EmptyResult()

    def _list_policies(self, kind: str) -> ActionResult:
        policies = self.backend.list_policies(kind, self._get_param("Type"))
        items = [{"Type": policy.type, kind: policy.describe()} for policy in policies]
        return ActionResult({f"{kind}List": {"MaxItems": 100, "Quantity": len(items), "Items": items}})

    def describe_function(self) -> ActionResult:
        function = self.backend.function(self._get_param("Name"), self._get_param("Stage"))
        return ActionResult({"FunctionSummary": function.function_summary, "ETag": function.etag})

    def get_function(self) -> ActionResult:
        function = self.backend.function(self._get_param("Name"), self._get_param("Stage"))
        return ActionResult(
            {"FunctionCode": function.code, "ETag": function.etag, "ContentType": "application/octet-stream"}
        )

    def update_function(self) -> ActionResult:
        function = self.backend.update_function(
            self._get_param("Name"), self._get_param("FunctionConfig"), self._get_param("FunctionCode")
        )
        return ActionResult({"FunctionSummary": function.function_summary, "ETag": function.etag})

    def publish_function(self) -> ActionResult:
        function = self.backend.publish_function(self._get_param("Name"), self._get_param("IfMatch"))
        return ActionResult({"FunctionSummary": function.function_summary})

    def create_monitoring_subscription(self) -> ActionResult:
        distribution, _ = self.backend.get_distribution(self._get_param("DistributionId"))
        self.backend.monitoring[distribution.id] = self._get_param("MonitoringSubscription")
        return self.get_monitoring_subscription()

    def get_monitoring_subscription(self) -> ActionResult:
        distribution, _ = self.backend.get_distribution(self._get_param("DistributionId"))
        if distribution.id not in self.backend.monitoring:
            raise CloudFrontException("NoSuchMonitoringSubscription", "A monitoring subscription does not exist.")
        return ActionResult({"MonitoringSubscription": self.backend.monitoring[distribution.id]})

    def delete_monitoring_subscription(self) -> ActionResult:
        self.get_monitoring_subscription()
        del self.backend.monitoring[self._get_param("DistributionId")]
        return EmptyResult()


def _policy_operation(operation: str, kind: str) -> Any:
    def answer(self: Responses) -> ActionResult:
        result: ActionResult = getattr(self, operation)(kind)
        return result

    return answer


# create_cache_policy, get_cache_policy, get_cache_policy_config, …, list_response_headers_policies
for _kind, _name in zip(POLICY_KINDS, ("cache_polic", "origin_request_polic", "response_headers_polic"), strict=True):
    for _verb in ("create", "get", "update", "delete"):
        setattr(Responses, f"{_verb}_{_name}y", _policy_operation(f"_{_verb}_policy", _kind))
    setattr(Responses, f"get_{_name}y_config", _policy_operation("_get_policy_config", _kind))
    setattr(Responses, f"list_{_name}ies", _policy_operation("_list_policies", _kind))
