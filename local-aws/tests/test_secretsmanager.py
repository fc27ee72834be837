from __future__ import annotations

from conftest import Connect, error_of

KEY = "arn:aws:kms:eu-west-1:123456789012:key/one"


def test_replica_keeps_its_key(connect: Connect) -> None:
    secrets = connect("secretsmanager")
    replicas = [{"Region": "eu-west-1", "KmsKeyId": KEY}, {"Region": "us-west-2"}]
    secrets.create_secret(Name="replicated", SecretString="s", AddReplicaRegions=replicas)
    statuses = secrets.describe_secret(SecretId="replicated")["ReplicationStatus"]
    assert {status["Region"]: status["KmsKeyId"] for status in statuses} == {
        "eu-west-1": KEY,
        "us-west-2": "alias/aws/secretsmanager",
    }


def test_replica_has_every_version_and_cannot_be_changed(connect: Connect) -> None:
    near, far = connect("secretsmanager"), connect("secretsmanager", "eu-west-1")
    arn = near.create_secret(
        Name="followed",
        SecretString="one",
        KmsKeyId="alias/near",
        AddReplicaRegions=[{"Region": "eu-west-1", "KmsKeyId": KEY}],
    )["ARN"]
    copy = arn.replace(":us-east-1:", ":eu-west-1:")
    version = near.put_secret_value(SecretId=arn, SecretString="two")["VersionId"]
    read = far.get_secret_value(SecretId=copy, VersionId=version)
    assert (read["SecretString"], read["ARN"]) == ("two", copy)
    assert far.get_secret_value(SecretId=copy, VersionStage="AWSPREVIOUS")["SecretString"] == "one"
    described = far.describe_secret(SecretId=copy)
    assert (described["PrimaryRegion"], described["KmsKeyId"]) == ("us-east-1", KEY)
    assert "ReplicationStatus" not in described

    assert error_of(far.put_secret_value, SecretId=copy, SecretString="three")[0] == "InvalidParameterException"
    assert error_of(far.delete_secret, SecretId=copy)[0] == "InvalidParameterException"
    assert error_of(near.delete_secret, SecretId=arn)[0] == "InvalidParameterException"
    near.replicate_secret_to_regions(SecretId=arn, AddReplicaRegions=[{"Region": "eu-west-3"}])
    near.remove_regions_from_replication(SecretId=arn, RemoveReplicaRegions=["eu-west-1", "eu-west-3"])
    assert error_of(far.describe_secret, SecretId=copy)[0] == "ResourceNotFoundException"
    near.delete_secret(SecretId=arn, ForceDeleteWithoutRecovery=True)
    assert error_of(near.describe_secret, SecretId=arn)[0] == "ResourceNotFoundException"
