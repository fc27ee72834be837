"""Amazon Managed Service for Prometheus: KMS key of a workspace, and not-found errors for unconfigured logging.

https://docs.aws.amazon.com/prometheus/latest/APIReference/API_CreateWorkspace.html
https://docs.aws.amazon.com/prometheus/latest/APIReference/API_DescribeLoggingConfiguration.html
"""

from __future__ import annotations

import json
from typing import Any

from moto.amp.exceptions import ResourceNotFoundException
from moto.amp.models import PrometheusServiceBackend, Workspace
from moto.amp.responses import PrometheusServiceResponse

from terrace_aws.extension import replaces


@replaces(Workspace)
class EncryptedWorkspace(Workspace):
    kms_key_arn: str | None = None

    def to_dict(self) -> dict[str, Any]:
        described = super().to_dict()
        return {**described, "kmsKeyArn": self.kms_key_arn} if self.kms_key_arn else described


class LoggingConfigurationNotFound(ResourceNotFoundException):
    code = 404

    def __init__(self, workspace_id: str) -> None:
        super().__init__("Logging configuration not found", workspace_id, "AWS::APS::LoggingConfiguration")


@replaces(PrometheusServiceBackend)
class Backend(PrometheusServiceBackend):
    def describe_logging_configuration(self, workspace_id: str) -> dict[str, Any]:
        found = super().describe_logging_configuration(workspace_id)
        if not found:
            raise LoggingConfigurationNotFound(workspace_id)
        return found


@replaces(PrometheusServiceResponse)
class Responses(PrometheusServiceResponse):
    def create_workspace(self) -> str:
        created: dict[str, Any] = json.loads(super().create_workspace())
        workspace: Any = self.amp_backend.describe_workspace(created["workspaceId"])
        workspace.kms_key_arn = json.loads(self.body).get("kmsKeyArn")
        return json.dumps(workspace.to_dict())
