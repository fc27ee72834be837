"""The ElastiCache operations that moto lacks or whose responses omit requested settings."""

from __future__ import annotations

from typing import Any

from moto.core.responses import ActionResult, EmptyResult
from moto.elasticache.responses import ElastiCacheResponse

from terrace_aws.extension import replaces
from terrace_aws.services.elasticache.backend import Backend
from terrace_aws.services.elasticache.models import ParameterGroup


@replaces(ElastiCacheResponse)
class Responses(ElastiCacheResponse):
    @property
    def _backend(self) -> Backend:
        backend: Any = self.elasticache_backend
        return backend  # type: ignore[no-any-return]

    @property
    def _parameter_group(self) -> ParameterGroup:
        return self._backend.parameter_group(self._get_param("CacheParameterGroupName"))

    def create_cache_parameter_group(self) -> ActionResult:
        group = self._backend.create_parameter_group(
            self._get_param("CacheParameterGroupName"),
            self._get_param("CacheParameterGroupFamily"),
            self._get_param("Description"),
        )
        self._backend.add_tags_to_resource(group.arn, self._get_param("Tags", []))
        return ActionResult({"CacheParameterGroup": group})

    def describe_cache_parameter_groups(self) -> ActionResult:
        named = self._get_param("CacheParameterGroupName")
        return ActionResult(
            {
                "CacheParameterGroups": [self._parameter_group]
                if named
                else list(self._backend.parameter_groups.values())
            }
        )

    def modify_cache_parameter_group(self) -> ActionResult:
        group = self._parameter_group
        for item in self._get_param("ParameterNameValues", []):
            group.parameters[item["ParameterName"]] = item["ParameterValue"]
        return ActionResult({"CacheParameterGroupName": group.cache_parameter_group_name})

    def reset_cache_parameter_group(self) -> ActionResult:
        group = self._parameter_group
        named = [item["ParameterName"] for item in self._get_param("ParameterNameValues", [])]
        for name in list(group.parameters) if self._get_bool_param("ResetAllParameters") else named:
            group.parameters.pop(name, None)
        return ActionResult({"CacheParameterGroupName": group.cache_parameter_group_name})

    def describe_cache_parameters(self) -> ActionResult:
        parameters = [
            {
                "ParameterName": name,
                "ParameterValue": value,
                "Source": "user",
                "DataType": "string",
                "IsModifiable": True,
            }
            for name, value in self._parameter_group.parameters.items()
        ]
        return ActionResult({"Parameters": parameters if self._get_param("Source") in (None, "user") else []})

    def delete_cache_parameter_group(self) -> ActionResult:
        self._backend.delete_parameter_group(self._get_param("CacheParameterGroupName"))
        return EmptyResult()

    def create_user_group(self) -> ActionResult:
        group = self._backend.create_user_group(
            self._get_param("UserGroupId"), self._get_param("Engine"), self._get_param("UserIds", [])
        )
        self._backend.add_tags_to_resource(group.arn, self._get_param("Tags", []))
        return ActionResult(group)

    def describe_user_groups(self) -> ActionResult:
        named = self._get_param("UserGroupId")
        names = [named] if named else list(self._backend.user_groups)
        return ActionResult({"UserGroups": [self._backend.user_group(name) for name in names]})

    def modify_user_group(self) -> ActionResult:
        return ActionResult(
            self._backend.modify_user_group(
                self._get_param("UserGroupId"),
                self._get_param("UserIdsToAdd", []),
                self._get_param("UserIdsToRemove", []),
                self._get_param("Engine"),
            )
        )

    def delete_user_group(self) -> ActionResult:
        return ActionResult(self._backend.delete_user_group(self._get_param("UserGroupId")))

    def create_user(self) -> ActionResult:
        answer = super().create_user()
        user: Any = answer.result
        self._backend.add_tags_to_resource(user.arn, self._get_param("Tags", []))
        return answer

    def modify_user(self) -> ActionResult:
        return ActionResult(self._backend.modify_user(self._get_param("UserId"), dict(self._get_params())))

    def modify_replication_group(self) -> ActionResult:
        super().modify_replication_group()
        return ActionResult(
            {
                "ReplicationGroup": self._backend.modify_group(
                    self._get_param("ReplicationGroupId"), dict(self._get_params())
                )
            }
        )

    def modify_replication_group_shard_configuration(self) -> ActionResult:
        return self._resized(shards=self._get_int_param("NodeGroupCount"))

    def increase_replica_count(self) -> ActionResult:
        return self._resized(replicas=self._get_int_param("NewReplicaCount"))

    def decrease_replica_count(self) -> ActionResult:
        return self._resized(replicas=self._get_int_param("NewReplicaCount"))

    def _resized(self, shards: int | None = None, replicas: int | None = None) -> ActionResult:
        return ActionResult(
            {"ReplicationGroup": self._backend.resize_group(self._get_param("ReplicationGroupId"), shards, replicas)}
        )

    def delete_replication_group(self) -> ActionResult:
        group_id, snapshot = self._get_param("ReplicationGroupId"), self._get_param("FinalSnapshotIdentifier")
        if snapshot:
            self._backend.create_snapshot(
                snapshot_name=snapshot, replication_group_id=group_id, cache_cluster_id="", kms_key_id=None, tags=[]
            )
        return super().delete_replication_group()

    def delete_cache_subnet_group(self) -> ActionResult:
        self._backend.delete_subnet_group(self._get_param("CacheSubnetGroupName"))
        return EmptyResult()

    def create_global_replication_group(self) -> ActionResult:
        group = self._backend.create_global_group(
            self._get_param("GlobalReplicationGroupIdSuffix"),
            self._get_param("GlobalReplicationGroupDescription"),
            self._get_param("PrimaryReplicationGroupId"),
        )
        return ActionResult({"GlobalReplicationGroup": group})

    def describe_global_replication_groups(self) -> ActionResult:
        named = self._get_param("GlobalReplicationGroupId")
        groups = [self._backend.global_group(named)] if named else self._backend.global_groups_here()
        return ActionResult({"GlobalReplicationGroups": groups})

    def modify_global_replication_group(self) -> ActionResult:
        request = dict(self._get_params())
        if "AutomaticFailoverEnabled" in request:
            request["AutomaticFailoverEnabled"] = self._get_bool_param("AutomaticFailoverEnabled")
        return ActionResult({"GlobalReplicationGroup": self._backend.modify_global_group(self._global_id, request)})

    def increase_node_groups_in_global_replication_group(self) -> ActionResult:
        group = self._backend.resize_global_group(self._global_id, self._get_int_param("NodeGroupCount"))
        return ActionResult({"GlobalReplicationGroup": group})

    def decrease_node_groups_in_global_replication_group(self) -> ActionResult:
        return self.increase_node_groups_in_global_replication_group()

    def failover_global_replication_group(self) -> ActionResult:
        group = self._backend.failover_global_group(
            self._global_id, self._get_param("PrimaryRegion"), self._get_param("PrimaryReplicationGroupId")
        )
        return ActionResult({"GlobalReplicationGroup": group})

    def disassociate_global_replication_group(self) -> ActionResult:
        group = self._backend.disassociate_global_group(
            self._global_id, self._get_param("ReplicationGroupRegion"), self._get_param("ReplicationGroupId")
        )
        return ActionResult({"GlobalReplicationGroup": group})

    def delete_global_replication_group(self) -> ActionResult:
        retain = bool(self._get_bool_param("RetainPrimaryReplicationGroup"))
        return ActionResult({"GlobalReplicationGroup": self._backend.delete_global_group(self._global_id, retain)})

    @property
    def _global_id(self) -> str:
        return str(self._get_param("GlobalReplicationGroupId"))
