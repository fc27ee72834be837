"""The WSGI application: health check, moto, one log line per request, and an error for each request that moto cannot handle."""

from __future__ import annotations

import functools
import io
import json
import os
import sys
import threading
import time
import traceback
import warnings
from collections.abc import Callable, Iterable
from typing import Any, TextIO
from urllib.parse import parse_qs

import moto.core.responses
from botocore.model import OperationNotFoundError
from flask import Flask
from moto.core.base_backend import BackendDict
from moto.core.exceptions import ServiceException
from moto.core.model import OperationModel
from moto.core.request import Request, determine_request_protocol
from moto.core.responses import boto3_service_name
from moto.core.routing import get_service_router
from moto.core.serialize import get_serializer_class
from moto.core.utils import convert_to_flask_response, get_service_model, method_names_from_class
from moto.moto_server.werkzeug_app import (
    HTTP_METHODS,
    DomainDispatcherApplication,
    create_backend_app,
)
from werkzeug.exceptions import HTTPException

from terrace_aws import __version__
from terrace_aws.retries import RecentResponses
from terrace_aws.services import ADDITIONS

Environ = dict[str, Any]
StartResponse = Callable[..., Any]

HEALTH_PATH = "/_terrace/health"

# Moto lists the methods of a service's class again for each request, which takes milliseconds for hundreds of methods.
moto.core.responses.method_names_from_class = functools.cache(method_names_from_class)  # type: ignore[attr-defined]


# Moto warns about error codes that are not in a service's model. These two are intentionally not.
warnings.filterwarnings("ignore", message=r"Exception\((NotImplementedHere|Broken)\)")


class NotImplementedHere(ServiceException):
    """The error for an operation that neither moto nor an addition implements."""

    code = "NotImplemented"


class Broken(ServiceException):
    """The error for a failure in moto. Clients would retry a 5xx for minutes."""

    code = "LocalAwsFailure"


