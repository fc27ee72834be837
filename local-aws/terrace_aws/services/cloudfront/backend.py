"""Policies, published functions and monitoring subscriptions of an account, with the errors of AWS."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from moto.cloudfront.exceptions import CloudFrontException, InvalidIfMatchVersion
from moto.cloudfront.models import CloudFrontBackend, CloudFrontFunction, random_id
from moto.core.utils import utcnow

from terrace_aws.extension import replaces
from terrace_aws.services.cloudfront.managed_policies import MANAGED_POLICIES

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


@replaces(CloudFrontBackend)
class Backend(CloudFrontBackend):
    def __init__(self, region_name: str, account_id: str) -> None:
        super().__init__(region_name, account_id)
        self.policies = {
            policy_id: Policy(kind, config, id=policy_id, type="managed")
            for kind, policy_id, config in MANAGED_POLICIES
        }
        self.live_functions: dict[str, CloudFrontFunction] = {}
        self.monitoring: dict[str, Any] = {}

    def create_policy(self, kind: str, config: dict[str, Any]) -> Policy:
        self._reject_duplicate_name(kind, config, None)
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
        self._reject_duplicate_name(kind, config, policy)
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
            raise (
                CloudFrontException("PreconditionFailed", "The If-Match version is not the current one.")
                if if_match
                else InvalidIfMatchVersion()
            )
        return policy

    def _reject_duplicate_name(self, kind: str, config: dict[str, Any], itself: Policy | None) -> None:
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
            raise CloudFrontException(
                "DistributionNotDisabled", "The distribution you are trying to delete has not been disabled."
            )
        super().delete_distribution(distribution_id, if_match)
