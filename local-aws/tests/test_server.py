"""The server starts on the loopback interface only, handles requests, and stops when required."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import boto3
import pytest
from conftest import SERVER, Connect, RunningServer, error_of


def fetch(url: str) -> tuple[int, dict[str, Any]]:
    with urllib.request.urlopen(url, timeout=10) as response:
        return response.status, json.load(response)


def test_health_contains_version_process_and_additions(server: RunningServer) -> None:
    status, health = fetch(f"{server.url}/_terrace/health")
    assert status == 200
    assert health["status"] == "ok"
    assert health["version"]
    assert health["pid"] == server.process.pid
    assert {"cloudfront", "ecs", "elasticache", "rds"} <= set(health["additions"])


def test_ready_and_pid_files_contain_url_and_process_id(server: RunningServer) -> None:
    assert json.loads(server.ready_file.read_text()) == {"url": server.url, "pid": server.process.pid}
    assert server.pid_file.read_text() == str(server.process.pid)
    assert server.url.startswith("http://127.0.0.1:")


def test_binds_the_loopback_interface_only(server: RunningServer) -> None:
    port = int(server.url.rsplit(":", 1)[1])
    with socket.socket() as other:
        # Another address of the loopback network is free, so the server has not bound all interfaces.
        other.bind(("127.0.0.2", port))


def test_logs_each_request_with_service_operation_status_and_time(server: RunningServer, connect: Connect) -> None:
    connect("sts", "eu-west-1").get_caller_identity()
    lines = [json.loads(line) for line in server.log_file.read_text().splitlines()]
    last = next(line for line in reversed(lines) if line["operation"] == "sts.GetCallerIdentity")
    assert (last["method"], last["status"], last["region"]) == ("POST", 200, "eu-west-1")
    assert last["ms"] >= 0


def test_sigterm_stops_it_immediately_and_removes_its_files(tmp_path: Path) -> None:
    running = RunningServer(tmp_path)
    running.process.send_signal(signal.SIGTERM)
    assert running.process.wait(timeout=5) == 0
    assert not running.ready_file.exists()
    assert not running.pid_file.exists()


def test_stops_after_its_lifetime() -> None:
    started = time.monotonic()
    ended = subprocess.run(
        [sys.executable, str(SERVER), "--lifetime", "4"], capture_output=True, timeout=30, check=False
    )
    assert ended.returncode == 0
    assert 4 <= time.monotonic() - started < 15


def test_stops_when_its_parent_exits(tmp_path: Path) -> None:
    parent = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    try:
        running = RunningServer(tmp_path, "--parent-pid", str(parent.pid))
        assert running.process.poll() is None
        parent.terminate()  # no wait: a zombie counts as exited
        assert running.process.wait(timeout=5) == 0
    finally:
        parent.kill()
        parent.wait()


def test_stops_if_its_parent_has_already_exited(tmp_path: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    command = [sys.executable, str(SERVER), "--parent-pid", str(gone.pid)]
    assert subprocess.run(command, capture_output=True, timeout=30, check=False).returncode == 0


@pytest.mark.parametrize(
    ("service", "operation", "arguments", "named"),
    [
        ("ecs", "submit_task_state_change", {}, "ecs.SubmitTaskStateChange"),  # json 1.1
        (
            "dynamodb",
            "describe_contributor_insights",
            {"TableName": "t"},
            "dynamodb.DescribeContributorInsights",
        ),  # json 1.0
        ("rds", "describe_pending_maintenance_actions", {}, "rds.DescribePendingMaintenanceActions"),  # query
        ("ec2", "describe_capacity_blocks", {}, "ec2.DescribeCapacityBlocks"),  # ec2
        ("cloudfront", "list_streaming_distributions", {}, "cloudfront.ListStreamingDistributions"),  # rest-xml
        ("backup", "get_supported_resource_types", {}, "backup.GetSupportedResourceTypes"),  # rest-json
        ("outposts", "list_outposts", {}, "outposts.ListOutposts"),  # a service that moto does not support
    ],
)
def test_unknown_operation_error_contains_its_name(
    connect: Connect, service: str, operation: str, arguments: dict[str, Any], named: str
) -> None:
    client = connect(service)
    code, message = error_of(getattr(client, operation), **arguments)
    assert code == "NotImplemented"
    assert named in message


def test_operation_unknown_to_the_sdk_returns_an_error(server: RunningServer) -> None:
    request = urllib.request.Request(
        server.url,
        data=b"Action=BrewCoffee&Version=2014-10-31",
        headers={
            "Authorization": "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/rds/aws4_request, SignedHeaders=host, Signature=x",
            "Content-Type": "application/x-www-form-urlencoded",
        },
    )
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(request, timeout=10)
    assert caught.value.code == 400
    assert "rds.BrewCoffee is not implemented" in caught.value.read().decode()


def test_moto_failure_is_a_client_error_with_its_cause(server: RunningServer) -> None:
    request = urllib.request.Request(
        server.url,
        data=b"{}",
        headers={
            "Authorization": "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=x",
            "Content-Type": "application/x-amz-json-1.0",
            "X-Amz-Target": "DynamoDB_20120810.DescribeTable",
        },
    )
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(request, timeout=10)
    assert caught.value.code == 400
    assert "dynamodb.DescribeTable failed in this local AWS: KeyError" in caught.value.read().decode()


def test_serves_many_clients_concurrently(server: RunningServer) -> None:
    from concurrent.futures import ThreadPoolExecutor

    def create(number: int) -> str:
        ec2 = boto3.session.Session().client(
            "ec2", region_name="us-west-2", endpoint_url=server.url, aws_access_key_id="t", aws_secret_access_key="t"
        )
        return str(ec2.create_vpc(CidrBlock=f"10.{number}.0.0/16")["Vpc"]["VpcId"])

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(create, range(16)))) == 16
