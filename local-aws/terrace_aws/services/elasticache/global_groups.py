"""Global datastores: a primary replication group, and secondary groups in other regions that inherit its settings.

As on AWS, the members use the parameter group of the datastore.

https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_GlobalReplicationGroup.html
"""

from __future__ import annotations

import hashlib
import re
from typing import Any

from moto.elasticache.models import ElastiCacheBackend, ReplicationGroup, elasticache_backends

from terrace_aws.services.elasticache.models import Fault, ParameterGroup

# https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Redis-Global-Datastores-Getting-Started.html
NODE_TYPES = re.compile(r"cache\.(m5|m6g|m7g|r5|r6g|r6gd|r7g|c7gn)\.(large|\d*xlarge)")
MOST_MEMBERS = 3

# Settings that a secondary group inherits: argument of the request → attribute of the primary group.
INHERITED = {
    "at_rest_encryption_enabled": "at_rest_encryption_enabled",
    "cache_node_type": "cache_node_type",
    "cache_parameter_group_name": "cache_parameter_group_name",
    "cluster_mode": "cluster_mode",
    "engine": "engine",
    "engine_version": "engine_version",
    "num_node_groups": "shards",
    "transit_encryption_enabled": "transit_encryption_enabled",
    "transit_encryption_mode": "transit_encryption_mode",
}


class GlobalGroup:
    """A datastore. Other attributes are read from its primary group."""

    def __init__(self, account_id: str, name: str, description: str | None, primary: Any) -> None:
        self._account_id = account_id
        self.global_replication_group_id = name
        self.global_replication_group_description = description
        self.arn = f"arn:aws:elasticache::{account_id}:globalreplicationgroup:{name}"
        self.deleted = False
        self.groups: list[Any] = []
        own: ParameterGroup = self._backend(primary.region).parameter_group(primary.cache_parameter_group_name)
        self._family, self._parameters = own.cache_parameter_group_family, own.parameters
        self._name_of_own_parameters = {primary: own.cache_parameter_group_name}
        self.parameter_group_name = f"global-datastore-{name}-{self._family}"
        self.join(primary, "PRIMARY")
        primary.cache_parameter_group_name = self.parameter_group_name

    def __getattr__(self, name: str) -> Any:
        if name == "groups":
            raise AttributeError(name)
        return getattr(self.primary, name)

    def _backend(self, region: str) -> Any:
        return elasticache_backends[self._account_id][region]

    @property
    def primary(self) -> Any:
        return next(group for group in self.groups if group.global_replication_group_member_role == "PRIMARY")

    @property
    def status(self) -> str:
        return "deleting" if self.deleted else "available" if len(self.groups) > 1 else "primary-only"

    @property
    def members(self) -> list[dict[str, str]]:
        return [
            {
                "ReplicationGroupId": group.replication_group_id,
                "ReplicationGroupRegion": group.region,
                "Role": group.global_replication_group_member_role,
                "AutomaticFailover": group.automatic_failover,
                "Status": "associated",
            }
            for group in self.groups
        ]

    @property
    def global_node_groups(self) -> list[dict[str, str]]:
        return [
            {
                "GlobalNodeGroupId": f"{self.global_replication_group_id}-{shard['NodeGroupId']}",
                "Slots": shard.get("Slots", "0-16383"),
            }
            for shard in self.primary.node_groups
        ]

    def prepare_secondary(self, region: str, request: dict[str, Any]) -> None:
        """Sets the inherited settings in the request for a secondary group."""
        if len(self.groups) == MOST_MEMBERS or region in (group.region for group in self.groups):
            raise Fault(
                "InvalidParameterValue",
                f"Global replication group {self.global_replication_group_id} can have one replication group in each"
                f" of {MOST_MEMBERS} Regions.",
            )
        if any(request.get(argument) is not None for argument in INHERITED):
            raise Fault(
                "InvalidParameterCombination",
                "Cannot use the given parameters when creating new replication group in an existing global replication"
                " group.",
            )
        self._add_parameters(region)
        request.update({argument: getattr(self.primary, attribute) for argument, attribute in INHERITED.items()})
        request["automatic_failover_enabled"] = self.primary.automatic_failover == "enabled"

    def join(self, group: Any, role: str) -> None:
        self._add_parameters(group.region)
        self.groups.append(group)
        group.global_replication_group_id = self.global_replication_group_id
        group.global_replication_group_member_role = role

    def _add_parameters(self, region: str) -> None:
        backend, name = self._backend(region), self.parameter_group_name
        arn = backend.arn("parametergroup", name)
        description = "Parameters of a global datastore"
        backend.parameter_groups[name] = ParameterGroup(name, self._family, description, arn, True, self._parameters)

    def leave(self, group: Any) -> None:
        self.groups.remove(group)
        default = f"default.{self._family}{'.cluster.on' if group.cluster_enabled else ''}"
        group.cache_parameter_group_name = self._name_of_own_parameters.get(group, default)
        group.global_replication_group_id = ""
        self._backend(group.region).parameter_groups.pop(self.parameter_group_name)


