"""CloudFront: cache, origin request and response headers policies; functions with a LIVE stage; whole distribution configs.

https://docs.aws.amazon.com/cloudfront/latest/APIReference/Welcome.html
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from moto.cloudfront.exceptions import CloudFrontException, InvalidIfMatchVersion
from moto.cloudfront.models import (
    CloudFrontBackend,
    CloudFrontFunction,
    DistributionConfig,
    OriginAccessControl,
    random_id,
)
from moto.cloudfront.responses import CloudFrontResponse
from moto.core.responses import ActionResult, EmptyResult
from moto.core.utils import utcnow

from terrace_aws.extension import replaces
from terrace_aws.services.cloudfront_managed import MANAGED_POLICIES

POLICY_KINDS = ("CachePolicy", "OriginRequestPolicy", "ResponseHeadersPolicy")


@dataclass
class Policy:
    kind: str
    config: dict[str, Any]
    id: str = field(default_factory=lambda: random_id(length=36))
    etag: str = field(default_factory=random_id)
    type: str = "custom"
    last_modified_time: datetime = field(default_factory=utcnow)

    def describe(self) -> dict[str, Any]:
        return {"Id": self.id, "LastModifiedTime": self.last_modified_time, f"{self.kind}Config": self.config}


BEHAVIOUR_DEFAULTS: dict[str, Any] = {
    "SmoothStreaming": False,
    "FieldLevelEncryptionId": "",
    "TrustedSigners": {"Enabled": False, "Quantity": 0},
    "TrustedKeyGroups": {"Enabled": False, "Quantity": 0},
    "LambdaFunctionAssociations": {"Quantity": 0},
    "FunctionAssociations": {"Quantity": 0},
    "GrpcConfig": {"Enabled": False},
}
ORIGIN_DEFAULTS: dict[str, Any] = {
    "OriginPath": "",
    "ConnectionAttempts": 3,
    "ConnectionTimeout": 10,
    "CustomHeaders": {"Quantity": 0},
    "OriginShield": {"Enabled": False},
    "OriginAccessControlId": "",
}


@replaces(DistributionConfig)
class CompleteDistributionConfig(DistributionConfig):
    """Moto keeps the parts of a distribution that it knows; this one gives back all that was written."""

    def __init__(self, config: dict[str, Any]) -> None:
        written = copy.deepcopy(config)
        groups = (written.get("OriginGroups") or {}).get("Items") or []
        if config["DefaultCacheBehavior"]["TargetOriginId"] in [group["Id"] for group in groups]:
            # Moto accepts an origin as target, not a group of them.
            config["DefaultCacheBehavior"]["TargetOriginId"] = config["Origins"]["Items"][0]["Id"]
        super().__init__(config)
        origins = [{**ORIGIN_DEFAULTS, **origin} for origin in written["Origins"]["Items"]]
        behaviours = (written.get("CacheBehaviors") or {}).get("Items") or []
        complete: dict[str, Any] = {
            "Origins": {"Quantity": len(origins), "Items": origins},
            "OriginGroups": written.get("OriginGroups") or {"Quantity": 0},
            "DefaultCacheBehavior": {**BEHAVIOUR_DEFAULTS, **written["DefaultCacheBehavior"]},
            "CacheBehaviors": {
                "Quantity": len(behaviours),
                "Items": [{**BEHAVIOUR_DEFAULTS, **behaviour} for behaviour in behaviours],
            },
            "ViewerCertificate": written.get("ViewerCertificate") or {"CloudFrontDefaultCertificate": True},
            "Staging": written.get("Staging", False),
        }
        self.__dict__.update(complete)


@replaces(OriginAccessControl)
class CompleteOriginAccessControl(OriginAccessControl):
    """The type is serialized by its own name, which moto's `origin_type` does not match."""

    @property
    def origin_access_control_origin_type(self) -> str | None:
        return self.origin_type


