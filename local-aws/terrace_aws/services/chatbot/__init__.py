"""AWS Chatbot (Amazon Q Developer in chat applications), of which moto has nothing: Slack channels that are told of topics.

https://docs.aws.amazon.com/chatbot/latest/APIReference/API_CreateSlackChannelConfiguration.html
"""

from __future__ import annotations

import re
import sys

import moto.backend_index

from terrace_aws.services.chatbot import models, responses, urls
from terrace_aws.services.chatbot.models import chatbot_backends as chatbot_backends  # where moto takes it from

# Where moto looks for a service's backend, and how it finds the service of a host.
for _name, _module in {"": sys.modules[__name__], ".models": models, ".responses": responses, ".urls": urls}.items():
    sys.modules[f"moto.chatbot{_name}"] = _module
moto.backend_index.backend_url_patterns.append(("chatbot", re.compile(urls.url_bases[0])))
