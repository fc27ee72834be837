#!/usr/bin/env python3
"""Starts the local AWS on 127.0.0.1 and ends it again: on SIGTERM, at the end of its lifetime, or with its parent.

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
os.environ["MOTO_DISABLE_GLOBAL_CORS"] = "true"  # no web page of a browser on this machine gets an answer

HOST = "127.0.0.1"
DEFAULT_LIFETIME_SECONDS = 7200


def parse_arguments(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="A local AWS for Terraform, on the loopback interface only.")
    parser.add_argument("--port", type=int, default=0, help="0: any free port (default)")
    parser.add_argument("--ready-file", type=Path, help="written once requests are answered: {url, pid}")
    parser.add_argument("--pid-file", type=Path)
    parser.add_argument("--log-file", type=Path, help="one line of JSON for each request")
    parser.add_argument("--lifetime", type=float, default=DEFAULT_LIFETIME_SECONDS, help="seconds (default 7200)")
    parser.add_argument("--parent-pid", type=int, help="ends when that process is gone")
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
            """Requests are logged by the application, with their operation."""

    with open(arguments.log_file or os.devnull, "a", encoding="utf-8") as log:
        server = make_server(HOST, arguments.port, Application(log), threaded=True, request_handler=QuietHandler)
        os.environ["MOTO_PORT"] = str(server.server_port)
        url = f"http://{HOST}:{server.server_port}"
        print(url, flush=True)
        if arguments.ready_file:
            write_whole(arguments.ready_file, json.dumps({"url": url, "pid": os.getpid()}))
        server.serve_forever(poll_interval=0.2)


def watch(lifetime: float, parent: int | None) -> None:
    """Ends this process, by the same signal as anyone else would, when its time is over or its parent has gone."""
    deadline = time.monotonic() + lifetime
    gone = _process_end(parent) if parent else None
    while time.monotonic() < deadline and not (gone and gone()):
        time.sleep(min(0.25, max(0.01, deadline - time.monotonic())))
    os.kill(os.getpid(), signal.SIGTERM)


def _process_end(pid: int) -> Callable[[], bool]:
    """A question that answers whether the process has ended; a zombie has."""
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
    """A reader sees the file complete or not at all."""
    partial = file.with_name(f".{file.name}.{os.getpid()}")
    partial.write_text(text, encoding="utf-8")
    partial.replace(file)


class Ended(BaseException):
    """Raised in the main thread by a signal; not an Exception, so that nothing on the way takes it for an error."""


def _end(signum: int, frame: object) -> NoReturn:
    raise Ended


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent))
    try:
        main(sys.argv[1:])
    except Ended:
        os._exit(0)  # all is closed; taking Python's modules down one by one would take a second
