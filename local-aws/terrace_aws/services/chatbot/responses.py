from __future__ import annotations

import json
from typing import Any

from moto.core.common_types import TYPE_RESPONSE
from moto.core.responses import BaseResponse

from terrace_aws.services.chatbot.models import ChatbotBackend, chatbot_backends


class ChatbotResponse(BaseResponse):
    def __init__(self) -> None:
        super().__init__(service_name="chatbot")

    @property
    def _backend(self) -> ChatbotBackend:
        return chatbot_backends[self.current_account]["aws"]

    @property
    def _written(self) -> dict[str, Any]:
        written: dict[str, Any] = json.loads(self.body)
        return written

    def create_slack_channel_configuration(self) -> TYPE_RESPONSE:
        channel = self._backend.create_slack_channel(self._written)
        return 201, {"status": 201}, json.dumps({"ChannelConfiguration": channel})

    def update_slack_channel_configuration(self) -> str:
        changes = self._written
        channel = self._backend.update_slack_channel(changes.pop("ChatConfigurationArn"), changes)
        return json.dumps({"ChannelConfiguration": channel})

    def describe_slack_channel_configurations(self) -> str:
        wanted = self._written.get("ChatConfigurationArn")
        found = [item for arn, item in self._backend.slack_channels.items() if wanted in (None, arn)]
        return json.dumps({"SlackChannelConfigurations": found})

    def delete_slack_channel_configuration(self) -> TYPE_RESPONSE:
        self._backend.delete_slack_channel(self._written["ChatConfigurationArn"])
        return 204, {"status": 204}, ""

    def list_tags_for_resource(self) -> str:
        return json.dumps({"Tags": self._tagged["Tags"]})

    def tag_resource(self) -> str:
        new = {tag["TagKey"]: tag for tag in self._written["Tags"]}
        kept = [tag for tag in self._tagged["Tags"] if tag["TagKey"] not in new]
        self._tagged["Tags"] = [*kept, *new.values()]
        return "{}"

    def untag_resource(self) -> str:
        keys = self._written["TagKeys"]
        self._tagged["Tags"] = [tag for tag in self._tagged["Tags"] if tag["TagKey"] not in keys]
        return "{}"

    @property
    def _tagged(self) -> dict[str, Any]:
        return self._backend.slack_channel(self._written["ResourceARN"])
