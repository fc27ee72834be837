"""ElastiCache: parameter groups, user groups, and replication groups that keep what they were given.

https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_ReplicationGroup.html
"""

from __future__ import annotations

import re
import string
from dataclasses import dataclass, field
from typing import Any

from moto.core.responses import ActionResult, EmptyResult
from moto.elasticache.exceptions import ElastiCacheException, UserNotFound
from moto.elasticache.models import ElastiCacheBackend, ReplicationGroup, User, elasticache_backends
from moto.elasticache.responses import ElastiCacheResponse
from moto.moto_api._internal import mock_random

from terrace_aws.extension import replaces

# What ModifyReplicationGroup stores as it comes: parameter → attribute of the group, which its member clusters share.
MODIFIABLE = {
    "AutoMinorVersionUpgrade": "auto_minor_version_upgrade",
    "CacheNodeType": "cache_node_type",
    "CacheParameterGroupName": "cache_parameter_group_name",
    "Engine": "engine",
    "EngineVersion": "engine_version",
    "NotificationTopicArn": "notification_topic_arn",
    "PreferredMaintenanceWindow": "preferred_maintenance_window",
    "SecurityGroupIds": "security_group_ids",
    "SnapshotRetentionLimit": "snapshot_retention_limit",
    "SnapshotWindow": "snapshot_window",
    "TransitEncryptionMode": "transit_encryption_mode",
}


class Fault(ElastiCacheException):
    def __init__(self, code: str, message: str) -> None:
        super().__init__(code, message)


@dataclass
class ParameterGroup:
    cache_parameter_group_name: str
    cache_parameter_group_family: str
    description: str
    arn: str
    is_global: bool = False
    parameters: dict[str, str] = field(default_factory=dict)

    @property
    def cluster_enabled(self) -> bool:
        return self.cache_parameter_group_name.endswith(".cluster.on") or self.parameters.get("cluster-enabled") == "yes"


@dataclass
class UserGroup:
    user_group_id: str
    engine: str
    user_ids: list[str]
    arn: str
    status: str = "active"
    minimum_engine_version: str = "6.0"
    replication_groups: list[str] = field(default_factory=list)


@replaces(User)
class AuthenticatedUser(User):
    @property
    def authentication(self) -> dict[str, Any]:
        """AWS reads `no-password` where it was told `no-password-required`, and counts only passwords."""
        kind = "no-password" if self.no_password_required or self.authentication_type == "no-password-required" else self.authentication_type
        return {"Type": kind, "PasswordCount": len(self.passwords) or None}


