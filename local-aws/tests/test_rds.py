from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from conftest import Connect, error_of

PRIMARY: dict[str, Any] = {
    "Engine": "postgres",
    "EngineVersion": "16.8",
    "DBInstanceClass": "db.t4g.medium",
    "AllocatedStorage": 50,
    "MasterUsername": "app",
    "MasterUserPassword": "a-long-password",
    "BackupRetentionPeriod": 7,
    "StorageEncrypted": True,
    "KmsKeyId": "arn:aws:kms:us-east-1:123456789012:key/one",
}


@pytest.fixture
def primary(connect: Connect, request: pytest.FixtureRequest) -> str:
    name = request.node.name.replace("_", "-")[:50].rstrip("-")
    insights = {
        "EnablePerformanceInsights": True,
        "PerformanceInsightsKMSKeyId": PRIMARY["KmsKeyId"],
        "PerformanceInsightsRetentionPeriod": 731,
    }
    connect("rds").create_db_instance(DBInstanceIdentifier=name, **PRIMARY, **insights)
    return str(name)


def instance(rds: Any, name: str) -> dict[str, Any]:
    found: dict[str, Any] = rds.describe_db_instances(DBInstanceIdentifier=name)["DBInstances"][0]
    return found


def test_parameter_group_lifecycle(connect: Connect) -> None:
    rds = connect("rds")
    rds.create_db_parameter_group(DBParameterGroupName="pg", DBParameterGroupFamily="postgres16", Description="test")
    written = {"ParameterName": "rds.force_ssl", "ParameterValue": "1", "ApplyMethod": "pending-reboot"}
    rds.modify_db_parameter_group(DBParameterGroupName="pg", Parameters=[written])
    (read,) = rds.describe_db_parameters(DBParameterGroupName="pg", Source="user")["Parameters"]
    assert {**written, "Source": "user"}.items() <= read.items()
    assert rds.describe_db_parameters(DBParameterGroupName="pg", Source="system")["Parameters"] == []

    rds.modify_db_parameter_group(DBParameterGroupName="pg", Parameters=[{**written, "ParameterValue": "0"}])
    (read,) = rds.describe_db_parameters(DBParameterGroupName="pg")["Parameters"]
    assert read["ParameterValue"] == "0"
    rds.reset_db_parameter_group(
        DBParameterGroupName="pg", Parameters=[{"ParameterName": "rds.force_ssl", "ApplyMethod": "pending-reboot"}]
    )
    assert rds.describe_db_parameters(DBParameterGroupName="pg")["Parameters"] == []

    rds.delete_db_parameter_group(DBParameterGroupName="pg")
    assert error_of(rds.describe_db_parameters, DBParameterGroupName="pg")[0] == "DBParameterGroupNotFound"
    assert error_of(rds.reset_db_parameter_group, DBParameterGroupName="pg")[0] == "DBParameterGroupNotFound"


def test_performance_insights_lifecycle(connect: Connect, primary: str) -> None:
    rds = connect("rds")

    def insights() -> tuple[Any, ...]:
        read = instance(rds, primary)
        return tuple(read.get(f"PerformanceInsights{name}") for name in ("Enabled", "KMSKeyId", "RetentionPeriod"))

    assert insights() == (True, PRIMARY["KmsKeyId"], 731)
    rds.modify_db_instance(DBInstanceIdentifier=primary, PerformanceInsightsRetentionPeriod=7)
    assert insights() == (True, PRIMARY["KmsKeyId"], 7)
    rds.modify_db_instance(DBInstanceIdentifier=primary, EnablePerformanceInsights=False)
    assert insights() == (False, None, None)


def test_each_instance_has_a_resource_id_and_is_found_by_it(connect: Connect, primary: str) -> None:
    rds = connect("rds")
    rds.create_db_instance_read_replica(DBInstanceIdentifier="by-id", SourceDBInstanceIdentifier=primary)
    ids = {name: instance(rds, name)["DbiResourceId"] for name in (primary, "by-id")}
    assert len(set(ids.values())) == 2
    for name, resource_id in ids.items():
        (found,) = rds.describe_db_instances(Filters=[{"Name": "dbi-resource-id", "Values": [resource_id]}])[
            "DBInstances"
        ]
        assert found["DBInstanceIdentifier"] == name


