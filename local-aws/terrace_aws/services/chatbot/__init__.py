"""AWS Chatbot (Amazon Q Developer in chat applications), of which moto has nothing: Slack channels that are told of topics.

https://docs.aws.amazon.com/chatbot/latest/APIReference/API_CreateSlackChannelConfiguration.html
"""

from __future__ import annotations

from terrace_aws.extension import adds_service
from terrace_aws.services.chatbot.models import chatbot_backends as chatbot_backends  # where moto takes it from

adds_service("chatbot", __name__)
