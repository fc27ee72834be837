from __future__ import annotations

from terrace_aws.services.chatbot.responses import ChatbotResponse

url_bases = [r"https?://chatbot\.(.+)\.amazonaws\.com"]

url_paths = {"{0}/$": ChatbotResponse.dispatch}
