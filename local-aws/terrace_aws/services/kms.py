"""KMS: rotation period and manager of a key.

https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKeyRotation.html
"""

from __future__ import annotations

import json
from typing import Any

from moto.kms.models import Alias, Key, KmsBackend
from moto.kms.responses import KmsResponse

from terrace_aws.extension import replaces


@replaces(Key)
class RotatedKey(Key):
    rotation_period_in_days = 365


@replaces(KmsBackend)
class Backend(KmsBackend):
    def create_alias(self, target_key_id: str, alias_name: str) -> Alias:
        """A key that a service creates for itself (`alias/aws/dynamodb`) is managed by AWS."""
        alias = super().create_alias(target_key_id, alias_name)
        if alias_name.startswith("alias/aws/"):
            self.keys[self.get_key_id(target_key_id)].key_manager = "AWS"
        return alias


@replaces(KmsResponse)
class Responses(KmsResponse):
    @property
    def _key(self) -> Any:
        return self.kms_backend.keys[self.kms_backend.get_key_id(self._get_param("KeyId"))]

    def enable_key_rotation(self) -> str:
        answer = super().enable_key_rotation()
        self._key.rotation_period_in_days = self._get_param("RotationPeriodInDays", RotatedKey.rotation_period_in_days)
        return answer

    def get_key_rotation_status(self) -> str:
        answer = json.loads(super().get_key_rotation_status())
        if answer["KeyRotationEnabled"]:
            answer["RotationPeriodInDays"] = self._key.rotation_period_in_days
        return json.dumps(answer)
