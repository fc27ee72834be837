"""The managed policies of CloudFront that this architecture uses.

https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html
https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-response-headers-policies.html
"""

from __future__ import annotations

from typing import Any


def _cache(name: str, ttls: tuple[int, int, int], compress: bool) -> dict[str, Any]:
    return {
        "Name": f"Managed-{name}",
        "MinTTL": ttls[0],
        "DefaultTTL": ttls[1],
        "MaxTTL": ttls[2],
        "ParametersInCacheKeyAndForwardedToOrigin": {
            "EnableAcceptEncodingGzip": compress,
            "EnableAcceptEncodingBrotli": compress,
            "HeadersConfig": {"HeaderBehavior": "none"},
            "CookiesConfig": {"CookieBehavior": "none"},
            "QueryStringsConfig": {"QueryStringBehavior": "none"},
        },
    }


def _origin_request(name: str, headers: dict[str, Any]) -> dict[str, Any]:
    return {
        "Name": f"Managed-{name}",
        "HeadersConfig": headers,
        "CookiesConfig": {"CookieBehavior": "all"},
        "QueryStringsConfig": {"QueryStringBehavior": "all"},
    }


_SECURITY_HEADERS: dict[str, Any] = {
    "Name": "Managed-SecurityHeadersPolicy",
    "SecurityHeadersConfig": {
        "XSSProtection": {"Override": False, "Protection": True, "ModeBlock": True},
        "FrameOptions": {"Override": False, "FrameOption": "SAMEORIGIN"},
        "ReferrerPolicy": {"Override": False, "ReferrerPolicy": "strict-origin-when-cross-origin"},
        "ContentTypeOptions": {"Override": True},
        "StrictTransportSecurity": {"Override": False, "AccessControlMaxAgeSec": 31536000},
    },
}

# kind, ID, config
MANAGED_POLICIES: list[tuple[str, str, dict[str, Any]]] = [
    ("CachePolicy", "4135ea2d-6df8-44a3-9df3-4b5a84be39ad", _cache("CachingDisabled", (0, 0, 0), False)),
    ("CachePolicy", "658327ea-f89d-4fab-a63d-7e88639e58f6", _cache("CachingOptimized", (1, 86400, 31536000), True)),
    (
        "OriginRequestPolicy",
        "216adef6-5c7f-47e4-b989-5492eafa07d3",
        _origin_request("AllViewer", {"HeaderBehavior": "allViewer"}),
    ),
    (
        "OriginRequestPolicy",
        "b689b0a8-53d0-40ab-baf2-68738e2966ac",
        _origin_request(
            "AllViewerExceptHostHeader", {"HeaderBehavior": "allExcept", "Headers": {"Quantity": 1, "Items": ["Host"]}}
        ),
    ),
    ("ResponseHeadersPolicy", "67f7725c-6f97-4210-82d7-5512b31e9d03", _SECURITY_HEADERS),
]
