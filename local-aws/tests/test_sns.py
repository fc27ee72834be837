from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from conftest import Connect, error_of


@pytest.fixture
def sns(connect: Connect) -> Any:
    return connect("sns")


@pytest.fixture
def topic(sns: Any) -> Iterator[str]:
    arn = str(sns.create_topic(Name="page")["TopicArn"])
    yield arn
    sns.delete_topic(TopicArn=arn)


def test_email_subscription_waits_for_confirmation(sns: Any, topic: str) -> None:
    subscription = {"TopicArn": topic, "Protocol": "email", "Endpoint": "on-call@example.com"}
    arn = sns.subscribe(**subscription, ReturnSubscriptionArn=True)["SubscriptionArn"]
    assert sns.get_subscription_attributes(SubscriptionArn=arn)["Attributes"]["PendingConfirmation"] == "true"
    code, message = error_of(sns.unsubscribe, SubscriptionArn=arn)
    assert code == "InvalidParameter"
    assert "pending confirmation" in message


def test_https_endpoint_confirms_automatically(sns: Any, topic: str) -> None:
    subscription = {"TopicArn": topic, "Protocol": "https", "Endpoint": "https://events.pagerduty.com/x"}
    arn = sns.subscribe(**subscription, ReturnSubscriptionArn=True)["SubscriptionArn"]
    assert sns.get_subscription_attributes(SubscriptionArn=arn)["Attributes"]["PendingConfirmation"] == "false"
    sns.unsubscribe(SubscriptionArn=arn)
    assert error_of(sns.get_subscription_attributes, SubscriptionArn=arn)[0] == "NotFound"
