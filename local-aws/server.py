#!/usr/bin/env python3
"""Starts the local AWS on 127.0.0.1, and stops it on SIGTERM, after its lifetime, or when its parent exits.

Example: python local-aws/server.py --port 0 --ready-file /tmp/ready.json
"""

from __future__ import annotations

import argparse
import json
import os
import select
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

# Moto reads its settings once, when it is imported.
os.environ["MOTO_IAM_LOAD_MANAGED_POLICIES"] = "true"
os.environ["MOTO_ACM_VALIDATION_WAIT"] = "1"
os.environ["MOTO_EC2_LOAD_DEFAULT_AMIS"] = "false"
os.environ["MOTO_DISABLE_GLOBAL_CORS"] = "true"  # web pages in a browser on this machine cannot read responses

HOST = "127.0.0.1"
DEFAULT_LIFETIME_SECONDS = 7200


def parse_arguments(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="A local AWS for Terraform, on the loopback interface only.")
    parser.add_argument("--port", type=int, default=0, help="0: any free port (default)")
    parser.add_argument("--ready-file", type=Path, help="written when the server accepts requests: {url, pid}")
    parser.add_argument("--pid-file", type=Path)
    parser.add_argument("--log-file", type=Path, help="one JSON line per request")
    parser.add_argument("--lifetime", type=float, default=DEFAULT_LIFETIME_SECONDS, help="seconds (default 7200)")
    parser.add_argument("--parent-pid", type=int, help="stops when this process exits")
    return parser.parse_args(argv)


def main(argv: list[str]) -> None:
    arguments = parse_arguments(argv)
    signal.signal(signal.SIGTERM, _end)
    signal.signal(signal.SIGINT, _end)
    threading.Thread(target=watch, args=(arguments.lifetime, arguments.parent_pid), daemon=True).start()
    if arguments.pid_file:
        write_whole(arguments.pid_file, str(os.getpid()))
    try:
        serve(arguments)
    finally:
        for file in (arguments.pid_file, arguments.ready_file):
            if file:
                file.unlink(missing_ok=True)


def serve(arguments: argparse.Namespace) -> None:
    from moto.moto_server.werkzeug_app import MotoRequestHandler
    from werkzeug.serving import make_server

    from terrace_aws.application import Application

    class QuietHandler(MotoRequestHandler):
        def log(self, type: str, message: str, *args: object) -> None:
            """The application logs requests, with their operation."""

    with open(arguments.log_file or os.devnull, "a", encoding="utf-8") as log:
        server = make_server(HOST, arguments.port, Application(log), threaded=True, request_handler=QuietHandler)
        os.environ["MOTO_PORT"] = str(server.server_port)
        url = f"http://{HOST}:{server.server_port}"
        print(url, flush=True)
        if arguments.ready_file:
            write_whole(arguments.ready_file, json.dumps({"url": url, "pid": os.getpid()}))
        server.serve_forever(poll_interval=0.2)


def watch(lifetime: float, parent: int | None) -> None:
    """Sends SIGTERM to this process after its lifetime or when its parent has exited."""
    deadline = time.monotonic() + lifetime
    gone = _process_end(parent) if parent else None
    while time.monotonic() < deadline and not (gone and gone()):
        time.sleep(min(0.25, max(0.01, deadline - time.monotonic())))
    os.kill(os.getpid(), signal.SIGTERM)


def _process_end(pid: int) -> Callable[[], bool]:
    """Returns a function that reports whether the process has exited. A zombie counts as exited."""
    if hasattr(os, "pidfd_open"):
        try:
            descriptor = os.pidfd_open(pid)
        except ProcessLookupError:
            return lambda: True
        except OSError:
            pass
        else:
            return lambda: bool(select.select([descriptor], [], [], 0)[0])

    def has_ended() -> bool:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        except PermissionError:
            pass
        return False

    return has_ended


def write_whole(file: Path, text: str) -> None:
    """Writes the file atomically, so that readers never see a part of it."""
    partial = file.with_name(f".{file.name}.{os.getpid()}")
    partial.write_text(text, encoding="utf-8")
    partial.replace(file)


class Ended(BaseException):
    """Raised in the main thread by a signal. Not an Exception, so that no handler treats it as an error."""


def _end(signum: int, frame: object) -> NoReturn:
    raise Ended


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent))
    try:
        main(sys.argv[1:])
    except Ended:
        os._exit(0)  # everything is closed; Python's module teardown would take a second
