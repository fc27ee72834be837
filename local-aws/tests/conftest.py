"""A server on a free port of the loopback interface, for the whole test session."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

SERVER = Path(__file__).resolve().parent.parent / "server.py"

Connect = Callable[..., Any]


class RunningServer:
    """A server process with its ready, PID and log files."""

    def __init__(self, directory: Path, *options: str) -> None:
        self.ready_file = directory / "ready.json"
        self.pid_file = directory / "pid"
        self.log_file = directory / "requests.log"
        files = ["--ready-file", self.ready_file, "--pid-file", self.pid_file, "--log-file", self.log_file]
        self.process = subprocess.Popen(
            [sys.executable, str(SERVER), "--port", "0", *map(str, files), *options],
            stdout=subprocess.DEVNULL,
            stderr=(directory / "stderr").open("w"),
        )
        self.url = str(self._wait_until_ready()["url"])

    def _wait_until_ready(self) -> dict[str, Any]:
        deadline = time.monotonic() + 30
        while not self.ready_file.exists():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.process.kill()
                raise RuntimeError(f"The server did not start: {(self.ready_file.parent / 'stderr').read_text()}")
            time.sleep(0.05)
        ready: dict[str, Any] = json.loads(self.ready_file.read_text())
        return ready

    def end(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=10)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    running = RunningServer(tmp_path_factory.mktemp("server"), "--lifetime", "300")
    yield running
    running.end()


@pytest.fixture(scope="session")
def connect(server: RunningServer) -> Connect:
    clients: dict[tuple[str, str], Any] = {}

    def client(service: str, region: str = "us-east-1") -> Any:
        if (service, region) not in clients:
            clients[service, region] = boto3.client(
                service,
                region_name=region,
                endpoint_url=server.url,
                aws_access_key_id="test",
                aws_secret_access_key="test",
                config=Config(retries={"total_max_attempts": 1}, read_timeout=20),
            )
        return clients[service, region]

    return client


@pytest.fixture
def subnets(connect: Connect) -> Callable[..., list[str]]:
    """Two subnets of a new VPC in the region."""

    def create(region: str = "us-east-1") -> list[str]:
        ec2 = connect("ec2", region)
        vpc = ec2.create_vpc(CidrBlock="10.20.0.0/16")["Vpc"]["VpcId"]
        return [
            ec2.create_subnet(VpcId=vpc, CidrBlock=f"10.20.{number}.0/24", AvailabilityZone=region + letter)["Subnet"][
                "SubnetId"
            ]
            for number, letter in enumerate("ab")
        ]

    return create


def error_of(operation: Callable[..., Any], **arguments: Any) -> tuple[str, str]:
    """The code and message of the expected error."""
    with pytest.raises(ClientError) as caught:
        operation(**arguments)
    error = caught.value.response["Error"]
    return str(error["Code"]), str(error["Message"])
