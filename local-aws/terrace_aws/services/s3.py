"""S3: lifecycle rules come back as they were written; conditional bucket policy statements do not lock everyone out.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLifecycleConfiguration.html
"""

from __future__ import annotations

import json
from typing import Any

from moto.iam.access_control import IAMPolicy
from moto.s3.models import FakeBucket
from moto.s3.responses import S3Response

from terrace_aws.extension import replaces

MINIMUM_SIZE_HEADER = "x-amz-transition-default-minimum-object-size"


@replaces(FakeBucket)
class Bucket(FakeBucket):
    lifecycle_document: str | None = None
    lifecycle_minimum_size = "all_storage_classes_128K"

    def get_permission(self, action: str, resource: str) -> Any:
        """Moto knows no request context, so it takes every condition as met: "deny plain HTTP" would deny all."""
        if self.policy is None:
            return super().get_permission(action, resource)
        policy = json.loads(self.policy)
        statements = policy["Statement"] if isinstance(policy["Statement"], list) else [policy["Statement"]]
        unconditional = [statement for statement in statements if not statement.get("Condition")]
        return IAMPolicy(json.dumps({**policy, "Statement": unconditional})).is_action_permitted(action, resource)


@replaces(S3Response)
class Responses(S3Response):
    def _bucket_response_put(self, request: Any, bucket_name: str, querystring: Any) -> Any:
        answer = super()._bucket_response_put(request, bucket_name, querystring)
        if "lifecycle" in querystring:
            bucket: Any = self.backend.get_bucket(bucket_name)
            bucket.lifecycle_document = self.body.decode() if isinstance(self.body, bytes) else self.body
            bucket.lifecycle_minimum_size = request.headers.get(MINIMUM_SIZE_HEADER, Bucket.lifecycle_minimum_size)
        return answer

    def get_bucket_lifecycle(self) -> Any:
        answer = super().get_bucket_lifecycle()  # raises where there are no rules
        bucket: Any = self.backend.get_bucket(self.bucket_name)
        if bucket.lifecycle_document is None:
            return answer
        headers = {"Content-Type": "application/xml", MINIMUM_SIZE_HEADER: bucket.lifecycle_minimum_size}
        return 200, headers, bucket.lifecycle_document
