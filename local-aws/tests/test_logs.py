from __future__ import annotations

from typing import Any

import pytest
from conftest import Connect, error_of


def test_query_definition_lifecycle(connect: Connect) -> None:
    logs = connect("logs")
    written: dict[str, Any] = {
        "name": "terrace/errors",
        "queryString": "fields @message\n| limit 20\n",
        "logGroupNames": ["/app"],
    }
    definition_id = logs.put_query_definition(**written)["queryDefinitionId"]

    def described(prefix: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = logs.describe_query_definitions(queryDefinitionNamePrefix=prefix)[
            "queryDefinitions"
        ]
        return found

    assert {**written, "queryDefinitionId": definition_id}.items() <= described("terrace/")[0].items()
    assert described("other/") == []
    changed = {**written, "queryString": "fields @timestamp"}
    assert logs.put_query_definition(queryDefinitionId=definition_id, **changed)["queryDefinitionId"] == definition_id
    assert [item["queryString"] for item in described("terrace/")] == ["fields @timestamp"]
    assert logs.delete_query_definition(queryDefinitionId=definition_id)["success"] is True
    assert described("terrace/") == []
    assert error_of(logs.delete_query_definition, queryDefinitionId=definition_id)[0] == "ResourceNotFoundException"
    assert (
        error_of(logs.put_query_definition, queryDefinitionId=definition_id, **written)[0]
        == "ResourceNotFoundException"
    )


def test_log_group_keeps_its_class(connect: Connect) -> None:
    logs = connect("logs")
    logs.create_log_group(logGroupName="/class/rare", logGroupClass="INFREQUENT_ACCESS")
    logs.create_log_group(logGroupName="/class/usual")
    groups = logs.describe_log_groups(logGroupNamePrefix="/class/")["logGroups"]
    assert {group["logGroupName"]: group["logGroupClass"] for group in groups} == {
        "/class/rare": "INFREQUENT_ACCESS",
        "/class/usual": "STANDARD",
    }


def test_second_put_replaces_a_metric_filter(connect: Connect) -> None:
    logs = connect("logs")
    for group in ("/filtered/a", "/filtered/b"):
        logs.create_log_group(logGroupName=group)

    def put(group: str, pattern: str) -> None:
        metric = {"metricName": "Errors", "metricNamespace": "dev", "metricValue": "1", "unit": "Count"}
        logs.put_metric_filter(
            logGroupName=group, filterName="errors", filterPattern=pattern, metricTransformations=[metric]
        )

    def patterns(group: str) -> list[str]:
        found = logs.describe_metric_filters(logGroupName=group, filterNamePrefix="errors")["metricFilters"]
        return [item["filterPattern"] for item in found]

    put("/filtered/a", "ERROR")
    put("/filtered/b", "FATAL")
    put("/filtered/a", "?ERROR ?WARN")
    assert (patterns("/filtered/a"), patterns("/filtered/b")) == (["?ERROR ?WARN"], ["FATAL"])
    logs.delete_metric_filter(logGroupName="/filtered/a", filterName="errors")
    assert (patterns("/filtered/a"), patterns("/filtered/b")) == ([], ["FATAL"])
    metric = {"metricName": "Errors", "metricNamespace": "dev", "metricValue": "1"}
    missing = {"logGroupName": "/filtered/none", "filterName": "errors", "filterPattern": "ERROR"}
    assert error_of(logs.put_metric_filter, **missing, metricTransformations=[metric])[0] == "ResourceNotFoundException"


def test_delivery_update(connect: Connect) -> None:
    logs = connect("logs")
    distribution = connect("cloudfront").create_distribution(DistributionConfig=_distribution())["Distribution"]["ARN"]
    logs.put_delivery_source(name="changes", logType="ACCESS_LOGS", resourceArn=distribution)
    destination = logs.put_delivery_destination(
        name="changes",
        outputFormat="json",
        deliveryDestinationConfiguration={"destinationResourceArn": "arn:aws:s3:::logs/cdn"},
    )["deliveryDestination"]["arn"]
    delivery_id = logs.create_delivery(
        deliverySourceName="changes", deliveryDestinationArn=destination, recordFields=["date"]
    )["delivery"]["id"]
    logs.update_delivery_configuration(id=delivery_id, recordFields=["date", "time"])
    suffix = {"suffixPath": "{yyyy}/{MM}", "enableHiveCompatiblePath": False}
    logs.update_delivery_configuration(id=delivery_id, s3DeliveryConfiguration=suffix)
    delivery = logs.get_delivery(id=delivery_id)["delivery"]
    assert (delivery["recordFields"], delivery["s3DeliveryConfiguration"]) == (["date", "time"], suffix)
    logs.delete_delivery(id=delivery_id)
    assert error_of(logs.update_delivery_configuration, id=delivery_id)[0] == "ResourceNotFoundException"


def test_delivery_to_a_log_group_has_no_suffix(connect: Connect) -> None:
    logs = connect("logs")
    logs.put_delivery_source(
        name="grouped", logType="ACCESS_LOGS", resourceArn="arn:aws:cloudfront::123456789012:distribution/GROUPED"
    )
    logs.create_log_group(logGroupName="/grouped")
    destination = logs.put_delivery_destination(
        name="grouped",
        outputFormat="json",
        deliveryDestinationConfiguration={
            "destinationResourceArn": "arn:aws:logs:us-east-1:123456789012:log-group:/grouped"
        },
    )["deliveryDestination"]["arn"]
    delivery_id = logs.create_delivery(deliverySourceName="grouped", deliveryDestinationArn=destination)["delivery"][
        "id"
    ]
    logs.update_delivery_configuration(id=delivery_id, recordFields=["date"])
    suffix = {"suffixPath": "{yyyy}", "enableHiveCompatiblePath": False}
    code, message = error_of(logs.update_delivery_configuration, id=delivery_id, s3DeliveryConfiguration=suffix)
    assert (code, "invalid for the destination type" in message) == ("ValidationException", True)


LOAD_BALANCER = "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer"


@pytest.mark.parametrize(("kind", "log_type"), [("app", "ALB_ACCESS_LOGS"), ("net", "NLB_ACCESS_LOGS")])
def test_load_balancer_can_be_a_source_once_per_log_type(connect: Connect, kind: str, log_type: str) -> None:
    logs = connect("logs")
    written = {"logType": log_type, "resourceArn": f"{LOAD_BALANCER}/{kind}/dev/1"}
    source = logs.put_delivery_source(name=f"lb-{kind}", **written)["deliverySource"]
    assert (source["service"], source["resourceArns"]) == ("elasticloadbalancing", [written["resourceArn"]])
    logs.put_delivery_source(name=f"lb-{kind}", **written)
    code, message = error_of(logs.put_delivery_source, name=f"lb-{kind}-again", **written)
    assert (code, "already been used" in message) == ("ConflictException", True)
    moved = {**written, "resourceArn": f"{LOAD_BALANCER}/{kind}/dev/2"}
    assert error_of(logs.put_delivery_source, name=f"lb-{kind}", **moved)[0] == "ConflictException"
    logs.delete_delivery_source(name=f"lb-{kind}")
    assert error_of(logs.get_delivery_source, name=f"lb-{kind}")[0] == "ResourceNotFoundException"


@pytest.mark.parametrize(("kind", "log_type"), [("app", "NLB_ACCESS_LOGS"), ("net", "ALB_ACCESS_LOGS"), ("gwy", "X")])
def test_load_balancer_cannot_be_a_source_of_another_log_type(connect: Connect, kind: str, log_type: str) -> None:
    written = {"name": "wrong", "logType": log_type, "resourceArn": f"{LOAD_BALANCER}/{kind}/dev/1"}
    assert error_of(connect("logs").put_delivery_source, **written)[0] == "ValidationException"


def _distribution() -> dict[str, Any]:
    origin = {
        "Id": "o",
        "DomainName": "o.example.com",
        "CustomOriginConfig": {"HTTPPort": 80, "HTTPSPort": 443, "OriginProtocolPolicy": "https-only"},
    }
    return {
        "CallerReference": "delivery",
        "Comment": "",
        "Enabled": True,
        "Origins": {"Quantity": 1, "Items": [origin]},
        "DefaultCacheBehavior": {"TargetOriginId": "o", "ViewerProtocolPolicy": "https-only"},
    }
