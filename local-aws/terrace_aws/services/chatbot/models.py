from __future__ import annotations

from typing import Any

from moto.core.base_backend import BackendDict, BaseBackend
from moto.core.exceptions import JsonRESTError

DEFAULT_GUARDRAIL = "arn:aws:iam::aws:policy/AdministratorAccess"


class InvalidRequestException(JsonRESTError):
    code = 400

    def __init__(self, message: str):
        super().__init__("InvalidRequestException", message)


class ConflictException(JsonRESTError):
    code = 409

    def __init__(self, message: str):
        super().__init__("ConflictException", message)


class ResourceNotFoundException(JsonRESTError):
    code = 404

    def __init__(self, message: str):
        super().__init__("ResourceNotFoundException", message)


class ChatbotBackend(BaseBackend):
    """One backend per account, shared by all regions."""

    def __init__(self, region_name: str, account_id: str) -> None:
        super().__init__(region_name, account_id)
        self.slack_channels: dict[str, dict[str, Any]] = {}

    def create_slack_channel(self, written: dict[str, Any]) -> dict[str, Any]:
        name, team, channel = written["ConfigurationName"], written["SlackTeamId"], written["SlackChannelId"]
        arn = f"arn:aws:chatbot::{self.account_id}:chat-configuration/slack-channel/{name}"
        if arn in self.slack_channels:
            raise ConflictException(f"Configuration {name} already exists.")
        self._reject_duplicate_channel(team, channel, but=arn)
        self.slack_channels[arn] = {
            "SlackTeamName": team,
            "SlackChannelName": channel,
            "SnsTopicArns": [],
            "LoggingLevel": "NONE",
            "GuardrailPolicyArns": [DEFAULT_GUARDRAIL],
            "UserAuthorizationRequired": False,
            "Tags": [],
            **written,
            "ChatConfigurationArn": arn,
            "State": "ENABLED",
        }
        return self.slack_channels[arn]

    def update_slack_channel(self, arn: str, changes: dict[str, Any]) -> dict[str, Any]:
        channel = self.slack_channel(arn)
        self._reject_duplicate_channel(channel["SlackTeamId"], changes["SlackChannelId"], but=arn)
        channel.update(changes)
        return channel

    def slack_channel(self, arn: str) -> dict[str, Any]:
        if arn not in self.slack_channels:
            raise ResourceNotFoundException(f"Could not find configuration {arn}.")
        return self.slack_channels[arn]

    def delete_slack_channel(self, arn: str) -> None:
        self.slack_channel(arn)
        del self.slack_channels[arn]

    def _reject_duplicate_channel(self, team: str, channel: str, but: str) -> None:
        for arn, other in self.slack_channels.items():
            if arn != but and (other["SlackTeamId"], other["SlackChannelId"]) == (team, channel):
                raise InvalidRequestException(
                    f"Slack channel with ID {channel} in Slack team {team} has already been configured "
                    f"for AWS account {self.account_id}."
                )


chatbot_backends = BackendDict(ChatbotBackend, "chatbot", use_boto3_regions=False, additional_regions=["aws"])
