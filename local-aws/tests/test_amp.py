from __future__ import annotations

from typing import Any

import pytest
from conftest import Connect, error_of

KEY = "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555"
LOG_GROUP = "arn:aws:logs:us-east-1:123456789012:log-group:/aws/vendedlogs/prometheus/dev:*"


@pytest.fixture
def amp(connect: Connect) -> Any:
    return connect("amp")


def test_a_workspace_keeps_its_key(amp: Any) -> None:
    created = amp.create_workspace(alias="dev", kmsKeyArn=KEY, tags={"a": "b"})
    assert created["kmsKeyArn"] == KEY
    workspace_id = created["workspaceId"]
    amp.update_workspace_alias(workspaceId=workspace_id, alias="other")
    described = amp.describe_workspace(workspaceId=workspace_id)["workspace"]
    assert (described["alias"], described["kmsKeyArn"], described["tags"]) == ("other", KEY, {"a": "b"})
    amp.delete_workspace(workspaceId=workspace_id)
    assert error_of(amp.describe_workspace, workspaceId=workspace_id)[0] == "ResourceNotFoundException"


def test_a_workspace_without_a_key_describes_no_key(amp: Any) -> None:
    workspace_id = amp.create_workspace(alias="plain")["workspaceId"]
    assert "kmsKeyArn" not in amp.describe_workspace(workspaceId=workspace_id)["workspace"]


def test_unconfigured_and_deleted_logging_is_not_found(amp: Any) -> None:
    workspace_id = amp.create_workspace(alias="logged")["workspaceId"]

    def missing() -> str:
        return error_of(amp.describe_logging_configuration, workspaceId=workspace_id)[0]

    assert missing() == "ResourceNotFoundException"
    amp.create_logging_configuration(workspaceId=workspace_id, logGroupArn=LOG_GROUP)
    described = amp.describe_logging_configuration(workspaceId=workspace_id)["loggingConfiguration"]
    assert (described["logGroupArn"], described["status"]["statusCode"]) == (LOG_GROUP, "ACTIVE")
    amp.delete_logging_configuration(workspaceId=workspace_id)
    assert missing() == "ResourceNotFoundException"
