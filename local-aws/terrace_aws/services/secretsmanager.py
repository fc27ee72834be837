"""Secrets Manager: KMS key of a replica, described by the replica and not by its source.

https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ReplicaRegionType.html
"""

from __future__ import annotations

from typing import Any

from moto.secretsmanager.models import FakeSecret, ReplicaSecret, SecretsManagerBackend

from terrace_aws.extension import replaces


@replaces(FakeSecret)
class Secret(FakeSecret):
    def create_replicas(self, replica_regions: list[dict[str, str]], force_overwrite: bool) -> list[ReplicaSecret]:
        replicas = super().create_replicas(replica_regions, force_overwrite)
        for replica, wanted in zip(replicas, replica_regions, strict=True):
            replica.config["KmsKeyId"] = wanted.get("KmsKeyId") or replica.config["KmsKeyId"]
        return replicas


@replaces(ReplicaSecret)
class Replica(ReplicaSecret):
    def to_dict(self) -> dict[str, Any]:
        described: dict[str, Any] = super().to_dict()
        described.pop("ReplicationStatus", None)
        described.pop("KmsKeyId", None)
        if self.config["KmsKeyId"] != SecretsManagerBackend.DEFAULT_KMS_KEY_ALIAS:
            described["KmsKeyId"] = self.config["KmsKeyId"]
        return described