class MemberCluster:
    """One node of a replication group, described as a cache cluster; what is not its own is its group's."""

    def __init__(self, group: Any, name: str, zone: str) -> None:
        self._group = group
        self.cache_cluster_id = name
        self.preferred_availability_zone = zone
        self.arn = group.arn.rpartition(":replicationgroup:")[0] + f":cluster:{name}"
        self.cache_cluster_status = "available"
        self.num_cache_nodes = 1
        self.cache_cluster_create_time = group.replication_group_create_time

    def __getattr__(self, name: str) -> Any:
        return getattr(self.__dict__["_group"], name)

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
    """Shards and replicas as asked for; moto builds one node unless it is told `ReplicasPerNodeGroup`."""

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
            raise Fault("InvalidParameterCombination", "User group based access control requires encryption-in-transit to be enabled on the replication group.")
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
            raise Fault("InvalidParameterValue", "Cluster mode is disabled in the parameter group: NumNodeGroups must be 1.")
        self.resize(shards, (request.get("num_cache_clusters") or 1) - 1 if replicas is None else replicas)

    def resize(self, shards: int, replicas: int) -> None:
        self.shards, self.replicas = shards, replicas
        prefix = f"{self.replication_group_id}-"
        self.node_groups = []
        self.members: list[MemberCluster] = []
        for shard in range(shards):
            number = f"{shard + 1:04}"
            nodes = [MemberCluster(self, f"{prefix}{number}-" * self.cluster_enabled + prefix * (not self.cluster_enabled) + f"{node + 1:03}", self._zone(node)) for node in range(replicas + 1)]
            self.members += nodes
            self.node_groups.append({"NodeGroupId": number, "Status": "available", **self._node_group(shard, nodes)})
        self.member_clusters = [member.cache_cluster_id for member in self.members]
        if self.cluster_enabled:
            self.configuration_endpoint = {"Address": f"clustercfg.{self.domain}", "Port": self.port}

    def _node_group(self, shard: int, nodes: list[MemberCluster]) -> dict[str, Any]:
        members: list[dict[str, Any]] = [
            {"CacheClusterId": node.cache_cluster_id, "CacheNodeId": "0001", "PreferredAvailabilityZone": node.preferred_availability_zone} for node in nodes
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


@replaces(ElastiCacheBackend)
class Backend(ElastiCacheBackend):
    def __init__(self, region_name: str, account_id: str) -> None:
        super().__init__(region_name, account_id)
        kinds = "cluster|snapshot|subnetgroup|replicationgroup|user|usergroup|parametergroup"
        self.arn_regex = re.compile(rf"^arn:aws:elasticache:.*:[0-9]*:({kinds}):.*$")
        self.parameter_groups: dict[str, ParameterGroup] = {}
        self.user_groups: dict[str, UserGroup] = {}

    def arn(self, kind: str, name: str) -> str:
        return f"arn:aws:elasticache:{self.region_name}:{self.account_id}:{kind}:{name}"

    def parameter_group(self, name: str) -> ParameterGroup:
        if name.startswith("default."):
            family = name.removeprefix("default.").removesuffix(".cluster.on")
            return ParameterGroup(name, family, f"Default parameter group for {family}", self.arn("parametergroup", name))
        if name not in self.parameter_groups:
            raise Fault("CacheParameterGroupNotFound", f"CacheParameterGroup {name} not found.")
        return self.parameter_groups[name]

    def create_parameter_group(self, name: str, family: str, description: str) -> ParameterGroup:
        if name in self.parameter_groups:
            raise Fault("CacheParameterGroupAlreadyExists", f"Cache parameter group {name} already exists.")
        self.parameter_groups[name] = ParameterGroup(name, family, description, self.arn("parametergroup", name))
        return self.parameter_groups[name]

    def delete_parameter_group(self, name: str) -> None:
        group = self.parameter_group(name)
        if any(cluster.cache_parameter_group_name == name for cluster in self.cache_clusters.values()):
            raise Fault("InvalidCacheParameterGroupState", f"One or more cache clusters are still members of this parameter group {name}.")
        del self.parameter_groups[group.cache_parameter_group_name]

    def user_group(self, group_id: str) -> UserGroup:
        if group_id not in self.user_groups:
            raise Fault("UserGroupNotFound", f"UserGroup {group_id} not found.")
        group = self.user_groups[group_id]
        group.replication_groups = [name for name, found in self.replication_groups.items() if group_id in found.user_group_ids]
        return group

    def create_user_group(self, group_id: str, engine: str, user_ids: list[str]) -> UserGroup:
        if group_id in self.user_groups:
            raise Fault("UserGroupAlreadyExists", f"UserGroup {group_id} already exists.")
        self._check_members(engine, user_ids)
        self.user_groups[group_id] = UserGroup(group_id, engine, list(user_ids), self.arn("usergroup", group_id))
        self._list_groups_of_users()
        return self.user_groups[group_id]

    def modify_user_group(self, group_id: str, add: list[str], remove: list[str], engine: str | None) -> UserGroup:
        group = self.user_group(group_id)
        user_ids = [user_id for user_id in group.user_ids if user_id not in remove] + add
        self._check_members(engine or group.engine, user_ids)
        group.user_ids, group.engine = user_ids, engine or group.engine
        self._list_groups_of_users()
        return group

    def delete_user_group(self, group_id: str) -> UserGroup:
        group = self.user_group(group_id)
        if group.replication_groups:
            raise Fault("InvalidUserGroupState", f"UserGroup {group_id} is in use by {', '.join(group.replication_groups)}.")
        del self.user_groups[group_id]
        self._list_groups_of_users()
        group.status = "deleting"
        return group

    def _check_members(self, engine: str, user_ids: list[str]) -> None:
        for user_id in user_ids:
            if user_id not in self.users:
                raise UserNotFound(user_id)
        names = [self.users[user_id].name for user_id in user_ids]
        if len(set(names)) < len(names):
            raise Fault("DuplicateUserName", "A user group cannot hold two users of the same name.")
        if engine == "redis" and "default" not in names:
            raise Fault("DefaultUserRequired", "User group needs to contain a user with the user name default.")

    def _list_groups_of_users(self) -> None:
        for user_id, user in self.users.items():
            user.user_group_ids = [group.user_group_id for group in self.user_groups.values() if user_id in group.user_ids]

    def modify_user(self, user_id: str, request: dict[str, Any]) -> User:
        if user_id not in self.users:
            raise UserNotFound(user_id)
        user: User = self.users[user_id]
        mode = request.get("AuthenticationMode") or {}
        passwords = mode.get("Passwords") or request.get("Passwords")
        if request.get("AccessString"):
            user.access_string = request["AccessString"]
        if request.get("AppendAccessString"):
            user.access_string += f" {request['AppendAccessString']}"
        if passwords:
            user.passwords = list(passwords)
        if mode.get("Type") or request.get("NoPasswordRequired") is not None:
            user.authentication_type = mode.get("Type") or ("no-password-required" if request["NoPasswordRequired"] else "password")
            user.no_password_required = user.authentication_type == "no-password-required"
            user.passwords = user.passwords if user.authentication_type == "password" else []
        user.engine = request.get("Engine") or user.engine
        return user

    def delete_user(self, user_id: str) -> User:
        user: Any = self.users.get(user_id)
        if user and user.user_group_ids:
            raise Fault("InvalidUserState", f"User {user_id} is a member of {', '.join(user.user_group_ids)}.")
        return super().delete_user(user_id)

    def create_replication_group(self, *args: Any, **kwargs: Any) -> ReplicationGroup:
        group: Any = super().create_replication_group(*args, **kwargs)
        self._follow(group)
        return group  # type: ignore[no-any-return]

    def modify_group(self, group_id: str, request: dict[str, Any]) -> ReplicationGroup:
        group: Any = self.describe_replication_groups(group_id)[0]
        for parameter, attribute in MODIFIABLE.items():
            if request.get(parameter) is not None:
                setattr(group, attribute, request[parameter])
        added, removed = request.get("UserGroupIdsToAdd") or [], request.get("UserGroupIdsToRemove") or []
        for user_group_id in added:
            self.user_group(user_group_id)
        group.user_group_ids = [item for item in group.user_group_ids if item not in removed] + added
        if "LogDeliveryConfigurations" in request:
            changes = {item["LogType"]: item for item in request["LogDeliveryConfigurations"]}
            kept = [item for item in group.log_delivery_configurations if item["LogType"] not in changes]
            wanted = [item for item in changes.values() if item.get("Enabled", True)]
            group.log_delivery_configurations = kept + group._get_log_delivery_configurations(wanted)
        return group  # type: ignore[no-any-return]

    def resize_group(self, group_id: str, shards: int | None, replicas: int | None) -> ReplicationGroup:
        group: Any = self.describe_replication_groups(group_id)[0]
        group.resize(shards or group.shards, group.replicas if replicas is None else replicas)
        self._follow(group)
        return group  # type: ignore[no-any-return]

    def _follow(self, group: Any) -> None:
        """Lists the group's present members, and no former ones, among the cache clusters."""
        self._forget_members(group)
        self.cache_clusters.update({member.cache_cluster_id: member for member in group.members})

    def _forget_members(self, group: Any) -> None:
        self.cache_clusters = {name: cluster for name, cluster in self.cache_clusters.items() if getattr(cluster, "_group", None) is not group}

    def delete_replication_group(self, replication_group_id: str, retain_primary_cluster: bool | None) -> ReplicationGroup:
        group = super().delete_replication_group(replication_group_id, retain_primary_cluster)
        self._forget_members(group)
        del self.replication_groups[replication_group_id]
        return group

    def delete_subnet_group(self, name: str) -> None:
        self.describe_cache_subnet_groups(name)
        if any(cluster.cache_subnet_group_name == name for cluster in self.cache_clusters.values()):
            raise Fault("CacheSubnetGroupInUse", f"Cache subnet group {name} is currently in use by a cache cluster.")
        del self.cache_subnet_groups[name]


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
            self._get_param("CacheParameterGroupName"), self._get_param("CacheParameterGroupFamily"), self._get_param("Description")
        )
        self._backend.add_tags_to_resource(group.arn, self._get_param("Tags", []))
        return ActionResult({"CacheParameterGroup": group})

    def describe_cache_parameter_groups(self) -> ActionResult:
        named = self._get_param("CacheParameterGroupName")
        return ActionResult({"CacheParameterGroups": [self._parameter_group] if named else list(self._backend.parameter_groups.values())})

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
            {"ParameterName": name, "ParameterValue": value, "Source": "user", "DataType": "string", "IsModifiable": True}
            for name, value in self._parameter_group.parameters.items()
        ]
        return ActionResult({"Parameters": parameters if self._get_param("Source") in (None, "user") else []})

    def delete_cache_parameter_group(self) -> ActionResult:
        self._backend.delete_parameter_group(self._get_param("CacheParameterGroupName"))
        return EmptyResult()

    def create_user_group(self) -> ActionResult:
        group = self._backend.create_user_group(self._get_param("UserGroupId"), self._get_param("Engine"), self._get_param("UserIds", []))
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
        return ActionResult({"ReplicationGroup": self._backend.modify_group(self._get_param("ReplicationGroupId"), dict(self._get_params()))})

    def modify_replication_group_shard_configuration(self) -> ActionResult:
        return self._resized(shards=self._get_int_param("NodeGroupCount"))

    def increase_replica_count(self) -> ActionResult:
        return self._resized(replicas=self._get_int_param("NewReplicaCount"))

    def decrease_replica_count(self) -> ActionResult:
        return self._resized(replicas=self._get_int_param("NewReplicaCount"))

    def _resized(self, shards: int | None = None, replicas: int | None = None) -> ActionResult:
        return ActionResult({"ReplicationGroup": self._backend.resize_group(self._get_param("ReplicationGroupId"), shards, replicas)})

    def delete_replication_group(self) -> ActionResult:
        group_id, snapshot = self._get_param("ReplicationGroupId"), self._get_param("FinalSnapshotIdentifier")
        if snapshot:
            self._backend.create_snapshot(snapshot_name=snapshot, replication_group_id=group_id, cache_cluster_id="", kms_key_id=None, tags=[])
        return super().delete_replication_group()

    def delete_cache_subnet_group(self) -> ActionResult:
        self._backend.delete_subnet_group(self._get_param("CacheSubnetGroupName"))
        return EmptyResult()


def _short(region: str) -> str:
    """`us-east-1` → `use1`."""
    area, direction, number = region.rsplit("-", 2)
    return f"{area}{direction[0]}{number}"