class GlobalGroups(ElastiCacheBackend):
    @property
    def global_groups(self) -> dict[str, GlobalGroup]:
        """The datastores of the account, shared by all regions."""
        shared: Any = elasticache_backends[self.account_id]["us-east-1"]
        groups: dict[str, GlobalGroup] = shared.__dict__.setdefault("_global_groups", {})
        return groups

    def global_group(self, name: str) -> GlobalGroup:
        if name not in self.global_groups:
            raise Fault("GlobalReplicationGroupNotFoundFault", f"Global replication group {name} not found.")
        return self.global_groups[name]

    def global_groups_here(self) -> list[GlobalGroup]:
        """The datastores with a member in this region."""
        everything = self.global_groups.values()
        return [one for one in everything if self.region_name in (group.region for group in one.groups)]

    def create_global_group(self, suffix: str, description: str | None, primary_id: str) -> GlobalGroup:
        primary: Any = self.describe_replication_groups(primary_id)[0]
        name = f"{_prefix(self.region_name)}-{suffix}"
        if name in self.global_groups:
            raise Fault("GlobalReplicationGroupAlreadyExistsFault", f"Global replication group {name} already exists.")
        if primary.global_replication_group_id:
            raise Fault(
                "InvalidReplicationGroupState", f"Replication group {primary_id} is already part of a global datastore."
            )
        if not NODE_TYPES.fullmatch(primary.cache_node_type):
            raise Fault("InvalidParameterValue", f"{primary.cache_node_type} does not support global datastores.")
        self.global_groups[name] = GlobalGroup(self.account_id, name, description, primary)
        return self.global_groups[name]

    def disassociate_global_group(self, name: str, region: str, group_id: str) -> GlobalGroup:
        datastore = self.global_group(name)
        leaving = self._member(datastore, region, group_id)
        if leaving is datastore.primary:
            raise Fault("InvalidParameterValue", "The primary replication group cannot leave its global datastore.")
        datastore.leave(leaving)
        return datastore

    def failover_global_group(self, name: str, region: str, group_id: str) -> GlobalGroup:
        datastore = self.global_group(name)
        former, present = datastore.primary, self._member(datastore, region, group_id)
        former.global_replication_group_member_role = "SECONDARY"
        present.global_replication_group_member_role = "PRIMARY"
        return datastore

    def delete_global_group(self, name: str, retain_primary: bool) -> GlobalGroup:
        datastore = self.global_group(name)
        if len(datastore.groups) > 1:
            raise Fault(
                "InvalidGlobalReplicationGroupState", f"Global replication group {name} has secondary groups left."
            )
        datastore.deleted = True
        primary = datastore.primary
        del self.global_groups[name]
        datastore.leave(primary)
        datastore.groups.append(primary)  # the response still describes it
        if not retain_primary:
            elasticache_backends[self.account_id][primary.region].delete_replication_group(
                primary.replication_group_id, False
            )
        return datastore

    def modify_global_group(self, name: str, request: dict[str, Any]) -> GlobalGroup:
        datastore = self.global_group(name)
        described = request.get("GlobalReplicationGroupDescription")
        datastore.global_replication_group_description = described or datastore.global_replication_group_description
        names = ("CacheNodeType", "Engine", "EngineVersion", "AutomaticFailoverEnabled")
        for group in datastore.groups:
            backend: Any = elasticache_backends[self.account_id][group.region]
            backend.modify_group(group.replication_group_id, {key: request.get(key) for key in names})
            if request.get("AutomaticFailoverEnabled") is not None:
                group.automatic_failover = "enabled" if request["AutomaticFailoverEnabled"] else "disabled"
        return datastore

    def resize_global_group(self, name: str, shards: int) -> GlobalGroup:
        datastore = self.global_group(name)
        for group in datastore.groups:
            backend: Any = elasticache_backends[self.account_id][group.region]
            backend.resize_group(group.replication_group_id, shards, None)
        return datastore

    def _member(self, datastore: GlobalGroup, region: str, group_id: str) -> Any:
        for group in datastore.groups:
            if (group.region, group.replication_group_id) == (region, group_id):
                return group
        raise Fault(
            "ReplicationGroupNotFoundFault",
            f"Replication group {group_id} in {region} is not part of {datastore.global_replication_group_id}.",
        )

    def create_replication_group(self, *args: Any, **kwargs: Any) -> ReplicationGroup:
        name = kwargs.get("global_replication_group_id")
        if not name:
            return super().create_replication_group(*args, **kwargs)
        datastore = self.global_group(name)
        datastore.prepare_secondary(self.region_name, kwargs)
        group = super().create_replication_group(*args, **kwargs)
        datastore.join(group, "SECONDARY")
        return group

    def delete_replication_group(self, replication_group_id: str, *args: Any, **kwargs: Any) -> ReplicationGroup:
        group: Any = self.describe_replication_groups(replication_group_id)[0]
        if group.global_replication_group_id:
            raise Fault(
                "InvalidReplicationGroupState",
                f"Replication group {replication_group_id} is part of global datastore"
                f" {group.global_replication_group_id}, and has to leave it first.",
            )
        return super().delete_replication_group(replication_group_id, *args, **kwargs)


def _prefix(region: str) -> str:
    """The five characters that AWS puts before the suffix; they differ for each region."""
    digest = hashlib.sha256(region.encode()).digest()
    return "".join(chr(ord("a") + byte % 26) for byte in digest[:5])
