from __future__ import annotations

from typing import Any

import pytest
from conftest import Connect, error_of

NONE_FORWARDED = {
    "HeadersConfig": {"HeaderBehavior": "none"},
    "CookiesConfig": {"CookieBehavior": "none"},
    "QueryStringsConfig": {"QueryStringBehavior": "whitelist", "QueryStrings": {"Quantity": 1, "Items": ["v"]}},
}
CONFIGS: dict[str, dict[str, Any]] = {
    "CachePolicy": {
        "Name": "site",
        "Comment": "site",
        "MinTTL": 1,
        "DefaultTTL": 60,
        "MaxTTL": 600,
        "ParametersInCacheKeyAndForwardedToOrigin": {
            "EnableAcceptEncodingGzip": True,
            "EnableAcceptEncodingBrotli": True,
            **NONE_FORWARDED,
        },
    },
    "OriginRequestPolicy": {"Name": "site", "Comment": "site", **NONE_FORWARDED},
    "ResponseHeadersPolicy": {
        "Name": "site",
        "Comment": "site",
        "SecurityHeadersConfig": {"ContentTypeOptions": {"Override": True}},
        "RemoveHeadersConfig": {"Quantity": 1, "Items": [{"Header": "Server"}]},
    },
}
METHOD = {
    "CachePolicy": "cache_policy",
    "OriginRequestPolicy": "origin_request_policy",
    "ResponseHeadersPolicy": "response_headers_policy",
}


@pytest.mark.parametrize("kind", CONFIGS)
def test_policy_lifecycle(connect: Connect, kind: str) -> None:
    cloudfront = connect("cloudfront")
    config, name = CONFIGS[kind], METHOD[kind]

    def call(verb: str, suffix: str = "", **arguments: Any) -> Any:
        return getattr(cloudfront, f"{verb}_{name}{suffix}")(**arguments)

    created = call("create", **{f"{kind}Config": config})
    policy_id = created[kind]["Id"]
    assert created[kind][f"{kind}Config"] == config
    assert error_of(getattr(cloudfront, f"create_{name}"), **{f"{kind}Config": config})[0] == f"{kind}AlreadyExists"

    read = call("get", Id=policy_id)
    assert (read[kind][f"{kind}Config"], read["ETag"]) == (config, created["ETag"])
    assert call("get", "_config", Id=policy_id)[f"{kind}Config"] == config

    changed = {**config, "Comment": "changed"}
    stale = {"Id": policy_id, f"{kind}Config": changed, "IfMatch": "stale"}
    assert error_of(getattr(cloudfront, f"update_{name}"), **stale)[0] == "PreconditionFailed"
    updated = call("update", **{**stale, "IfMatch": read["ETag"]})
    assert updated["ETag"] != read["ETag"]
    assert call("get", Id=policy_id)[kind][f"{kind}Config"] == changed

    listed = getattr(cloudfront, f"list_{name[:-1]}ies")(Type="custom")[f"{kind}List"]["Items"]
    assert [item[kind]["Id"] for item in listed] == [policy_id]

    assert error_of(getattr(cloudfront, f"delete_{name}"), Id=policy_id)[0] == "InvalidIfMatchVersion"
    call("delete", Id=policy_id, IfMatch=updated["ETag"])
    assert error_of(getattr(cloudfront, f"get_{name}"), Id=policy_id)[0] == f"NoSuch{kind}"


def test_managed_policies_are_listed_by_name_and_cannot_be_changed(connect: Connect) -> None:
    cloudfront = connect("cloudfront")
    listed = cloudfront.list_cache_policies(Type="managed")["CachePolicyList"]["Items"]
    ids = {item["CachePolicy"]["CachePolicyConfig"]["Name"]: item["CachePolicy"]["Id"] for item in listed}
    assert ids["Managed-CachingDisabled"] == "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
    policy = cloudfront.get_cache_policy(Id=ids["Managed-CachingDisabled"])
    assert policy["CachePolicy"]["CachePolicyConfig"]["MaxTTL"] == 0
    delete = {"Id": ids["Managed-CachingDisabled"], "IfMatch": policy["ETag"]}
    assert error_of(cloudfront.delete_cache_policy, **delete)[0] == "IllegalUpdate"


def create_function(cloudfront: Any, name: str) -> Any:
    config = {"Comment": "", "Runtime": "cloudfront-js-2.0"}
    return cloudfront.create_function(Name=name, FunctionConfig=config, FunctionCode=b"one")


def test_function_is_published_to_its_live_stage(connect: Connect) -> None:
    cloudfront = connect("cloudfront")
    created = create_function(cloudfront, "rewrite")
    assert error_of(cloudfront.describe_function, Name="rewrite", Stage="LIVE")[0] == "NoSuchFunctionExists"
    assert error_of(cloudfront.publish_function, Name="rewrite", IfMatch="stale")[0] == "InvalidIfMatchVersion"
    published = cloudfront.publish_function(Name="rewrite", IfMatch=created["ETag"])
    assert published["FunctionSummary"]["FunctionMetadata"]["Stage"] == "LIVE"

    config = {"Comment": "two", "Runtime": "cloudfront-js-2.0"}
    updated = cloudfront.update_function(
        Name="rewrite", FunctionConfig=config, FunctionCode=b"two", IfMatch=created["ETag"]
    )
    assert updated["ETag"] != created["ETag"]
    assert cloudfront.get_function(Name="rewrite", Stage="LIVE")["FunctionCode"].read() == b"one"
    assert cloudfront.get_function(Name="rewrite")["FunctionCode"].read() == b"two"
    assert (
        cloudfront.describe_function(Name="rewrite", Stage="DEVELOPMENT")["FunctionSummary"]["FunctionConfig"] == config
    )

    cloudfront.publish_function(Name="rewrite", IfMatch=updated["ETag"])
    assert cloudfront.get_function(Name="rewrite", Stage="LIVE")["FunctionCode"].read() == b"two"
    cloudfront.delete_function(Name="rewrite", IfMatch=updated["ETag"])
    assert error_of(cloudfront.describe_function, Name="rewrite", Stage="LIVE")[0] == "NoSuchFunctionExists"