def test_replica_has_its_own_settings(connect: Connect, primary: str) -> None:
    rds = connect("rds")
    own = {"EnablePerformanceInsights": True, "EnableCloudwatchLogsExports": ["postgresql"], "MultiAZ": True}
    rds.create_db_instance_read_replica(DBInstanceIdentifier="own", SourceDBInstanceIdentifier=primary, **own)
    replica, source = instance(rds, "own"), instance(rds, primary)
    assert replica["ReadReplicaSourceDBInstanceIdentifier"] == primary
    assert source["ReadReplicaDBInstanceIdentifiers"] == ["own"]
    assert (replica["MultiAZ"], replica["BackupRetentionPeriod"], replica["EnabledCloudwatchLogsExports"]) == (
        True,
        0,
        ["postgresql"],
    )
    assert (source["MultiAZ"], source["BackupRetentionPeriod"], source.get("EnabledCloudwatchLogsExports", [])) == (
        False,
        7,
        [],
    )
    assert replica["KmsKeyId"] == PRIMARY["KmsKeyId"]

    rds.modify_db_instance(
        DBInstanceIdentifier="own", MonitoringInterval=60, MonitoringRoleArn="arn:aws:iam::123456789012:role/m"
    )
    assert instance(rds, "own")["EnhancedMonitoringResourceArn"].endswith(instance(rds, "own")["DbiResourceId"])
    assert "EnhancedMonitoringResourceArn" not in instance(rds, primary)
    rds.delete_db_instance(DBInstanceIdentifier="own", SkipFinalSnapshot=True)
    assert instance(rds, primary)["ReadReplicaDBInstanceIdentifiers"] == []
    assert error_of(rds.describe_db_instances, DBInstanceIdentifier="own")[0] == "DBInstanceNotFound"


def test_replica_in_another_region_uses_that_regions_groups_and_key(
    connect: Connect, primary: str, subnets: Callable[..., list[str]]
) -> None:
    rds, far = connect("rds"), connect("rds", "eu-west-1")
    far.create_db_subnet_group(DBSubnetGroupName="far", DBSubnetGroupDescription="far", SubnetIds=subnets("eu-west-1"))
    far.create_db_parameter_group(DBParameterGroupName="far", DBParameterGroupFamily="postgres16", Description="far")
    own = {
        "KmsKeyId": "arn:aws:kms:eu-west-1:123456789012:key/two",
        "DBSubnetGroupName": "far",
        "DBParameterGroupName": "far",
    }
    arn = instance(rds, primary)["DBInstanceArn"]
    far.create_db_instance_read_replica(DBInstanceIdentifier="far", SourceDBInstanceIdentifier=arn, **own)
    replica = instance(far, "far")
    assert replica["ReadReplicaSourceDBInstanceIdentifier"] == arn
    assert replica["DBSubnetGroup"]["DBSubnetGroupName"] == "far"
    assert replica["DBParameterGroups"][0]["DBParameterGroupName"] == "far"
    assert replica["KmsKeyId"] == own["KmsKeyId"]
    assert ".eu-west-1." in replica["Endpoint"]["Address"]
    assert instance(rds, primary)["ReadReplicaDBInstanceIdentifiers"] == [replica["DBInstanceArn"]]
    far.delete_db_instance(DBInstanceIdentifier="far", SkipFinalSnapshot=True)
    assert instance(rds, primary)["ReadReplicaDBInstanceIdentifiers"] == []


def test_default_certificate_authority_can_be_overridden(connect: Connect, primary: str) -> None:
    rds, default, other = connect("rds"), "rds-ca-rsa2048-g1", "rds-ca-ecc384-g1"

    def authority(name: str) -> str:
        return str(instance(rds, name)["CACertificateIdentifier"])

    assert authority(primary) == default
    rds.modify_db_instance(DBInstanceIdentifier=primary, CACertificateIdentifier=other)
    assert authority(primary) == other
    rds.create_db_instance(DBInstanceIdentifier="ca-named", **PRIMARY, CACertificateIdentifier=other)
    assert authority("ca-named") == other
    for name, named in {"ca-replica": {}, "ca-named-replica": {"CACertificateIdentifier": other}}.items():
        rds.create_db_instance_read_replica(DBInstanceIdentifier=name, SourceDBInstanceIdentifier=primary, **named)
    assert (authority("ca-replica"), authority("ca-named-replica")) == (default, other)

    rds.create_db_cluster(
        DBClusterIdentifier="ca-cluster",
        Engine="aurora-postgresql",
        MasterUsername="app",
        MasterUserPassword="a-long-password",
    )
    member = {"DBClusterIdentifier": "ca-cluster", "Engine": "aurora-postgresql", "DBInstanceClass": "db.t4g.medium"}
    rds.create_db_instance(DBInstanceIdentifier="ca-member", **member)
    assert authority("ca-member") == default


