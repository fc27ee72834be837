from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from conftest import Connect, error_of


@pytest.fixture
def elasticache(connect: Connect) -> Any:
    return connect("elasticache")


def test_parameter_group_lifecycle(elasticache: Any) -> None:
    name = "pg"
    elasticache.create_cache_parameter_group(
        CacheParameterGroupName=name, CacheParameterGroupFamily="valkey8", Description="test"
    )
    (group,) = elasticache.describe_cache_parameter_groups(CacheParameterGroupName=name)["CacheParameterGroups"]
    assert (group["CacheParameterGroupFamily"], group["Description"]) == ("valkey8", "test")
    again = {"CacheParameterGroupName": name, "CacheParameterGroupFamily": "valkey8", "Description": "test"}
    assert error_of(elasticache.create_cache_parameter_group, **again)[0] == "CacheParameterGroupAlreadyExists"

    def parameters() -> dict[str, str]:
        described = elasticache.describe_cache_parameters(CacheParameterGroupName=name, Source="user")["Parameters"]
        return {item["ParameterName"]: item["ParameterValue"] for item in described}

    for value in ("allkeys-lru", "noeviction"):
        change = {"ParameterName": "maxmemory-policy", "ParameterValue": value}
        elasticache.modify_cache_parameter_group(CacheParameterGroupName=name, ParameterNameValues=[change])
        assert parameters() == {"maxmemory-policy": value}
    elasticache.reset_cache_parameter_group(CacheParameterGroupName=name, ResetAllParameters=True)
    assert parameters() == {}

    elasticache.delete_cache_parameter_group(CacheParameterGroupName=name)
    assert (
        error_of(elasticache.describe_cache_parameter_groups, CacheParameterGroupName=name)[0]
        == "CacheParameterGroupNotFound"
    )


def create_user(elasticache: Any, user_id: str, name: str, **options: Any) -> None:
    elasticache.create_user(UserId=user_id, UserName=name, Engine="valkey", AccessString="on ~* +@all", **options)


def user(elasticache: Any, user_id: str) -> dict[str, Any]:
    found: dict[str, Any] = elasticache.describe_users(UserId=user_id)["Users"][0]
    return found


def test_user_is_modified(elasticache: Any) -> None:
    create_user(elasticache, "modified", "modified", AuthenticationMode={"Type": "iam"})
    assert user(elasticache, "modified")["Authentication"] == {"Type": "iam"}
    elasticache.modify_user(
        UserId="modified", AccessString="off ~* -@all", AuthenticationMode={"Type": "password", "Passwords": ["p" * 16]}
    )
    read = user(elasticache, "modified")
    assert (read["AccessString"], read["Authentication"]) == ("off ~* -@all", {"Type": "password", "PasswordCount": 1})
    assert error_of(elasticache.modify_user, UserId="nobody", AccessString="on")[0] == "UserNotFound"


def test_user_without_password_is_described_as_on_aws(elasticache: Any) -> None:
    create_user(elasticache, "open", "open", AuthenticationMode={"Type": "no-password-required"})
    assert user(elasticache, "open")["Authentication"] == {"Type": "no-password"}


def test_user_group_lifecycle(elasticache: Any) -> None:
    create_user(elasticache, "ug-default", "default", AuthenticationMode={"Type": "password", "Passwords": ["p" * 16]})
    create_user(elasticache, "ug-api", "ug-api", AuthenticationMode={"Type": "iam"})
    create_user(elasticache, "ug-twin", "default", AuthenticationMode={"Type": "iam"})
    created = elasticache.create_user_group(UserGroupId="ug", Engine="valkey", UserIds=["ug-default"])
    assert (created["Status"], created["UserIds"]) == ("active", ["ug-default"])
    assert (
        error_of(elasticache.create_user_group, UserGroupId="ug", Engine="valkey", UserIds=["ug-api"])[0]
        == "UserGroupAlreadyExists"
    )

    elasticache.modify_user_group(UserGroupId="ug", UserIdsToAdd=["ug-api"])
    assert elasticache.describe_user_groups(UserGroupId="ug")["UserGroups"][0]["UserIds"] == ["ug-default", "ug-api"]
    assert user(elasticache, "ug-api")["UserGroupIds"] == ["ug"]
    assert error_of(elasticache.modify_user_group, UserGroupId="ug", UserIdsToAdd=["ug-twin"])[0] == "DuplicateUserName"
    assert error_of(elasticache.modify_user_group, UserGroupId="ug", UserIdsToAdd=["nobody"])[0] == "UserNotFound"
    assert error_of(elasticache.delete_user, UserId="ug-api")[0] == "InvalidUserState"
    elasticache.modify_user_group(UserGroupId="ug", UserIdsToRemove=["ug-api"])
    elasticache.delete_user(UserId="ug-api")

    elasticache.delete_user_group(UserGroupId="ug")
    assert error_of(elasticache.describe_user_groups, UserGroupId="ug")[0] == "UserGroupNotFound"


