"""Global datastores across several regions."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import Connect, error_of

NEAR, FAR = "us-east-1", "eu-west-1"
SHAPE = {
    "Engine": "valkey",
    "EngineVersion": "8.0",
    "CacheNodeType": "cache.m6g.large",
    "NumNodeGroups": 2,
    "ReplicasPerNodeGroup": 1,
    "ClusterMode": "enabled",
    "TransitEncryptionEnabled": True,
    "AtRestEncryptionEnabled": True,
    "AutomaticFailoverEnabled": True,
}


@pytest.fixture
def near(connect: Connect) -> Any:
    return connect("elasticache", NEAR)


@pytest.fixture
def far(connect: Connect) -> Any:
    return connect("elasticache", FAR)


def make_group(client: Any, name: str, **request: Any) -> dict[str, Any]:
    made = client.create_replication_group(ReplicationGroupId=name, ReplicationGroupDescription=name, **request)
    return dict(made["ReplicationGroup"])


def group(client: Any, name: str) -> dict[str, Any]:
    return dict(client.describe_replication_groups(ReplicationGroupId=name)["ReplicationGroups"][0])


def parameters_of(client: Any, name: str) -> str:
    clusters = client.describe_cache_clusters()["CacheClusters"]
    (used,) = {
        one["CacheParameterGroup"]["CacheParameterGroupName"] for one in clusters if one["ReplicationGroupId"] == name
    }
    return str(used)


def datastore_of(client: Any, name: str) -> dict[str, Any]:
    found = client.describe_global_replication_groups(GlobalReplicationGroupId=name, ShowMemberInfo=True)
    return dict(found["GlobalReplicationGroups"][0])


def test_datastore_lifecycle(near: Any, far: Any) -> None:
    near.create_cache_parameter_group(
        CacheParameterGroupName="own", CacheParameterGroupFamily="valkey8", Description="own"
    )
    near.modify_cache_parameter_group(
        CacheParameterGroupName="own",
        ParameterNameValues=[
            {"ParameterName": "cluster-enabled", "ParameterValue": "yes"},
            {"ParameterName": "maxmemory-policy", "ParameterValue": "allkeys-lru"},
        ],
    )
    make_group(near, "first", **SHAPE, CacheParameterGroupName="own")
    assert "GlobalReplicationGroupInfo" not in group(near, "first")
    request = {"GlobalReplicationGroupIdSuffix": "sessions", "PrimaryReplicationGroupId": "first"}
    name = near.create_global_replication_group(**request)["GlobalReplicationGroup"]["GlobalReplicationGroupId"]
    assert name.endswith("-sessions")
    assert error_of(near.create_global_replication_group, **request)[0] == "GlobalReplicationGroupAlreadyExistsFault"
    assert datastore_of(near, name)["Status"] == "primary-only"

    secondary = {"ReplicationGroupId": "second", "ReplicationGroupDescription": "", "GlobalReplicationGroupId": name}
    assert error_of(far.create_replication_group, **secondary, Engine="valkey")[0] == "InvalidParameterCombination"
    make_group(far, "second", GlobalReplicationGroupId=name, ReplicasPerNodeGroup=2)
    datastore = datastore_of(far, name)
    assert datastore["Status"] == "available"
    assert {
        key: datastore[key] for key in ("Engine", "CacheNodeType", "ClusterEnabled", "TransitEncryptionEnabled")
    } == {
        "Engine": "valkey",
        "CacheNodeType": "cache.m6g.large",
        "ClusterEnabled": True,
        "TransitEncryptionEnabled": True,
    }
    assert [
        (one["ReplicationGroupId"], one["ReplicationGroupRegion"], one["Role"]) for one in datastore["Members"]
    ] == [
        ("first", NEAR, "PRIMARY"),
        ("second", FAR, "SECONDARY"),
    ]
    assert [shard["Slots"] for shard in datastore["GlobalNodeGroups"]] == ["0-8191", "8192-16383"]
    second = group(far, "second")
    assert second["GlobalReplicationGroupInfo"] == {
        "GlobalReplicationGroupId": name,
        "GlobalReplicationGroupMemberRole": "SECONDARY",
    }
    assert second["AutomaticFailover"] == "enabled"
    assert (len(second["NodeGroups"]), len(second["MemberClusters"]), second["AtRestEncryptionEnabled"]) == (2, 6, True)
    shared = f"global-datastore-{name}-valkey8"
    assert (parameters_of(near, "first"), parameters_of(far, "second")) == (shared, shared)

    near.increase_node_groups_in_global_replication_group(
        GlobalReplicationGroupId=name, NodeGroupCount=3, ApplyImmediately=True
    )
    assert [len(group(*one)["NodeGroups"]) for one in ((near, "first"), (far, "second"))] == [3, 3]
    near.modify_global_replication_group(
        GlobalReplicationGroupId=name, CacheNodeType="cache.r6g.large", ApplyImmediately=True
    )
    assert group(far, "second")["CacheNodeType"] == "cache.r6g.large"

    far.failover_global_replication_group(
        GlobalReplicationGroupId=name, PrimaryRegion=FAR, PrimaryReplicationGroupId="second"
    )
    assert [one["Role"] for one in datastore_of(near, name)["Members"]] == ["SECONDARY", "PRIMARY"]
    near.failover_global_replication_group(
        GlobalReplicationGroupId=name, PrimaryRegion=NEAR, PrimaryReplicationGroupId="first"
    )

    delete = {"GlobalReplicationGroupId": name, "RetainPrimaryReplicationGroup": True}
    assert error_of(near.delete_global_replication_group, **delete)[0] == "InvalidGlobalReplicationGroupState"
    assert error_of(far.delete_replication_group, ReplicationGroupId="second")[0] == "InvalidReplicationGroupState"
    leave = {"GlobalReplicationGroupId": name, "ReplicationGroupId": "second", "ReplicationGroupRegion": FAR}
    near.disassociate_global_replication_group(**leave)
    assert error_of(near.disassociate_global_replication_group, **leave)[0] == "ReplicationGroupNotFoundFault"
    far.delete_replication_group(ReplicationGroupId="second")
    near.delete_global_replication_group(**delete)
    missing = error_of(near.describe_global_replication_groups, GlobalReplicationGroupId=name)
    assert missing[0] == "GlobalReplicationGroupNotFoundFault"
    assert parameters_of(near, "first") == "own"
    near.delete_replication_group(ReplicationGroupId="first")
    near.delete_cache_parameter_group(CacheParameterGroupName="own")
    for client in (near, far):
        left = [
            one["CacheParameterGroupName"] for one in client.describe_cache_parameter_groups()["CacheParameterGroups"]
        ]
        assert shared not in left


def test_small_node_types_do_not_support_datastores(near: Any) -> None:
    make_group(near, "small", **{**SHAPE, "CacheNodeType": "cache.t4g.micro"})
    request = {"GlobalReplicationGroupIdSuffix": "small", "PrimaryReplicationGroupId": "small"}
    assert error_of(near.create_global_replication_group, **request)[0] == "InvalidParameterValue"
    near.delete_replication_group(ReplicationGroupId="small")
