"""A call whose response was lost is sent again by the SDK. It must succeed once, not fail because it already succeeded."""

from __future__ import annotations

import json
import urllib.error
import urllib.request

import pytest
from conftest import RunningServer

AUTHORIZATION = "AWS4-HMAC-SHA256 Credential=t/20261130/us-east-1/kms/aws4_request, SignedHeaders=host, Signature=0"


def call(server: RunningServer, operation: str, body: dict[str, str], invocation: str, attempt: int = 1) -> tuple[int, bytes]:
    request = urllib.request.Request(
        server.url,
        json.dumps(body).encode(),
        {
            "Authorization": AUTHORIZATION,
            "Content-Type": "application/x-amz-json-1.1",
            "X-Amz-Target": f"TrentService.{operation}",
            "amz-sdk-invocation-id": invocation,
            "amz-sdk-request": f"attempt={attempt}; max=25",
        },
    )
    try:
        with urllib.request.urlopen(request, timeout=10) as response:
            return response.status, response.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def create_key(server: RunningServer, invocation: str, attempt: int = 1) -> str:
    status, body = call(server, "CreateKey", {}, invocation, attempt)
    assert status == 200
    return str(json.loads(body)["KeyMetadata"]["KeyId"])


def test_a_second_attempt_gets_the_response_of_the_first(server: RunningServer) -> None:
    alias = {"AliasName": "alias/retried", "TargetKeyId": create_key(server, "retries-key")}
    assert call(server, "CreateAlias", alias, "retries-alias")[0] == 200
    assert call(server, "CreateAlias", alias, "retries-alias", attempt=2)[0] == 200


def test_a_second_attempt_creates_nothing_new(server: RunningServer) -> None:
    assert create_key(server, "retries-once") == create_key(server, "retries-once", attempt=2)


@pytest.mark.parametrize("invocation", ["retries-other-call", ""])
def test_another_call_is_processed(server: RunningServer, invocation: str) -> None:
    alias = {"AliasName": f"alias/other{invocation}", "TargetKeyId": create_key(server, "")}
    assert call(server, "CreateAlias", alias, "retries-first")[0] == 200
    status, body = call(server, "CreateAlias", alias, invocation, attempt=2)
    assert status == 400
    assert b"AlreadyExistsException" in body


def test_an_attempt_after_an_error_is_processed(server: RunningServer) -> None:
    alias = {"AliasName": "alias/late", "TargetKeyId": "00000000-0000-0000-0000-000000000000"}
    assert call(server, "CreateAlias", alias, "retries-late")[0] == 400
    alias["TargetKeyId"] = create_key(server, "")
    assert call(server, "CreateAlias", alias, "retries-late", attempt=2)[0] == 200