@replaces(CloudFrontBackend)
class Backend(CloudFrontBackend):
    def __init__(self, region_name: str, account_id: str) -> None:
        super().__init__(region_name, account_id)
        self.policies = {policy_id: Policy(kind, config, id=policy_id, type="managed") for kind, policy_id, config in MANAGED_POLICIES}
        self.live_functions: dict[str, CloudFrontFunction] = {}
        self.monitoring: dict[str, Any] = {}

    def create_policy(self, kind: str, config: dict[str, Any]) -> Policy:
        self._refuse_taken_name(kind, config, None)
        policy = Policy(kind, config)
        self.policies[policy.id] = policy
        return policy

    def get_policy(self, kind: str, policy_id: str) -> Policy:
        policy = self.policies.get(policy_id)
        if policy is None or policy.kind != kind:
            raise CloudFrontException(f"NoSuch{kind}", f"The {kind} does not exist.")
        return policy

    def list_policies(self, kind: str, type_: str | None) -> list[Policy]:
        return [policy for policy in self.policies.values() if policy.kind == kind and type_ in (None, policy.type)]

    def update_policy(self, kind: str, policy_id: str, config: dict[str, Any], if_match: str | None) -> Policy:
        policy = self._own_policy(kind, policy_id, if_match)
        self._refuse_taken_name(kind, config, policy)
        policy.config, policy.etag, policy.last_modified_time = config, random_id(), utcnow()
        return policy

    def delete_policy(self, kind: str, policy_id: str, if_match: str | None) -> None:
        policy = self._own_policy(kind, policy_id, if_match)
        if any(policy.id == behaviour.get(f"{kind}Id") for behaviour in self._behaviours()):
            raise CloudFrontException(f"{kind}InUse", f"The {kind} is attached to a distribution.")
        del self.policies[policy.id]

    def _own_policy(self, kind: str, policy_id: str, if_match: str | None) -> Policy:
        policy = self.get_policy(kind, policy_id)
        if policy.type == "managed":
            raise CloudFrontException("IllegalUpdate", "A managed policy cannot be changed.")
        if if_match != policy.etag:
            raise CloudFrontException("PreconditionFailed", "The If-Match version is not the current one.") if if_match else InvalidIfMatchVersion()
        return policy

    def _refuse_taken_name(self, kind: str, config: dict[str, Any], itself: Policy | None) -> None:
        for policy in self.list_policies(kind, None):
            if policy is not itself and policy.config["Name"] == config["Name"]:
                raise CloudFrontException(f"{kind}AlreadyExists", f"A {kind} with this name already exists.")

    def _behaviours(self) -> list[dict[str, Any]]:
        found = []
        for distribution in self.distributions.values():
            config: Any = distribution.distribution_config
            found += [config.DefaultCacheBehavior, *config.CacheBehaviors["Items"]]
        return found

    def function(self, name: str, stage: str | None) -> CloudFrontFunction:
        development = self.describe_function(name)
        if stage != "LIVE":
            return development
        if name not in self.live_functions:
            raise CloudFrontException("NoSuchFunctionExists", f"The function {name} has no LIVE stage.")
        return self.live_functions[name]

    def update_function(self, name: str, config: dict[str, Any], code: bytes) -> CloudFrontFunction:
        function = self.describe_function(name)
        function.config, function.code, function.etag = config, code, random_id()
        function.status, function.last_modified_time = "UNPUBLISHED", utcnow()
        return function

    def publish_function(self, name: str, if_match: str | None) -> CloudFrontFunction:
        function = self.describe_function(name)
        if if_match != function.etag:
            raise InvalidIfMatchVersion
        function.status = "UNASSOCIATED"
        live = copy.copy(function)
        live.stage = "LIVE"
        self.live_functions[name] = live
        return live

    def delete_function(self, name: str, if_match: Any) -> None:
        function = self.describe_function(name)
        for behaviour in self._behaviours():
            for association in behaviour["FunctionAssociations"].get("Items") or []:
                if association["FunctionARN"] == function.arn:
                    raise CloudFrontException("FunctionInUse", f"The function {name} is attached to a distribution.")
        super().delete_function(name, if_match)
        self.live_functions.pop(name, None)

    def delete_distribution(self, distribution_id: str, if_match: Any) -> None:
        distribution = self.distributions.get(distribution_id)
        if distribution and distribution.distribution_config.__dict__.get("Enabled"):
            raise CloudFrontException("DistributionNotDisabled", "The distribution you are trying to delete has not been disabled.")
        super().delete_distribution(distribution_id, if_match)


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
        return self._policy_result(self.backend.update_policy(kind, self._get_param("Id"), config, self._get_param("IfMatch")))

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
        return ActionResult({"FunctionCode": function.code, "ETag": function.etag, "ContentType": "application/octet-stream"})

    def update_function(self) -> ActionResult:
        function = self.backend.update_function(self._get_param("Name"), self._get_param("FunctionConfig"), self._get_param("FunctionCode"))
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
