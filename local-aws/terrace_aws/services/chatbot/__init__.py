"""AWS Chatbot (Amazon Q Developer in chat applications), which moto lacks: Slack channels that subscribe to SNS topics.

https://docs.aws.amazon.com/chatbot/latest/APIReference/API_CreateSlackChannelConfiguration.html
"""

from __future__ import annotations

from terrace_aws.extension import adds_service
from terrace_aws.services.chatbot.models import chatbot_backends as chatbot_backends  # moto imports it from here

adds_service("chatbot", __name__)
