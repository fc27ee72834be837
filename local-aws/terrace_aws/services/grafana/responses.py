from __future__ import annotations

import json
from typing import Any
from urllib.parse import unquote

from moto.core.common_types import TYPE_RESPONSE
from moto.core.responses import BaseResponse

from terrace_aws.services.grafana.models import GrafanaBackend, Workspace, grafana_backends


class GrafanaResponse(BaseResponse):
    def __init__(self) -> None:
        super().__init__(service_name="grafana")

    @property
    def _backend(self) -> GrafanaBackend:
        return grafana_backends[self.current_account][self.region]

    @property
    def _written(self) -> dict[str, Any]:
        written: dict[str, Any] = json.loads(self.body)
        return written

    @property
    def _workspace(self) -> Workspace:
        """The workspace in the path, given as ID or ARN: both contain `workspaces/<id>`."""
        return self._backend.workspace(unquote(self.path).rpartition("workspaces/")[2].split("/")[0])

    def create_workspace(self) -> TYPE_RESPONSE:
        return _accepted({"workspace": self._backend.create_workspace(self._written).described})

    def describe_workspace(self) -> str:
        return json.dumps({"workspace": self._workspace.described})

    def list_workspaces(self) -> str:
        return json.dumps({"workspaces": [workspace.described for workspace in self._backend.workspaces.values()]})

    def update_workspace(self) -> TYPE_RESPONSE:
        self._workspace.write(self._written)
        return _accepted({"workspace": self._workspace.described})

    def delete_workspace(self) -> TYPE_RESPONSE:
        return _accepted({"workspace": self._backend.delete_workspace(self._workspace.id).described})

    def describe_workspace_configuration(self) -> str:
        workspace = self._workspace
        return json.dumps(
            {"configuration": workspace.configuration, "grafanaVersion": workspace.described["grafanaVersion"]}
        )

    def update_workspace_configuration(self) -> TYPE_RESPONSE:
        written = self._written
        self._workspace.configure(written["configuration"], written.get("grafanaVersion"))
        return _accepted({})

    def update_permissions(self) -> str:
        self._workspace.update_permissions(self._written["updateInstructionBatch"])
        return json.dumps({"errors": []})

    def list_permissions(self) -> str:
        found = [
            {"role": role, "user": {"type": kind, "id": identity}}
            for (kind, identity), role in self._workspace.permissions.items()
        ]
        return json.dumps({"permissions": found})

    def list_tags_for_resource(self) -> str:
        return json.dumps({"tags": self._workspace.described["tags"]})

    def tag_resource(self) -> str:
        self._workspace.described["tags"].update(self._written["tags"])
        return "{}"

    def untag_resource(self) -> str:
        for key in self.querystring.get("tagKeys", []):
            self._workspace.described["tags"].pop(key, None)
        return "{}"


def _accepted(answer: dict[str, Any]) -> TYPE_RESPONSE:
    return 202, {"status": 202}, json.dumps(answer)