def test_redis_user_group_requires_a_default_user(elasticache: Any) -> None:
    elasticache.create_user(
        UserId="lonely", UserName="lonely", Engine="redis", AccessString="on", AuthenticationMode={"Type": "iam"}
    )
    arguments = {"UserGroupId": "refused", "Engine": "redis", "UserIds": ["lonely"]}
    assert error_of(elasticache.create_user_group, **arguments)[0] == "DefaultUserRequired"


REPLICATION: dict[str, Any] = {
    "ReplicationGroupDescription": "test",
    "Engine": "valkey",
    "EngineVersion": "8.0",
    "CacheNodeType": "cache.t4g.small",
    "TransitEncryptionEnabled": True,
    "AtRestEncryptionEnabled": True,
    "AutomaticFailoverEnabled": True,
    "SecurityGroupIds": ["sg-1"],
    "SnapshotRetentionLimit": 7,
    "SnapshotWindow": "03:00-04:00",
    "PreferredMaintenanceWindow": "sun:05:00-sun:06:00",
}


def group(elasticache: Any, name: str) -> dict[str, Any]:
    found: dict[str, Any] = elasticache.describe_replication_groups(ReplicationGroupId=name)["ReplicationGroups"][0]
    return found


def test_replication_group_lifecycle(elasticache: Any, subnets: Callable[..., list[str]]) -> None:
    elasticache.create_cache_subnet_group(
        CacheSubnetGroupName="rg", CacheSubnetGroupDescription="test", SubnetIds=subnets()
    )
    elasticache.create_cache_parameter_group(
        CacheParameterGroupName="rg", CacheParameterGroupFamily="valkey8", Description="test"
    )
    create_user(elasticache, "rg-api", "rg-api", AuthenticationMode={"Type": "iam"})
    elasticache.create_user_group(UserGroupId="rg", Engine="valkey", UserIds=["rg-api"])
    groups = {"CacheSubnetGroupName": "rg", "CacheParameterGroupName": "rg", "UserGroupIds": ["rg"]}
    elasticache.create_replication_group(ReplicationGroupId="rg", NumCacheClusters=2, **REPLICATION, **groups)

    read = group(elasticache, "rg")
    assert read["MemberClusters"] == ["rg-001", "rg-002"]
    assert (read["ClusterEnabled"], read["TransitEncryptionMode"], read["UserGroupIds"]) == (False, "required", ["rg"])
    (shard,) = read["NodeGroups"]
    assert shard["PrimaryEndpoint"]["Address"].startswith("master.rg.")
    assert shard["ReaderEndpoint"]["Address"].startswith("replica.rg.")
    assert [member["CurrentRole"] for member in shard["NodeGroupMembers"]] == ["primary", "replica"]
    (member,) = elasticache.describe_cache_clusters(CacheClusterId="rg-002", ShowCacheNodeInfo=True)["CacheClusters"]
    assert member["CacheParameterGroup"]["CacheParameterGroupName"] == "rg"
    assert member["CacheSubnetGroupName"] == "rg"
    assert member["SecurityGroups"] == [{"SecurityGroupId": "sg-1", "Status": "active"}]
    for name in ("Engine", "EngineVersion", "CacheNodeType", "SnapshotWindow", "PreferredMaintenanceWindow"):
        assert member[name] == REPLICATION[name]

    assert error_of(elasticache.delete_cache_subnet_group, CacheSubnetGroupName="rg")[0] == "CacheSubnetGroupInUse"
    assert (
        error_of(elasticache.delete_cache_parameter_group, CacheParameterGroupName="rg")[0]
        == "InvalidCacheParameterGroupState"
    )
    assert error_of(elasticache.delete_user_group, UserGroupId="rg")[0] == "InvalidUserGroupState"

    change = {
        "EngineVersion": "8.1",
        "SnapshotWindow": "01:00-02:00",
        "CacheNodeType": "cache.t4g.medium",
        "SecurityGroupIds": ["sg-2"],
    }
    elasticache.modify_replication_group(ReplicationGroupId="rg", UserGroupIdsToRemove=["rg"], **change)
    (member,) = elasticache.describe_cache_clusters(CacheClusterId="rg-001")["CacheClusters"]
    assert (member["EngineVersion"], member["SnapshotWindow"], member["CacheNodeType"]) == (
        "8.1",
        "01:00-02:00",
        "cache.t4g.medium",
    )
    assert group(elasticache, "rg").get("UserGroupIds", []) == []

    elasticache.increase_replica_count(ReplicationGroupId="rg", NewReplicaCount=2, ApplyImmediately=True)
    assert group(elasticache, "rg")["MemberClusters"] == ["rg-001", "rg-002", "rg-003"]
    elasticache.decrease_replica_count(ReplicationGroupId="rg", NewReplicaCount=1, ApplyImmediately=True)
    assert error_of(elasticache.describe_cache_clusters, CacheClusterId="rg-003")[0] == "CacheClusterNotFound"

    elasticache.delete_replication_group(ReplicationGroupId="rg", FinalSnapshotIdentifier="rg-final")
    assert (
        error_of(elasticache.describe_replication_groups, ReplicationGroupId="rg")[0] == "ReplicationGroupNotFoundFault"
    )
    assert error_of(elasticache.describe_cache_clusters, CacheClusterId="rg-001")[0] == "CacheClusterNotFound"
    assert elasticache.describe_snapshots(SnapshotName="rg-final")["Snapshots"][0]["ReplicationGroupId"] == "rg"
    elasticache.delete_user_group(UserGroupId="rg")
    elasticache.delete_cache_subnet_group(CacheSubnetGroupName="rg")
    assert (
        error_of(elasticache.describe_cache_subnet_groups, CacheSubnetGroupName="rg")[0]
        == "CacheSubnetGroupNotFoundFault"
    )


