from __future__ import annotations

from typing import Any

import pytest
from conftest import Connect, error_of

GIB = 1024**3


@pytest.fixture
def athena(connect: Connect) -> Any:
    return connect("athena")


def _configuration(athena: Any, name: str) -> dict[str, Any]:
    found: dict[str, Any] = athena.get_work_group(WorkGroup=name)["WorkGroup"]["Configuration"]
    return found


def test_work_group_update(athena: Any) -> None:
    athena.create_work_group(
        Name="changes",
        Description="before",
        Configuration={
            "BytesScannedCutoffPerQuery": GIB,
            "EngineVersion": {"SelectedEngineVersion": "Athena engine version 3"},
            "ResultConfiguration": {
                "OutputLocation": "s3://results/a/",
                "ExpectedBucketOwner": "123456789012",
                "EncryptionConfiguration": {"EncryptionOption": "SSE_S3"},
            },
        },
    )
    athena.update_work_group(
        WorkGroup="changes",
        Description="after",
        State="DISABLED",
        ConfigurationUpdates={
            "EnforceWorkGroupConfiguration": False,
            "RemoveBytesScannedCutoffPerQuery": True,
            "EngineVersion": {"SelectedEngineVersion": "AUTO"},
            "ResultConfigurationUpdates": {"OutputLocation": "s3://results/b/", "RemoveExpectedBucketOwner": True},
        },
    )
    group = athena.get_work_group(WorkGroup="changes")["WorkGroup"]
    assert (group["Description"], group["State"]) == ("after", "DISABLED")
    assert group["Configuration"] == {
        "EnableMinimumEncryptionConfiguration": False,
        "EnforceWorkGroupConfiguration": False,
        "EngineVersion": {
            "SelectedEngineVersion": "AUTO",
            "EffectiveEngineVersion": "Athena engine version 3",
        },
        "PublishCloudWatchMetricsEnabled": False,
        "RequesterPaysEnabled": False,
        "ResultConfiguration": {
            "OutputLocation": "s3://results/b/",
            "EncryptionConfiguration": {"EncryptionOption": "SSE_S3"},
        },
    }


def test_remove_false_keeps_the_value(athena: Any) -> None:
    athena.create_work_group(Name="stays", Configuration={"BytesScannedCutoffPerQuery": GIB})
    athena.update_work_group(WorkGroup="stays", ConfigurationUpdates={"RemoveBytesScannedCutoffPerQuery": False})
    assert _configuration(athena, "stays")["BytesScannedCutoffPerQuery"] == GIB


def test_named_query_lifecycle(athena: Any) -> None:
    athena.create_work_group(Name="queries")
    written = {"Name": "slow", "Description": "slow requests", "QueryString": "SELECT 1"}
    query_id = athena.create_named_query(**written, Database="logs", WorkGroup="queries")["NamedQueryId"]
    athena.update_named_query(NamedQueryId=query_id, **{**written, "QueryString": "SELECT 2"})
    assert athena.get_named_query(NamedQueryId=query_id)["NamedQuery"] == {
        **written,
        "QueryString": "SELECT 2",
        "Database": "logs",
        "NamedQueryId": query_id,
        "WorkGroup": "queries",
    }
    athena.delete_named_query(NamedQueryId=query_id)
    for operation in (athena.get_named_query, athena.delete_named_query):
        code, message = error_of(operation, NamedQueryId=query_id)
        assert (code, "does not exist" in message) == ("InvalidRequestException", True)


def test_deleting_a_work_group_with_queries_requires_the_recursive_option(athena: Any) -> None:
    athena.create_work_group(Name="full")
    query_id = athena.create_named_query(Name="q", QueryString="SELECT 1", Database="logs", WorkGroup="full")[
        "NamedQueryId"
    ]
    assert "not empty" in error_of(athena.delete_work_group, WorkGroup="full")[1]
    athena.delete_work_group(WorkGroup="full", RecursiveDeleteOption=True)
    assert error_of(athena.get_named_query, NamedQueryId=query_id)[0] == "InvalidRequestException"
    for operation in (athena.get_work_group, athena.delete_work_group, athena.update_work_group):
        assert error_of(operation, WorkGroup="full") == ("InvalidRequestException", "WorkGroup full is not found.")
