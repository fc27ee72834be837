"""Secrets Manager: the key of a replica.

https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ReplicaRegionType.html
"""

from __future__ import annotations

from moto.secretsmanager.models import FakeSecret, ReplicaSecret

from terrace_aws.extension import replaces


@replaces(FakeSecret)
class Secret(FakeSecret):
    def create_replicas(self, replica_regions: list[dict[str, str]], force_overwrite: bool) -> list[ReplicaSecret]:
        replicas = super().create_replicas(replica_regions, force_overwrite)
        for replica, wanted in zip(replicas, replica_regions, strict=True):
            replica.config["KmsKeyId"] = wanted.get("KmsKeyId") or replica.config["KmsKeyId"]
        return replicas
