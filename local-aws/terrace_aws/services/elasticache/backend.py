"""ElastiCache in one region, with the errors of AWS."""

from __future__ import annotations

import re
from typing import Any

from moto.elasticache.exceptions import UserNotFound
from moto.elasticache.models import ElastiCacheBackend, ReplicationGroup, User

from terrace_aws.extension import replaces
from terrace_aws.services.elasticache.global_groups import GlobalGroups
from terrace_aws.services.elasticache.models import Fault, ParameterGroup, UserGroup

# Parameters that ModifyReplicationGroup stores unchanged → attributes of the group, which its member clusters share.
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


@replaces(ElastiCacheBackend)
class Backend(GlobalGroups, ElastiCacheBackend):
    def __init__(self, region_name: str, account_id: str) -> None:
        super().__init__(region_name, account_id)
        kinds = "cluster|snapshot|subnetgroup|replicationgroup|globalreplicationgroup|user|usergroup|parametergroup"
        self.arn_regex = re.compile(rf"^arn:aws:elasticache:.*:[0-9]*:({kinds}):.*$")
        self.parameter_groups: dict[str, ParameterGroup] = {}
        self.user_groups: dict[str, UserGroup] = {}

    def arn(self, kind: str, name: str) -> str:
        return f"arn:aws:elasticache:{self.region_name}:{self.account_id}:{kind}:{name}"

    def parameter_group(self, name: str) -> ParameterGroup:
        if name.startswith("default."):
            family = name.removeprefix("default.").removesuffix(".cluster.on")
            return ParameterGroup(
                name, family, f"Default parameter group for {family}", self.arn("parametergroup", name)
            )
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
            raise Fault(
                "InvalidCacheParameterGroupState",
                f"One or more cache clusters are still members of this parameter group {name}.",
            )
        del self.parameter_groups[group.cache_parameter_group_name]

    def user_group(self, group_id: str) -> UserGroup:
        if group_id not in self.user_groups:
            raise Fault("UserGroupNotFound", f"UserGroup {group_id} not found.")
        group = self.user_groups[group_id]
        group.replication_groups = [
            name for name, found in self.replication_groups.items() if group_id in found.user_group_ids
        ]
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
            raise Fault(
                "InvalidUserGroupState", f"UserGroup {group_id} is in use by {', '.join(group.replication_groups)}."
            )
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
            user.user_group_ids = [
                group.user_group_id for group in self.user_groups.values() if user_id in group.user_ids
            ]

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
            user.authentication_type = mode.get("Type") or (
                "no-password-required" if request["NoPasswordRequired"] else "password"
            )
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
        """Lists exactly the current members of the group among the cache clusters."""
        self._forget_members(group)
        self.cache_clusters.update({member.cache_cluster_id: member for member in group.members})

    def _forget_members(self, group: Any) -> None:
        self.cache_clusters = {
            name: cluster
            for name, cluster in self.cache_clusters.items()
            if getattr(cluster, "_group", None) is not group
        }

    def delete_replication_group(
        self, replication_group_id: str, retain_primary_cluster: bool | None
    ) -> ReplicationGroup:
        group = super().delete_replication_group(replication_group_id, retain_primary_cluster)
        self._forget_members(group)
        del self.replication_groups[replication_group_id]
        return group

    def delete_subnet_group(self, name: str) -> None:
        self.describe_cache_subnet_groups(name)
        if any(cluster.cache_subnet_group_name == name for cluster in self.cache_clusters.values()):
            raise Fault("CacheSubnetGroupInUse", f"Cache subnet group {name} is currently in use by a cache cluster.")
        del self.cache_subnet_groups[name]
