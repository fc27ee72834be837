"""SNS: email subscriptions wait for confirmation and cannot be deleted before.

https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html
https://docs.aws.amazon.com/sns/latest/api/API_Unsubscribe.html
"""

from __future__ import annotations

from moto.sns.exceptions import SNSInvalidParameter
from moto.sns.models import SNSBackend, Subscription

from terrace_aws.extension import replaces

CONFIRMED_BY_PEOPLE = ("email", "email-json")


@replaces(SNSBackend)
class Backend(SNSBackend):
    def subscribe(self, topic_arn: str, endpoint: str, protocol: str) -> Subscription:
        subscription = super().subscribe(topic_arn, endpoint, protocol)
        if protocol in CONFIRMED_BY_PEOPLE:
            subscription.attributes["PendingConfirmation"] = True
        return subscription

    def unsubscribe(self, subscription_arn: str) -> None:
        subscription = self.subscriptions.get(subscription_arn)
        if subscription and subscription.protocol in CONFIRMED_BY_PEOPLE:
            raise SNSInvalidParameter(
                "Invalid parameter: This subscription is pending confirmation: "
                "Cannot unsubscribe a subscription that is pending confirmation"
            )
        super().unsubscribe(subscription_arn)