def test_source_without_backups_cannot_have_replicas(connect: Connect) -> None:
    rds = connect("rds")
    rds.create_db_instance(DBInstanceIdentifier="no-backups", **{**PRIMARY, "BackupRetentionPeriod": 0})
    replica = {"DBInstanceIdentifier": "refused", "SourceDBInstanceIdentifier": "no-backups"}
    assert error_of(rds.create_db_instance_read_replica, **replica)[0] == "InvalidDBInstanceState"


def test_deletion_protection_and_final_snapshot(connect: Connect, primary: str) -> None:
    rds = connect("rds")
    rds.modify_db_instance(DBInstanceIdentifier=primary, DeletionProtection=True)
    delete = {"DBInstanceIdentifier": primary, "FinalDBSnapshotIdentifier": "final"}
    assert error_of(rds.delete_db_instance, **delete)[0] == "InvalidParameterCombination"
    rds.modify_db_instance(DBInstanceIdentifier=primary, DeletionProtection=False)
    rds.delete_db_instance(**delete)
    assert rds.describe_db_snapshots(DBSnapshotIdentifier="final")["DBSnapshots"][0]["Status"] == "available"


def test_default_parameter_group_is_named_after_the_major_version(connect: Connect, primary: str) -> None:
    assert instance(connect("rds"), primary)["DBParameterGroups"][0]["DBParameterGroupName"] == "default.postgres16"


def test_replica_becomes_standalone_when_its_source_is_deleted(connect: Connect, primary: str) -> None:
    rds = connect("rds")
    rds.create_db_instance_read_replica(DBInstanceIdentifier="orphan", SourceDBInstanceIdentifier=primary)
    rds.delete_db_instance(DBInstanceIdentifier=primary, SkipFinalSnapshot=True)
    assert "ReadReplicaSourceDBInstanceIdentifier" not in instance(rds, "orphan")
    rds.delete_db_instance(DBInstanceIdentifier="orphan", SkipFinalSnapshot=True)


FAR_KEY = "arn:aws:kms:eu-west-1:123456789012:key/two"


def replicate_to_far_region(connect: Connect, primary: str, name: str) -> str:
    rds, far = connect("rds"), connect("rds", "eu-west-1")
    source = {"SourceDBInstanceIdentifier": instance(rds, primary)["DBInstanceArn"]}
    assert error_of(far.create_db_instance_read_replica, DBInstanceIdentifier=name, **source)[0] == (
        "InvalidParameterCombination"
    ), "an encrypted copy in another region needs a key there"
    far.create_db_instance_read_replica(DBInstanceIdentifier=name, **source, KmsKeyId=FAR_KEY)
    return name


def test_replica_of_a_replica_that_has_backups(connect: Connect, primary: str) -> None:
    far, head = connect("rds", "eu-west-1"), replicate_to_far_region(connect, primary, "cascade")
    below = {"DBInstanceIdentifier": "cascade-1", "SourceDBInstanceIdentifier": head}
    assert error_of(far.create_db_instance_read_replica, **below)[0] == "InvalidDBInstanceState"
    far.modify_db_instance(DBInstanceIdentifier=head, BackupRetentionPeriod=1)
    far.create_db_instance_read_replica(**below)
    read = instance(far, "cascade-1")
    assert (read["ReadReplicaSourceDBInstanceIdentifier"], read["KmsKeyId"]) == (head, FAR_KEY)
    assert instance(far, head)["ReadReplicaDBInstanceIdentifiers"] == ["cascade-1"]
    assert instance(connect("rds"), primary)["ReadReplicaDBInstanceIdentifiers"] == [
        instance(far, head)["DBInstanceArn"]
    ]


