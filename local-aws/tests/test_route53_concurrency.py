"""Concurrent requests in this process: over HTTP they rarely overlap."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from conftest import SERVER

LABELS = [f"r{number}" for number in range(300)]


@pytest.fixture
def backend(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    monkeypatch.syspath_prepend(str(SERVER.parent))
    import terrace_aws.services  # noqa: F401
    from moto.route53.models import route53_backends

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield route53_backends["123456789012"]["aws"]
    sys.setswitchinterval(interval)


def test_concurrent_changes_are_all_kept(backend: Any) -> None:
    zone = backend.create_hosted_zone("a.example.", False, "once", None, None, None, None).id
    before = len(backend.get_hosted_zone(zone).rrsets)

    def change(action: str, label: str) -> None:
        record = {"Name": f"{label}.a.example", "Type": "A", "TTL": 60, "ResourceRecords": [{"Value": "192.0.2.1"}]}
        backend.change_resource_record_sets(zone, [{"Action": action, "ResourceRecordSet": record}])

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda label: change("CREATE", label), LABELS))
        assert len(backend.get_hosted_zone(zone).rrsets) == before + len(LABELS)
        list(pool.map(lambda label: change("DELETE", label), LABELS))
    assert len(backend.get_hosted_zone(zone).rrsets) == before