class Application:
    """Handles AWS requests with moto, one at a time: moto is not thread-safe, and each request takes milliseconds."""

    def __init__(self, log: TextIO) -> None:
        self._moto = DomainDispatcherApplication(_create_app)
        self._lock = threading.Lock()
        self._log = log
        self._recent = RecentResponses()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if environ.get("PATH_INFO") == HEALTH_PATH:
            return _respond(start_response, 200, {"Content-Type": "application/json"}, json.dumps(health()))
        body = _buffer_body(environ)
        started = time.monotonic()
        call = Call(environ, body)
        with self._lock:
            status, chunks = self._handle(call, environ, start_response)
        self._write_log(call, status, (time.monotonic() - started) * 1000)
        return chunks

    def _handle(self, call: Call, environ: Environ, start_response: StartResponse) -> tuple[int, Iterable[bytes]]:
        recent = self._recent.find(environ)
        if recent:
            start_response(recent.status, recent.headers)
            return int(recent.status.split()[0]), recent.chunks
        captured: list[Any] = []

        def capture(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:
            captured[:] = [status, headers]

        try:
            chunks = list(self._moto(environ, capture))
            status = int(captured[0].split()[0])
            if status != 404 or any(chunks) or call.operation or call.service == "s3":
                self._recent.record(environ, *captured[:2], chunks)
                start_response(*captured)
                return status, chunks
            raise NotImplementedError
        except (NotImplementedError, OperationNotFoundError) as error:
            failure: ServiceException = NotImplementedHere(f"{call.name} is not implemented by this local AWS. {error}")
        except Exception as error:
            traceback.print_exc(file=sys.stderr)
            failure = Broken(f"{call.name} failed in this local AWS: {type(error).__name__}: {error}")
        status, headers, text = call.error_response(failure)
        return status, _respond(start_response, status, headers, text)

    def _write_log(self, call: Call, status: int, milliseconds: float) -> None:
        line = {
            "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            "method": call.method,
            "operation": call.name,
            "region": call.region,
            "status": status,
            "ms": round(milliseconds, 1),
        }
        self._log.write(json.dumps(line) + "\n")
        self._log.flush()


class Call:
    """Service, region and operation of a request, for every protocol."""

    def __init__(self, environ: Environ, body: bytes) -> None:
        self.method = str(environ["REQUEST_METHOD"])
        self.path = str(environ.get("PATH_INFO", "/"))
        self._content_type = str(environ.get("CONTENT_TYPE", ""))
        self.service, self.region = _credential_scope(str(environ.get("HTTP_AUTHORIZATION", "")))
        self.operation = self._find_operation(environ, body)

    @property
    def name(self) -> str:
        return f"{self.service}.{self.operation or f'{self.method} {self.path}'}"

    def _find_operation(self, environ: Environ, body: bytes) -> str | None:
        target = environ.get("HTTP_X_AMZ_TARGET")
        if target:
            return str(target).rsplit(".", 1)[-1]
        if self._content_type.startswith("application/x-www-form-urlencoded"):
            action = parse_qs(body.decode("utf-8", "replace")).get("Action")
            if action:
                return action[0]
        try:
            request = Request({**environ, "wsgi.input": io.BytesIO(body)})
            operation, _ = get_service_router(self._model_name).match(request)
            return str(operation.name)
        except (HTTPException, NotImplementedError, LookupError, ValueError):
            return None
        except Exception:  # botocore's "unknown service"; the request itself reports it
            return None

    @property
    def _model_name(self) -> str:
        return _MODEL_OF_SIGNING_NAME.get(self.service, boto3_service_name.get(self.service, self.service))

    def error_response(self, error: ServiceException) -> tuple[int, dict[str, str], str]:
        """The error in the service's wire format, or in JSON if botocore does not support the service."""
        try:
            model = get_service_model(self._model_name)
            protocol = determine_request_protocol(model, self._content_type)
            serializer = get_serializer_class(model.service_name, protocol)
            response = serializer(operation_model=OperationModel({}, model)).serialize(error)
        except Exception:
            text = json.dumps({"__type": error.code, "message": error.message})
            return 400, {"Content-Type": "application/json", "x-amzn-ErrorType": error.code}, text
        return response["status_code"], dict(response["headers"]), str(response["body"])


# Services whose signing name differs from botocore's service name.
_MODEL_OF_SIGNING_NAME = {
    "elasticloadbalancing": "elbv2",
    "email": "sesv2",
    "monitoring": "cloudwatch",
    "tagging": "resourcegroupstaggingapi",
}


def health() -> dict[str, Any]:
    return {"status": "ok", "version": __version__, "pid": os.getpid(), "additions": ADDITIONS}


def _create_app(service: Any) -> Flask:
    """Moto's application of a service. Paths that moto does not list also reach the service's dispatcher."""
    if not service:
        raise NotImplementedError("Moto does not support this service.")
    app = create_backend_app(service)
    handlers = _handlers(service)
    if all(handler.__name__ == "dispatch" for handler in handlers):
        for path in ("/", "/<path:anything>"):
            app.add_url_rule(
                path,
                endpoint=f"terrace{path}",
                methods=HTTP_METHODS,
                view_func=lambda anything="": convert_to_flask_response(handlers[0])(),
                strict_slashes=False,
            )
    return app


def _handlers(service: Any) -> list[Callable[..., Any]]:
    from moto import backends

    backend_dict: Any = backends.get_backend(service)
    backend: Any = backend_dict["global"]
    if isinstance(backend_dict, BackendDict):
        regions = backend_dict["123456789012"]
        backend = regions["us-east-1" if "us-east-1" in regions else "aws"]
    return list(backend.url_paths.values())


def _credential_scope(authorization: str) -> tuple[str, str]:
    """`AWS4-HMAC-SHA256 Credential=<key>/<date>/<region>/<service>/aws4_request, …`."""
    scope = authorization.partition("Credential=")[2].split(",")[0].split("/")
    return (scope[3].lower(), scope[2]) if len(scope) == 5 else ("unsigned", "")


def _buffer_body(environ: Environ) -> bytes:
    stream = environ["wsgi.input"]
    length = environ.get("CONTENT_LENGTH")
    body: bytes = stream.read(int(length)) if length else stream.read() if environ.get("wsgi.input_terminated") else b""
    environ["wsgi.input"] = io.BytesIO(body)
    return body


def _respond(start_response: StartResponse, status: int, headers: dict[str, str], text: str) -> list[bytes]:
    content = text.encode()
    start_response(f"{status} -", [*headers.items(), ("Content-Length", str(len(content)))])
    return [content]