def test_promoted_replica_keeps_its_own_replicas(connect: Connect, primary: str) -> None:
    far, head = connect("rds", "eu-west-1"), replicate_to_far_region(connect, primary, "promoted")
    far.modify_db_instance(DBInstanceIdentifier=head, BackupRetentionPeriod=1)
    far.create_db_instance_read_replica(DBInstanceIdentifier="promoted-1", SourceDBInstanceIdentifier=head)
    assert instance(far, head)["StatusInfos"][0]["Status"] == "replicating"
    far.promote_read_replica(DBInstanceIdentifier=head, BackupRetentionPeriod=7)
    promoted = instance(far, head)
    assert "ReadReplicaSourceDBInstanceIdentifier" not in promoted
    assert (promoted.get("StatusInfos", []), promoted["BackupRetentionPeriod"]) == ([], 7)
    assert promoted["ReadReplicaDBInstanceIdentifiers"] == ["promoted-1"]
    assert instance(far, "promoted-1")["ReadReplicaSourceDBInstanceIdentifier"] == head
    assert instance(connect("rds"), primary)["ReadReplicaDBInstanceIdentifiers"] == []
    assert error_of(far.promote_read_replica, DBInstanceIdentifier=head)[0] == "InvalidDBInstanceState"


def test_renamed_instance_keeps_its_source_and_its_replicas(connect: Connect, primary: str) -> None:
    rds, far = connect("rds"), connect("rds", "eu-west-1")
    head = replicate_to_far_region(connect, primary, "named")
    far.modify_db_instance(DBInstanceIdentifier=head, BackupRetentionPeriod=1)
    far.create_db_instance_read_replica(DBInstanceIdentifier="named-1", SourceDBInstanceIdentifier=head)
    resource_id = instance(far, head)["DbiResourceId"]
    taken = {"DBInstanceIdentifier": head, "NewDBInstanceIdentifier": "named-1"}
    assert error_of(far.modify_db_instance, **taken)[0] == "DBInstanceAlreadyExists"
    far.modify_db_instance(DBInstanceIdentifier=head, NewDBInstanceIdentifier="renamed", ApplyImmediately=True)
    assert error_of(far.describe_db_instances, DBInstanceIdentifier=head)[0] == "DBInstanceNotFound"
    renamed = instance(far, "renamed")
    assert (renamed["DbiResourceId"], renamed["DBInstanceArn"].split(":")[-1]) == (resource_id, "renamed")
    assert renamed["Endpoint"]["Address"].startswith("renamed.")
    assert instance(far, "named-1")["ReadReplicaSourceDBInstanceIdentifier"] == "renamed"
    assert instance(rds, primary)["ReadReplicaDBInstanceIdentifiers"] == [renamed["DBInstanceArn"]]
    rds.modify_db_instance(DBInstanceIdentifier=primary, NewDBInstanceIdentifier="old-primary", ApplyImmediately=True)
    source = instance(far, "renamed")["ReadReplicaSourceDBInstanceIdentifier"]
    assert source == instance(rds, "old-primary")["DBInstanceArn"]
    far.delete_db_instance(DBInstanceIdentifier="renamed", SkipFinalSnapshot=True)
    assert instance(rds, "old-primary")["ReadReplicaDBInstanceIdentifiers"] == []
    far.delete_db_instance(DBInstanceIdentifier="named-1", SkipFinalSnapshot=True)
    rds.delete_db_instance(DBInstanceIdentifier="old-primary", SkipFinalSnapshot=True)


def test_cross_region_replica_survives_its_source_and_can_be_promoted(connect: Connect, primary: str) -> None:
    rds, far = connect("rds"), connect("rds", "eu-west-1")
    head = replicate_to_far_region(connect, primary, "survivor")
    rds.delete_db_instance(DBInstanceIdentifier=primary, SkipFinalSnapshot=True)
    left = instance(far, head)
    assert left["ReadReplicaSourceDBInstanceIdentifier"].endswith(f":db:{primary}")
    assert (left["StatusInfos"][0]["Status"], left["StatusInfos"][0]["Normal"]) == ("terminated", False)
    snapshot = {"DBInstanceIdentifier": head, "FinalDBSnapshotIdentifier": "none"}
    assert error_of(far.delete_db_instance, **snapshot)[0] == "InvalidParameterCombination"
    far.promote_read_replica(DBInstanceIdentifier=head)
    assert instance(far, head)["BackupRetentionPeriod"] == 1
    far.delete_db_instance(DBInstanceIdentifier=head, SkipFinalSnapshot=True)
