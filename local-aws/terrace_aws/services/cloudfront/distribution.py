"""Distributions and origin access controls that return every written field."""

from __future__ import annotations

import copy
from typing import Any

from moto.cloudfront.models import DistributionConfig, OriginAccessControl

from terrace_aws.extension import replaces

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
    """Returns every written field. Moto's distribution keeps only the fields that moto supports."""

    def __init__(self, config: dict[str, Any]) -> None:
        written = copy.deepcopy(config)
        groups = (written.get("OriginGroups") or {}).get("Items") or []
        if config["DefaultCacheBehavior"]["TargetOriginId"] in [group["Id"] for group in groups]:
            # Moto accepts an origin as the target, but not an origin group.
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
    """Serializes the type under its API name, which moto's `origin_type` does not match."""

    @property
    def origin_access_control_origin_type(self) -> str | None:
        return self.origin_type
