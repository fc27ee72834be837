from __future__ import annotations

from typing import Any

from conftest import Connect, error_of

KEY = "arn:aws:kms:eu-west-1:123456789012:key/one"


def create_table(connect: Connect, name: str, **options: Any) -> None:
    connect("dynamodb").create_table(
        TableName=name,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": "pk", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
        **options,
    )


def test_replica_lifecycle_and_shared_items(connect: Connect) -> None:
    home, far = connect("dynamodb"), connect("dynamodb", "eu-west-1")
    create_table(
        connect, "replicated", StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"}
    )
    create = {"Create": {"RegionName": "eu-west-1", "KMSMasterKeyId": KEY}}
    home.update_table(TableName="replicated", ReplicaUpdates=[create])
    (replica,) = home.describe_table(TableName="replicated")["Table"]["Replicas"]
    assert replica == {"RegionName": "eu-west-1", "ReplicaStatus": "ACTIVE", "KMSMasterKeyId": KEY}
    table = far.describe_table(TableName="replicated")["Table"]
    assert ":eu-west-1:" in table["TableArn"]
    assert table["SSEDescription"]["KMSMasterKeyArn"] == KEY

    home.put_item(TableName="replicated", Item={"pk": {"S": "a"}})
    assert far.get_item(TableName="replicated", Key={"pk": {"S": "a"}})["Item"] == {"pk": {"S": "a"}}
    pitr = {"PointInTimeRecoveryEnabled": True}
    far.update_continuous_backups(TableName="replicated", PointInTimeRecoverySpecification=pitr)
    status = home.describe_continuous_backups(TableName="replicated")["ContinuousBackupsDescription"]
    assert status["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"] == "DISABLED"

    home.update_table(
        TableName="replicated", ReplicaUpdates=[{"Update": {"RegionName": "eu-west-1", "KMSMasterKeyId": f"{KEY}2"}}]
    )
    assert home.describe_table(TableName="replicated")["Table"]["Replicas"][0]["KMSMasterKeyId"] == f"{KEY}2"
    assert error_of(home.update_table, TableName="replicated", ReplicaUpdates=[create])[0] == "ValidationException"

    delete = {"Delete": {"RegionName": "eu-west-1"}}
    home.update_table(TableName="replicated", ReplicaUpdates=[delete])
    assert "Replicas" not in home.describe_table(TableName="replicated")["Table"]
    assert error_of(far.describe_table, TableName="replicated")[0] == "ResourceNotFoundException"
    assert error_of(home.update_table, TableName="replicated", ReplicaUpdates=[delete])[0] == "ValidationException"


def test_table_without_a_stream_cannot_have_replicas(connect: Connect) -> None:
    create_table(connect, "no-stream")
    create = {"Create": {"RegionName": "eu-west-1"}}
    assert (
        error_of(connect("dynamodb").update_table, TableName="no-stream", ReplicaUpdates=[create])[0]
        == "ValidationException"
    )
