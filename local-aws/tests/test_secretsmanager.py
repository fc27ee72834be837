from __future__ import annotations

from conftest import Connect

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
