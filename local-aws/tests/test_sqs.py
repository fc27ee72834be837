from __future__ import annotations

import json
from typing import Any

import pytest
from conftest import Connect, error_of


@pytest.fixture
def sqs(connect: Connect) -> Any:
    return connect("sqs")


def attribute(sqs: Any, url: str, name: str) -> str | None:
    value: str | None = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=[name]).get("Attributes", {}).get(name)
    return value


def test_redrive_policy_is_returned_as_written(sqs: Any) -> None:
    dead = sqs.create_queue(QueueName="redrive-dead")["QueueUrl"]
    arn = attribute(sqs, dead, "QueueArn")
    written = json.dumps({"maxReceiveCount": 5, "deadLetterTargetArn": arn}, separators=(",", ":"))
    url = sqs.create_queue(QueueName="redrive", Attributes={"RedrivePolicy": written})["QueueUrl"]
    assert attribute(sqs, url, "RedrivePolicy") == written
    rewritten = written.replace(":5", ": 6")
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"RedrivePolicy": rewritten})
    assert attribute(sqs, url, "RedrivePolicy") == rewritten
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"RedrivePolicy": ""})
    assert attribute(sqs, url, "RedrivePolicy") is None


def test_redrive_allow_policy_lifecycle(sqs: Any) -> None:
    url = sqs.create_queue(QueueName="allow")["QueueUrl"]
    assert attribute(sqs, url, "RedriveAllowPolicy") is None
    for written in (
        '{"redrivePermission":"byQueue","sourceQueueArns":["arn:aws:sqs:us-east-1:123456789012:q"]}',
        '{"redrivePermission": "denyAll"}',
    ):
        sqs.set_queue_attributes(QueueUrl=url, Attributes={"RedriveAllowPolicy": written})
        assert attribute(sqs, url, "RedriveAllowPolicy") == written
    wrong = {"RedriveAllowPolicy": '{"redrivePermission":"sometimes"}'}
    assert error_of(sqs.set_queue_attributes, QueueUrl=url, Attributes=wrong)[0] == "InvalidAttributeValue"
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"RedriveAllowPolicy": ""})
    assert attribute(sqs, url, "RedriveAllowPolicy") is None
    sqs.delete_queue(QueueUrl=url)
    assert "NonExistentQueue" in error_of(sqs.get_queue_attributes, QueueUrl=url, AttributeNames=["All"])[0]


def test_changing_another_attribute_keeps_the_policy(sqs: Any) -> None:
    policy = '{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "sqs:*", "Resource": "*"}]}'
    url = sqs.create_queue(QueueName="policy", Attributes={"Policy": policy})["QueueUrl"]
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"VisibilityTimeout": "90"})
    assert attribute(sqs, url, "Policy") == policy
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": ""})
    assert attribute(sqs, url, "Policy") is None
