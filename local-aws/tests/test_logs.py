from __future__ import annotations

from typing import Any

from conftest import Connect, error_of


def test_query_definition_lives(connect: Connect) -> None:
    logs = connect("logs")
    written: dict[str, Any] = {
        "name": "terrace/errors",
        "queryString": "fields @message\n| limit 20\n",
        "logGroupNames": ["/app"],
    }
    definition_id = logs.put_query_definition(**written)["queryDefinitionId"]

    def described(prefix: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = logs.describe_query_definitions(queryDefinitionNamePrefix=prefix)[
            "queryDefinitions"
        ]
        return found

    assert {**written, "queryDefinitionId": definition_id}.items() <= described("terrace/")[0].items()
    assert described("other/") == []
    changed = {**written, "queryString": "fields @timestamp"}
    assert logs.put_query_definition(queryDefinitionId=definition_id, **changed)["queryDefinitionId"] == definition_id
    assert [item["queryString"] for item in described("terrace/")] == ["fields @timestamp"]
    assert logs.delete_query_definition(queryDefinitionId=definition_id)["success"] is True
    assert described("terrace/") == []
    assert error_of(logs.delete_query_definition, queryDefinitionId=definition_id)[0] == "ResourceNotFoundException"
    assert (
        error_of(logs.put_query_definition, queryDefinitionId=definition_id, **written)[0]
        == "ResourceNotFoundException"
    )


def test_log_group_keeps_its_class(connect: Connect) -> None:
    logs = connect("logs")
    logs.create_log_group(logGroupName="/class/rare", logGroupClass="INFREQUENT_ACCESS")
    logs.create_log_group(logGroupName="/class/usual")
    groups = logs.describe_log_groups(logGroupNamePrefix="/class/")["logGroups"]
    assert {group["logGroupName"]: group["logGroupClass"] for group in groups} == {
        "/class/rare": "INFREQUENT_ACCESS",
        "/class/usual": "STANDARD",
    }
