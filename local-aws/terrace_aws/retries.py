"""Responses to requests that a client sends again because the first response never reached it.

Every AWS SDK marks all attempts of one call with the same `amz-sdk-invocation-id`, and counts them in `amz-sdk-request: attempt=2; max=25`. On a
busy machine a connection can break after the request was processed. Without the recorded response the second attempt of a CreateAlias would fail
with AlreadyExistsException, although the client did everything right.
"""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Iterable
from typing import Any, NamedTuple

CAPACITY = 2000


class Response(NamedTuple):
    status: str
    headers: list[tuple[str, str]]
    chunks: list[bytes]


def invocation_of(environ: dict[str, Any]) -> tuple[str, int]:
    """The ID of the call and the number of the attempt; an empty ID if the client sends none."""
    attempt = re.search(r"attempt=(\d+)", str(environ.get("HTTP_AMZ_SDK_REQUEST", "")))
    return str(environ.get("HTTP_AMZ_SDK_INVOCATION_ID", "")), int(attempt.group(1)) if attempt else 1


class RecentResponses:
    """The last successful responses to changing requests. An error is not recorded: the client repeats it to get a different response."""

    def __init__(self, capacity: int = CAPACITY) -> None:
        self._capacity = capacity
        self._responses: OrderedDict[str, Response] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, environ: dict[str, Any]) -> Response | None:
        invocation, attempt = invocation_of(environ)
        if attempt == 1:
            return None
        with self._lock:
            return self._responses.get(invocation)

    def record(self, environ: dict[str, Any], status: str, headers: list[tuple[str, str]], chunks: Iterable[bytes]) -> None:
        invocation, _ = invocation_of(environ)
        if not invocation or environ["REQUEST_METHOD"] in ("GET", "HEAD") or not status.startswith("2"):
            return
        with self._lock:
            self._responses[invocation] = Response(status, headers, list(chunks))
            while len(self._responses) > self._capacity:
                self._responses.popitem(last=False)
