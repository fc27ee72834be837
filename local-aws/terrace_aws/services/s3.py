"""S3: configurations are returned as written; conditional bucket policy statements do not deny every request.

https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLifecycleConfiguration.html
"""

from __future__ import annotations

import json
from typing import Any

from moto.iam.access_control import IAMPolicy
from moto.s3.models import FakeBucket
from moto.s3.responses import S3Response

from terrace_aws.extension import replaces

# Moto stores only a part of each of these documents. The whole document is returned while moto's part exists.
KEPT_DOCUMENTS = ("lifecycle", "notification", "replication")
# Moto treats a PUT of these documents as the creation of the bucket.
UNKNOWN_DOCUMENTS = ("analytics", "intelligent-tiering", "metadataTable", "metrics")

MINIMUM_SIZE_HEADER = "x-amz-transition-default-minimum-object-size"
DEFAULT_MINIMUM_SIZE = "all_storage_classes_128K"


@replaces(FakeBucket)
class Bucket(FakeBucket):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.documents: dict[str, tuple[str, dict[str, str]]] = {}  # name → body, headers

    def get_permission(self, action: str, resource: str) -> Any:
        """Skips conditional statements: moto treats every condition as true, so "deny plain HTTP" would deny every request."""
        if self.policy is None:
            return super().get_permission(action, resource)
        policy = json.loads(self.policy)
        statements = policy["Statement"] if isinstance(policy["Statement"], list) else [policy["Statement"]]
        unconditional = [statement for statement in statements if not statement.get("Condition")]
        return IAMPolicy(json.dumps({**policy, "Statement": unconditional})).is_action_permitted(action, resource)


@replaces(S3Response)
class Responses(S3Response):
    def _bucket_response_put(self, request: Any, bucket_name: str, querystring: Any) -> Any:
        self._reject_unknown_documents(querystring)
        answer = super()._bucket_response_put(request, bucket_name, querystring)
        for name in KEPT_DOCUMENTS:
            if name in querystring:
                headers = {"Content-Type": "application/xml"}
                if name == "lifecycle":
                    headers[MINIMUM_SIZE_HEADER] = request.headers.get(MINIMUM_SIZE_HEADER, DEFAULT_MINIMUM_SIZE)
                body = self.body.decode() if isinstance(self.body, bytes) else self.body
                self._documents(bucket_name)[name] = (body, headers)
        return answer

    def _bucket_response_get(self, bucket_name: str, querystring: Any) -> Any:
        self._reject_unknown_documents(querystring)
        answer = super()._bucket_response_get(bucket_name, querystring)  # raises if the document is missing
        for name, (body, headers) in self._documents(bucket_name).items() if querystring else ():
            if name in querystring:
                return 200, headers, body
        return answer

    def _documents(self, bucket_name: str) -> dict[str, tuple[str, dict[str, str]]]:
        bucket: Any = self.backend.get_bucket(bucket_name)
        return bucket.documents  # type: ignore[no-any-return]

    def _reject_unknown_documents(self, querystring: Any) -> None:
        for name in UNKNOWN_DOCUMENTS:
            if name in querystring:
                raise NotImplementedError(f"Bucket configuration: {name}.")
