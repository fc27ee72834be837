"""Replication groups with the requested shards, replicas, endpoints and member clusters."""

from __future__ import annotations

import string
from typing import Any

from moto.elasticache.models import ReplicationGroup, elasticache_backends
from moto.moto_api._internal import mock_random

from terrace_aws.extension import replaces
from terrace_aws.services.elasticache.models import Fault


class MemberCluster:
    """One node of a replication group, described as a cache cluster. Other attributes are read from its group."""

    def __init__(self, group: Any, name: str, zone: str) -> None:
        self._group = group
        self.cache_cluster_id = name
        self.preferred_availability_zone = zone
        self.arn = group.arn.rpartition(":replicationgroup:")[0] + f":cluster:{name}"
        self.cache_cluster_status = "available"
        self.num_cache_nodes = 1
        self.cache_cluster_create_time = group.replication_group_create_time

    def __getattr__(self, name: str) -> Any:
        if name == "_group":
            raise AttributeError(name)
        return getattr(self._group, name)

    @property
    def cache_parameter_group(self) -> dict[str, Any]:
        return {"CacheParameterGroupName": self._group.cache_parameter_group_name, "ParameterApplyStatus": "in-sync"}

    @property
    def security_groups(self) -> list[dict[str, str]]:
        return [{"SecurityGroupId": group_id, "Status": "active"} for group_id in self._group.security_group_ids or []]

    @property
    def notification_configuration(self) -> dict[str, str] | None:
        topic = self._group.notification_topic_arn
        return {"TopicArn": topic, "TopicStatus": "active"} if topic else None

    @property
    def cache_nodes(self) -> list[dict[str, Any]]:
        return [
            {
                "CacheNodeId": "0001",
                "CacheNodeStatus": "available",
                "CacheNodeCreateTime": self.cache_cluster_create_time,
                "Endpoint": {"Address": f"{self.cache_cluster_id}.{self._group.domain}", "Port": self._group.port},
                "ParameterGroupStatus": "in-sync",
                "CustomerAvailabilityZone": self.preferred_availability_zone,
            }
        ]


@replaces(ReplicationGroup)
class CompleteReplicationGroup(ReplicationGroup):
    """Creates the requested shards and replicas. Moto creates one node without `ReplicasPerNodeGroup` in the request."""

    def __init__(self, account_id: str, region_name: str, **request: Any) -> None:
        super().__init__(account_id, region_name, **request)
        self.region = region_name
        backend: Any = elasticache_backends[account_id][region_name]
        family_default = {"valkey": "default.valkey8", "redis": "default.redis7"}[self.engine]
        self.cache_parameter_group_name = self.cache_parameter_group_name or family_default
        parameters = backend.parameter_group(self.cache_parameter_group_name)
        if request.get("cluster_mode") is None:
            self.cluster_mode = "enabled" if parameters.cluster_enabled else "disabled"
        self.cluster_enabled = self.cluster_mode != "disabled"
        for group_id in self.user_group_ids:
            backend.user_group(group_id)
        if self.user_group_ids and not self.transit_encryption_enabled:
            raise Fault(
                "InvalidParameterCombination",
                "User group based access control requires encryption-in-transit to be enabled on the replication group.",
            )
        if self.transit_encryption_enabled:
            self.transit_encryption_mode = self.transit_encryption_mode or "required"
        self.snapshot_window = request.get("snapshot_window") or "05:00-06:00"
        self.preferred_maintenance_window = self.preferred_maintenance_window or "sun:08:00-sun:09:00"
        self.auto_minor_version_upgrade = request.get("auto_minor_version_upgrade") is not False
        suffix = "".join(mock_random.choice(string.ascii_lowercase + string.digits) for _ in range(6))
        self.domain = f"{self.replication_group_id}.{suffix}.{_short(region_name)}.cache.amazonaws.com"
        replicas = request.get("replicas_per_node_group")
        shards = request.get("num_node_groups") or 1
        if shards > 1 and not self.cluster_enabled:
            raise Fault(
                "InvalidParameterValue", "Cluster mode is disabled in the parameter group: NumNodeGroups must be 1."
            )
        self.resize(shards, (request.get("num_cache_clusters") or 1) - 1 if replicas is None else replicas)

    @property
    def global_replication_group_info(self) -> dict[str, str] | None:  # type: ignore[override]
        if not self.global_replication_group_id:
            return None
        role = self.global_replication_group_member_role
        return {"GlobalReplicationGroupId": self.global_replication_group_id, "GlobalReplicationGroupMemberRole": role}

    def resize(self, shards: int, replicas: int) -> None:
        self.shards, self.replicas = shards, replicas
        prefix = f"{self.replication_group_id}-"
        self.node_groups = []
        self.members: list[MemberCluster] = []
        for shard in range(shards):
            number = f"{shard + 1:04}"
            stem = f"{prefix}{number}-" if self.cluster_enabled else prefix
            nodes = [MemberCluster(self, f"{stem}{node + 1:03}", self._zone(node)) for node in range(replicas + 1)]
            self.members += nodes
            self.node_groups.append({"NodeGroupId": number, "Status": "available", **self._node_group(shard, nodes)})
        self.member_clusters = [member.cache_cluster_id for member in self.members]
        if self.cluster_enabled:
            self.configuration_endpoint = {"Address": f"clustercfg.{self.domain}", "Port": self.port}

    def _node_group(self, shard: int, nodes: list[MemberCluster]) -> dict[str, Any]:
        members: list[dict[str, Any]] = [
            {
                "CacheClusterId": node.cache_cluster_id,
                "CacheNodeId": "0001",
                "PreferredAvailabilityZone": node.preferred_availability_zone,
            }
            for node in nodes
        ]
        if self.cluster_enabled:
            first, last = 16384 * shard // self.shards, 16384 * (shard + 1) // self.shards - 1
            return {"Slots": f"{first}-{last}", "NodeGroupMembers": members}
        for index, member in enumerate(members):
            member["CurrentRole"] = "replica" if index else "primary"
            member["ReadEndpoint"] = {"Address": f"{member['CacheClusterId']}.{self.domain}", "Port": self.port}
        return {
            "PrimaryEndpoint": {"Address": f"master.{self.domain}", "Port": self.port},
            "ReaderEndpoint": {"Address": f"replica.{self.domain}", "Port": self.port},
            "NodeGroupMembers": members,
        }

    def _zone(self, node: int) -> str:
        return self.region + "abc"[node % 3]


def _short(region: str) -> str:
    """`us-east-1` → `use1`."""
    area, direction, number = region.rsplit("-", 2)
    return f"{area}{direction[0]}{number}"