def test_cluster_mode_has_shards_and_a_configuration_endpoint(elasticache: Any) -> None:
    options = {"CacheParameterGroupName": "default.valkey8.cluster.on", "NumNodeGroups": 2, "ReplicasPerNodeGroup": 1}
    elasticache.create_replication_group(ReplicationGroupId="shards", **REPLICATION, **options)
    read = group(elasticache, "shards")
    assert read["ClusterEnabled"] is True
    assert read["ConfigurationEndpoint"]["Address"].startswith("clustercfg.shards.")
    assert [shard["Slots"] for shard in read["NodeGroups"]] == ["0-8191", "8192-16383"]
    assert read["MemberClusters"] == ["shards-0001-001", "shards-0001-002", "shards-0002-001", "shards-0002-002"]
    elasticache.modify_replication_group_shard_configuration(
        ReplicationGroupId="shards", NodeGroupCount=3, ApplyImmediately=True
    )
    assert len(group(elasticache, "shards")["NodeGroups"]) == 3


def test_shards_require_a_cluster_parameter_group(elasticache: Any) -> None:
    arguments = {"ReplicationGroupId": "refused", "NumNodeGroups": 2, **REPLICATION}
    assert error_of(elasticache.create_replication_group, **arguments)[0] == "InvalidParameterValue"


def test_user_groups_require_tls(elasticache: Any) -> None:
    create_user(elasticache, "tls", "tls", AuthenticationMode={"Type": "iam"})
    elasticache.create_user_group(UserGroupId="tls", Engine="valkey", UserIds=["tls"])
    arguments = {
        **REPLICATION,
        "ReplicationGroupId": "refused",
        "UserGroupIds": ["tls"],
        "TransitEncryptionEnabled": False,
    }
    assert error_of(elasticache.create_replication_group, **arguments)[0] == "InvalidParameterCombination"
