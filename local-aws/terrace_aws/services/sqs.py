"""SQS: policies are returned as written, and a dead-letter queue keeps its redrive allow policy.

https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
"""

from __future__ import annotations

import json
from typing import Any

from moto.sqs.exceptions import SQSException
from moto.sqs.models import Queue

from terrace_aws.extension import replaces

REDRIVE_PERMISSIONS = ("allowAll", "denyAll", "byQueue")


class InvalidAttributeValue(SQSException):
    def __init__(self, name: str) -> None:
        super().__init__("InvalidAttributeValue", f"Invalid value for the parameter {name}.")


@replaces(Queue)
class PolicyKeepingQueue(Queue):
    BASE_ATTRIBUTES = [*Queue.BASE_ATTRIBUTES, "RedriveAllowPolicy"]

    redrive_allow_policy: str | None = None
    redrive_policy_as_written: str | None = None

    def _set_attributes(self, attributes: dict[str, Any], now: float | None = None) -> None:
        written = dict(attributes)
        if "RedriveAllowPolicy" in written:
            self._set_redrive_allow_policy(written.pop("RedriveAllowPolicy"))
        if isinstance(written.get("RedrivePolicy"), str):
            self.redrive_policy_as_written = written["RedrivePolicy"]
        policy = getattr(self, "policy", None)
        super()._set_attributes(written, now)
        if "Policy" not in written:
            self.policy = policy

    def _set_redrive_allow_policy(self, value: str | None) -> None:
        if not value:
            self.redrive_allow_policy = None
            return
        try:
            permission = json.loads(value)["redrivePermission"]
        except (ValueError, KeyError, TypeError):
            permission = None
        if permission not in REDRIVE_PERMISSIONS:
            raise InvalidAttributeValue("RedriveAllowPolicy")
        self.redrive_allow_policy = value

    @property
    def attributes(self) -> dict[str, Any]:
        attributes: dict[str, Any] = super().attributes
        if self.redrive_policy and self.redrive_policy_as_written:
            attributes["RedrivePolicy"] = self.redrive_policy_as_written
        return attributes
