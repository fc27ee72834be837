from __future__ import annotations

import json
from typing import Any

import pytest
from conftest import Connect, error_of


@pytest.fixture
def s3(connect: Connect) -> Any:
    return connect("s3")


def test_lifecycle_rules_are_returned_as_written(s3: Any) -> None:
    s3.create_bucket(Bucket="lifecycle")
    assert error_of(s3.get_bucket_lifecycle_configuration, Bucket="lifecycle")[0] == "NoSuchLifecycleConfiguration"
    by_size = {"ID": "size", "Status": "Enabled", "Filter": {"ObjectSizeGreaterThan": 1000}, "Expiration": {"Days": 10}}
    both = {"Prefix": "x/", "Tags": [{"Key": "a", "Value": "b"}]}
    by_tag = {"ID": "tag", "Status": "Enabled", "Filter": {"And": both}, "Expiration": {"Days": 10}}
    for rules in ([by_size, by_tag], [by_tag]):
        s3.put_bucket_lifecycle_configuration(Bucket="lifecycle", LifecycleConfiguration={"Rules": rules})
        read = s3.get_bucket_lifecycle_configuration(Bucket="lifecycle")
        assert read["Rules"] == rules
        assert read["TransitionDefaultMinimumObjectSize"] == "all_storage_classes_128K"
    s3.put_bucket_lifecycle_configuration(
        Bucket="lifecycle",
        LifecycleConfiguration={"Rules": [by_tag]},
        TransitionDefaultMinimumObjectSize="varies_by_storage_class",
    )
    assert (
        s3.get_bucket_lifecycle_configuration(Bucket="lifecycle")["TransitionDefaultMinimumObjectSize"]
        == "varies_by_storage_class"
    )
    s3.delete_bucket_lifecycle(Bucket="lifecycle")
    assert error_of(s3.get_bucket_lifecycle_configuration, Bucket="lifecycle")[0] == "NoSuchLifecycleConfiguration"


def deny(bucket: str, **condition: Any) -> str:
    statement = {
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": [f"arn:aws:s3:::{bucket}/*"],
        **condition,
    }
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def test_policy_that_requires_tls_does_not_deny_every_request(s3: Any) -> None:
    s3.create_bucket(Bucket="tls-only")
    policy = deny("tls-only", Condition={"Bool": {"aws:SecureTransport": "false"}})
    s3.put_bucket_policy(Bucket="tls-only", Policy=policy)
    assert json.loads(s3.get_bucket_policy(Bucket="tls-only")["Policy"]) == json.loads(policy)
    s3.put_object(Bucket="tls-only", Key="a", Body=b"a")
    assert s3.get_object(Bucket="tls-only", Key="a")["Body"].read() == b"a"


def test_unconditional_deny_is_enforced(s3: Any) -> None:
    s3.create_bucket(Bucket="closed")
    s3.put_bucket_policy(Bucket="closed", Policy=deny("closed"))
    assert error_of(s3.put_object, Bucket="closed", Key="a", Body=b"a")[0] in ("AccessDenied", "Forbidden", "403")


def test_conditional_write_supports_a_state_lock(s3: Any) -> None:
    s3.create_bucket(Bucket="state")
    s3.put_object(Bucket="state", Key="lock", Body=b"1", IfNoneMatch="*")
    assert error_of(s3.put_object, Bucket="state", Key="lock", Body=b"2", IfNoneMatch="*")[0] == "PreconditionFailed"


def test_notification_and_replication_are_returned_as_written(s3: Any, connect: Connect) -> None:
    connect("s3", "us-east-1").create_bucket(Bucket="replicated")
    s3.create_bucket(Bucket="replica")
    for bucket in ("replicated", "replica"):
        s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
    s3.put_bucket_notification_configuration(
        Bucket="replicated", NotificationConfiguration={"EventBridgeConfiguration": {}}
    )
    assert s3.get_bucket_notification_configuration(Bucket="replicated")["EventBridgeConfiguration"] == {}

    rule = {
        "ID": "all",
        "Priority": 1,
        "Status": "Enabled",
        "Filter": {"Prefix": ""},
        "DeleteMarkerReplication": {"Status": "Enabled"},
        "SourceSelectionCriteria": {"SseKmsEncryptedObjects": {"Status": "Enabled"}},
        "Destination": {"Bucket": "arn:aws:s3:::replica", "EncryptionConfiguration": {"ReplicaKmsKeyID": "key"}},
    }
    configuration = {"Role": "arn:aws:iam::123456789012:role/r", "Rules": [rule]}
    s3.put_bucket_replication(Bucket="replicated", ReplicationConfiguration=configuration)
    assert s3.get_bucket_replication(Bucket="replicated")["ReplicationConfiguration"] == configuration
    s3.delete_bucket_replication(Bucket="replicated")
    assert error_of(s3.get_bucket_replication, Bucket="replicated")[0] == "ReplicationConfigurationNotFoundError"


def test_unknown_bucket_configuration_is_rejected(s3: Any) -> None:
    s3.create_bucket(Bucket="tiering")
    tiering = {"Id": "all", "Status": "Enabled", "Tierings": [{"Days": 90, "AccessTier": "ARCHIVE_ACCESS"}]}
    arguments = {"Bucket": "tiering", "Id": "all", "IntelligentTieringConfiguration": tiering}
    code, message = error_of(s3.put_bucket_intelligent_tiering_configuration, **arguments)
    assert code == "NotImplemented"
    assert "s3.PutBucketIntelligentTieringConfiguration" in message
