from __future__ import annotations

import json
from typing import Any

import pytest
from conftest import Connect, error_of


@pytest.fixture
def grafana(connect: Connect) -> Any:
    return connect("grafana")


WRITTEN: dict[str, Any] = {
    "accountAccessType": "CURRENT_ACCOUNT",
    "authenticationProviders": ["AWS_SSO"],
    "permissionType": "CUSTOMER_MANAGED",
    "workspaceName": "dev",
    "workspaceDescription": "all regions",
    "workspaceDataSources": ["CLOUDWATCH", "PROMETHEUS"],
    "workspaceNotificationDestinations": ["SNS"],
    "workspaceRoleArn": "arn:aws:iam::123456789012:role/dev-grafana",
    "grafanaVersion": "9.4",
}


def test_workspace_lifecycle(connect: Connect, grafana: Any) -> None:
    created = grafana.create_workspace(**WRITTEN, tags={"a": "b"})["workspace"]
    workspace_id = created["id"]

    def described(client: Any = grafana) -> dict[str, Any]:
        found: dict[str, Any] = client.describe_workspace(workspaceId=workspace_id)["workspace"]
        return found

    expected = {
        "accountAccessType": "CURRENT_ACCOUNT",
        "permissionType": "CUSTOMER_MANAGED",
        "name": "dev",
        "description": "all regions",
        "dataSources": ["CLOUDWATCH", "PROMETHEUS"],
        "notificationDestinations": ["SNS"],
        "workspaceRoleArn": "arn:aws:iam::123456789012:role/dev-grafana",
        "grafanaVersion": "9.4",
        "status": "ACTIVE",
        "endpoint": f"{workspace_id}.grafana-workspace.us-east-1.amazonaws.com",
        "authentication": {"providers": ["AWS_SSO"]},
        "tags": {"a": "b"},
    }
    assert expected.items() <= described().items()
    assert error_of(described, client=connect("grafana", "eu-west-1"))[0] == "ResourceNotFoundException"

    grafana.update_workspace(workspaceId=workspace_id, workspaceDescription="", workspaceDataSources=["XRAY"])
    assert {**expected, "description": "", "dataSources": ["XRAY"]}.items() <= described().items()

    assert grafana.delete_workspace(workspaceId=workspace_id)["workspace"]["status"] == "DELETING"
    assert error_of(described)[0] == "ResourceNotFoundException"
    assert error_of(grafana.delete_workspace, workspaceId=workspace_id)[0] == "ResourceNotFoundException"
    assert workspace_id not in [item["id"] for item in grafana.list_workspaces()["workspaces"]]


@pytest.fixture
def workspace(grafana: Any) -> dict[str, Any]:
    created: dict[str, Any] = grafana.create_workspace(**WRITTEN)["workspace"]
    return created


def test_network_configuration_has_its_own_removal_argument(grafana: Any, workspace: dict[str, Any]) -> None:
    network = {"securityGroupIds": ["sg-1"], "subnetIds": ["subnet-1", "subnet-2"]}
    updated = grafana.update_workspace(workspaceId=workspace["id"], vpcConfiguration=network)["workspace"]
    assert updated["vpcConfiguration"] == network
    updated = grafana.update_workspace(workspaceId=workspace["id"], removeVpcConfiguration=True)["workspace"]
    assert "vpcConfiguration" not in updated


def test_configuration_and_version_update(grafana: Any, workspace: dict[str, Any]) -> None:
    def described() -> tuple[Any, str]:
        found = grafana.describe_workspace_configuration(workspaceId=workspace["id"])
        return json.loads(found["configuration"]), found["grafanaVersion"]

    assert described() == ({"plugins": {"pluginAdminEnabled": False}, "unifiedAlerting": {"enabled": False}}, "9.4")
    wanted = {"plugins": {"pluginAdminEnabled": True}, "unifiedAlerting": {"enabled": True}}
    change = {"workspaceId": workspace["id"], "configuration": json.dumps(wanted)}
    grafana.update_workspace_configuration(**change)
    assert described() == (wanted, "9.4")
    grafana.update_workspace_configuration(**change, grafanaVersion="10.4")
    assert described() == (wanted, "10.4")
    code, message = error_of(grafana.update_workspace_configuration, **change, grafanaVersion="9.4")
    assert (code, "downgraded" in message) == ("ValidationException", True)


def test_role_assignment_and_removal(grafana: Any, workspace: dict[str, Any]) -> None:
    def change(action: str, role: str, *users: dict[str, str]) -> None:
        instruction = {"action": action, "role": role, "users": list(users)}
        answer = grafana.update_permissions(workspaceId=workspace["id"], updateInstructionBatch=[instruction])
        assert answer["errors"] == []

    def permissions() -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = grafana.list_permissions(workspaceId=workspace["id"])["permissions"]
        return found

    team = {"id": "4456a408-90b1-7064-6d4a-0d8e4d1f6d9a", "type": "SSO_GROUP"}
    person = {"id": "5456a408-90b1-7064-6d4a-0d8e4d1f6d9a", "type": "SSO_USER"}
    change("ADD", "ADMIN", team)
    change("ADD", "VIEWER", person)
    assert permissions() == [{"role": "ADMIN", "user": team}, {"role": "VIEWER", "user": person}]
    change("REVOKE", "VIEWER", person)
    assert permissions() == [{"role": "ADMIN", "user": team}]


def test_tags_update(grafana: Any, workspace: dict[str, Any]) -> None:
    arn = f"arn:aws:grafana:us-east-1:123456789012:/workspaces/{workspace['id']}"
    grafana.tag_resource(resourceArn=arn, tags={"a": "b", "c": "d"})
    grafana.untag_resource(resourceArn=arn, tagKeys=["a"])
    assert grafana.list_tags_for_resource(resourceArn=arn)["tags"] == {"c": "d"}
    assert grafana.describe_workspace(workspaceId=workspace["id"])["workspace"]["tags"] == {"c": "d"}
