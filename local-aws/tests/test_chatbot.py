from __future__ import annotations

from typing import Any

import pytest
from conftest import Connect, error_of


@pytest.fixture
def chatbot(connect: Connect) -> Any:
    return connect("chatbot")


WRITTEN: dict[str, Any] = {
    "ConfigurationName": "dev-page",
    "SlackTeamId": "T0123456789",
    "SlackChannelId": "C0123456789",
    "IamRoleArn": "arn:aws:iam::123456789012:role/dev-slack-alerts",
    "SnsTopicArns": ["arn:aws:sns:eu-west-1:123456789012:dev-eu-west-1-page"],
    "GuardrailPolicyArns": ["arn:aws:iam::aws:policy/CloudWatchReadOnlyAccess"],
    "LoggingLevel": "ERROR",
    "UserAuthorizationRequired": False,
}


def test_slack_channel_lifecycle(connect: Connect, chatbot: Any) -> None:
    created = chatbot.create_slack_channel_configuration(**WRITTEN, Tags=[{"TagKey": "a", "TagValue": "b"}])
    arn = created["ChannelConfiguration"]["ChatConfigurationArn"]

    def described(client: Any = chatbot) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = client.describe_slack_channel_configurations(ChatConfigurationArn=arn)[
            "SlackChannelConfigurations"
        ]
        return found

    assert WRITTEN.items() <= described()[0].items()
    assert described(connect("chatbot", "eu-west-1")) == described()  # Chatbot is global
    assert chatbot.list_tags_for_resource(ResourceARN=arn)["Tags"] == [{"TagKey": "a", "TagValue": "b"}]

    chatbot.tag_resource(ResourceARN=arn, Tags=[{"TagKey": "a", "TagValue": "c"}, {"TagKey": "d", "TagValue": "e"}])
    chatbot.untag_resource(ResourceARN=arn, TagKeys=["d"])
    assert chatbot.list_tags_for_resource(ResourceARN=arn)["Tags"] == [{"TagKey": "a", "TagValue": "c"}]

    changes = {"SlackChannelId": "C9876543210", "SnsTopicArns": []}
    chatbot.update_slack_channel_configuration(ChatConfigurationArn=arn, **changes)
    assert {**WRITTEN, **changes}.items() <= described()[0].items()

    chatbot.delete_slack_channel_configuration(ChatConfigurationArn=arn)
    assert described() == []
    code, _ = error_of(chatbot.delete_slack_channel_configuration, ChatConfigurationArn=arn)
    assert code == "ResourceNotFoundException"


def test_an_account_has_one_configuration_per_channel(chatbot: Any) -> None:
    arn = chatbot.create_slack_channel_configuration(**WRITTEN)["ChannelConfiguration"]["ChatConfigurationArn"]
    code, message = error_of(
        chatbot.create_slack_channel_configuration, **{**WRITTEN, "ConfigurationName": "dev-ticket"}
    )
    assert code == "InvalidRequestException"
    assert "has already been configured for AWS account" in message
    code, _ = error_of(chatbot.create_slack_channel_configuration, **{**WRITTEN, "SlackChannelId": "C1111111111"})
    assert code == "ConflictException"
    chatbot.delete_slack_channel_configuration(ChatConfigurationArn=arn)


def test_default_guardrail_allows_everything(chatbot: Any) -> None:
    plain = {key: WRITTEN[key] for key in ("ConfigurationName", "SlackTeamId", "SlackChannelId", "IamRoleArn")}
    channel = chatbot.create_slack_channel_configuration(**plain)["ChannelConfiguration"]
    assert channel["GuardrailPolicyArns"] == ["arn:aws:iam::aws:policy/AdministratorAccess"]
    chatbot.delete_slack_channel_configuration(ChatConfigurationArn=channel["ChatConfigurationArn"])
