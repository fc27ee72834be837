"""The workspaces of a region. A new workspace is active immediately, which takes minutes on AWS."""

from __future__ import annotations

from typing import Any

from moto.core.base_backend import BackendDict, BaseBackend
from moto.core.exceptions import JsonRESTError
from moto.core.utils import unix_time
from moto.moto_api._internal import mock_random

DEFAULT_VERSION = "10.4"
DEFAULT_CONFIGURATION = '{"unifiedAlerting":{"enabled":false},"plugins":{"pluginAdminEnabled":false}}'

# Fields with different names in requests and descriptions.
DESCRIBED_AS = {
    "workspaceDataSources": "dataSources",
    "workspaceDescription": "description",
    "workspaceName": "name",
    "workspaceNotificationDestinations": "notificationDestinations",
    "workspaceOrganizationalUnits": "organizationalUnits",
}
DESCRIBED_ALIKE = (
    "accountAccessType",
    "grafanaVersion",
    "ipAddressType",
    "kmsKeyId",
    "networkAccessControl",
    "organizationRoleName",
    "permissionType",
    "stackSetName",
    "tags",
    "vpcConfiguration",
    "workspaceRoleArn",
)
REMOVED_BY = {"removeVpcConfiguration": "vpcConfiguration", "removeNetworkAccessConfiguration": "networkAccessControl"}


class ResourceNotFoundException(JsonRESTError):
    code = 404

    def __init__(self, message: str):
        super().__init__("ResourceNotFoundException", message)


class ValidationException(JsonRESTError):
    code = 400

    def __init__(self, message: str):
        super().__init__("ValidationException", message)


class Workspace:
    def __init__(self, region: str, account: str, written: dict[str, Any]) -> None:
        self.id = f"g-{mock_random.get_random_hex(10)}"
        self.arn = f"arn:aws:grafana:{region}:{account}:/workspaces/{self.id}"
        self.configuration = written.get("configuration") or DEFAULT_CONFIGURATION
        self.permissions: dict[tuple[str, str], str] = {}  # role by type and ID of the user or group
        providers = written["authenticationProviders"]
        self.described: dict[str, Any] = {
            "id": self.id,
            "created": unix_time(),
            "dataSources": [],
            "notificationDestinations": [],
            "tags": {},
            "grafanaVersion": DEFAULT_VERSION,
            "endpoint": f"{self.id}.grafana-workspace.{region}.amazonaws.com",
            "status": "ACTIVE",
            "authentication": {
                "providers": providers,
                **({"samlConfigurationStatus": "NOT_CONFIGURED"} if "SAML" in providers else {}),
            },
        }
        self.write(written)

    def write(self, written: dict[str, Any]) -> None:
        for name, value in written.items():
            if name in DESCRIBED_AS or name in DESCRIBED_ALIKE:
                self.described[DESCRIBED_AS.get(name, name)] = value
            elif name in REMOVED_BY and value:
                self.described.pop(REMOVED_BY[name], None)
        self.described["modified"] = unix_time()

    def configure(self, configuration: str, version: str | None) -> None:
        self.configuration = configuration
        if version:
            self._reject_downgrade(version)
            self.described["grafanaVersion"] = version

    def _reject_downgrade(self, version: str) -> None:
        present = str(self.described["grafanaVersion"])
        if _ordered(version) < _ordered(present):
            raise ValidationException(f"Workspace can not be downgraded from {present} to {version}.")

    def update_permissions(self, instructions: list[dict[str, Any]]) -> None:
        for instruction in instructions:
            for user in instruction["users"]:
                key = (user["type"], user["id"])
                if instruction["action"] == "ADD":
                    self.permissions[key] = instruction["role"]
                elif self.permissions.get(key) == instruction["role"]:
                    del self.permissions[key]


class GrafanaBackend(BaseBackend):
    def __init__(self, region_name: str, account_id: str) -> None:
        super().__init__(region_name, account_id)
        self.workspaces: dict[str, Workspace] = {}

    def create_workspace(self, written: dict[str, Any]) -> Workspace:
        workspace = Workspace(self.region_name, self.account_id, written)
        self.workspaces[workspace.id] = workspace
        return workspace

    def workspace(self, workspace_id: str) -> Workspace:
        if workspace_id not in self.workspaces:
            raise ResourceNotFoundException(f"Workspace {workspace_id} not found.")
        return self.workspaces[workspace_id]

    def delete_workspace(self, workspace_id: str) -> Workspace:
        workspace = self.workspace(workspace_id)
        del self.workspaces[workspace_id]
        workspace.described["status"] = "DELETING"
        return workspace


def _ordered(version: str) -> list[int]:
    return [int(part) for part in version.split(".")]


grafana_backends = BackendDict(GrafanaBackend, "grafana")