def distribution_config(policy_id: str, function_arn: str) -> dict[str, Any]:
    def origin(origin_id: str) -> dict[str, Any]:
        return {
            "Id": origin_id,
            "DomainName": f"{origin_id}.s3.us-east-1.amazonaws.com",
            "OriginAccessControlId": "E1",
            "S3OriginConfig": {"OriginAccessIdentity": ""},
        }

    members = {"Quantity": 2, "Items": [{"OriginId": "one"}, {"OriginId": "two"}]}
    criteria = {"StatusCodes": {"Quantity": 1, "Items": [503]}}
    return {
        "CallerReference": "test",
        "Comment": "",
        "Enabled": True,
        "Origins": {"Quantity": 2, "Items": [origin("one"), origin("two")]},
        "OriginGroups": {"Quantity": 1, "Items": [{"Id": "group", "FailoverCriteria": criteria, "Members": members}]},
        "DefaultCacheBehavior": {
            "TargetOriginId": "group",
            "ViewerProtocolPolicy": "redirect-to-https",
            "CachePolicyId": policy_id,
            "FunctionAssociations": {
                "Quantity": 1,
                "Items": [{"FunctionARN": function_arn, "EventType": "viewer-request"}],
            },
        },
    }


def test_distribution_keeps_every_written_field(connect: Connect) -> None:
    cloudfront = connect("cloudfront")
    policy = cloudfront.create_cache_policy(CachePolicyConfig={**CONFIGS["CachePolicy"], "Name": "attached"})
    function = create_function(cloudfront, "attached")
    arn = function["FunctionSummary"]["FunctionMetadata"]["FunctionARN"]
    written = distribution_config(policy["CachePolicy"]["Id"], arn)
    created = cloudfront.create_distribution(DistributionConfig=written)
    distribution_id = created["Distribution"]["Id"]

    read = cloudfront.get_distribution_config(Id=distribution_id)["DistributionConfig"]
    assert read["OriginGroups"] == written["OriginGroups"]
    assert [origin["OriginAccessControlId"] for origin in read["Origins"]["Items"]] == ["E1", "E1"]
    for name, value in written["DefaultCacheBehavior"].items():
        assert read["DefaultCacheBehavior"][name] == value

    in_use = {"Id": policy["CachePolicy"]["Id"], "IfMatch": policy["ETag"]}
    assert error_of(cloudfront.delete_cache_policy, **in_use)[0] == "CachePolicyInUse"
    assert error_of(cloudfront.delete_function, Name="attached", IfMatch=function["ETag"])[0] == "FunctionInUse"

    monitoring = {"RealtimeMetricsSubscriptionConfig": {"RealtimeMetricsSubscriptionStatus": "Enabled"}}
    assert (
        error_of(cloudfront.get_monitoring_subscription, DistributionId=distribution_id)[0]
        == "NoSuchMonitoringSubscription"
    )
    cloudfront.create_monitoring_subscription(DistributionId=distribution_id, MonitoringSubscription=monitoring)
    assert (
        cloudfront.get_monitoring_subscription(DistributionId=distribution_id)["MonitoringSubscription"] == monitoring
    )
    cloudfront.delete_monitoring_subscription(DistributionId=distribution_id)
    assert (
        error_of(cloudfront.get_monitoring_subscription, DistributionId=distribution_id)[0]
        == "NoSuchMonitoringSubscription"
    )

    assert (
        error_of(cloudfront.delete_distribution, Id=distribution_id, IfMatch=created["ETag"])[0]
        == "DistributionNotDisabled"
    )
    cloudfront.update_distribution(
        DistributionConfig={**written, "Enabled": False}, Id=distribution_id, IfMatch=created["ETag"]
    )
    cloudfront.delete_distribution(Id=distribution_id, IfMatch=created["ETag"])
    assert error_of(cloudfront.get_distribution, Id=distribution_id)[0] == "NoSuchDistribution"


def test_origin_access_control_returns_its_type(connect: Connect) -> None:
    cloudfront = connect("cloudfront")
    config = {
        "Name": "oac",
        "Description": "",
        "SigningProtocol": "sigv4",
        "SigningBehavior": "always",
        "OriginAccessControlOriginType": "s3",
    }
    created = cloudfront.create_origin_access_control(OriginAccessControlConfig=config)["OriginAccessControl"]
    assert (
        cloudfront.get_origin_access_control(Id=created["Id"])["OriginAccessControl"]["OriginAccessControlConfig"]
        == config
    )
