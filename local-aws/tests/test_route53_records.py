from __future__ import annotations

from itertools import count
from typing import Any

import pytest
from conftest import Connect, error_of

Change = tuple[str, dict[str, Any]]

ZONES = count()


class Records:
    """A new zone and operations on its record sets."""

    def __init__(self, route53: Any, zone: str) -> None:
        self._route53 = route53
        self.zone = zone
        self._id = route53.create_hosted_zone(Name=zone, CallerReference=zone)["HostedZone"]["Id"]

    def all(self) -> list[dict[str, Any]]:
        return list(self._route53.list_resource_record_sets(HostedZoneId=self._id)["ResourceRecordSets"])

    def written(self) -> list[tuple[str, str, str]]:
        """Label, type and set identifier of all record sets except the default ones."""
        return sorted(
            (record["Name"].removesuffix(f".{self.zone}."), record["Type"], record.get("SetIdentifier", ""))
            for record in self.all()
            if record["Type"] not in ("NS", "SOA")
        )

    def change(self, *changes: Change) -> None:
        self._route53.change_resource_record_sets(**self._batch(changes))

    def rejection(self, *changes: Change) -> tuple[str, str]:
        """The error of a rejected batch, which must not change any record set."""
        before = self.all()
        error = error_of(self._route53.change_resource_record_sets, **self._batch(changes))
        assert self.all() == before
        return error

    def _batch(self, changes: tuple[Change, ...]) -> dict[str, Any]:
        listed = [{"Action": action, "ResourceRecordSet": record_set} for action, record_set in changes]
        return {"HostedZoneId": self._id, "ChangeBatch": {"Changes": listed}}

    def simple(self, label: str, type_: str = "A", **others: Any) -> dict[str, Any]:
        values = {"TTL": 60, "ResourceRecords": [{"Value": "192.0.2.1"}, {"Value": "192.0.2.2"}]}
        return {"Name": f"{label}.{self.zone}", "Type": type_, **values, **others}

    def weighted(self, label: str, identifier: str, type_: str = "A", **others: Any) -> dict[str, Any]:
        return self.simple(label, type_, SetIdentifier=identifier, **{"Weight": 10, **others})


@pytest.fixture
def records(connect: Connect) -> Records:
    return Records(connect("route53"), f"records-{next(ZONES)}.example")


def test_deletion_by_set_identifier_keeps_other_names_types_and_identifiers(records: Records) -> None:
    doomed = records.weighted("one", "replica-1")
    others = [
        records.weighted("two", "replica-1"),
        records.weighted("one", "replica-1", "AAAA"),
        records.weighted("one", "replica-2"),
        records.simple("three"),
    ]
    records.change(*(("CREATE", record) for record in [doomed, *others]))
    records.change(("DELETE", doomed))
    assert records.written() == [
        ("one", "A", "replica-2"),
        ("one", "AAAA", "replica-1"),
        ("three", "A", ""),
        ("two", "A", "replica-1"),
    ]


def test_record_set_that_sorts_first_can_be_recreated(records: Records) -> None:
    for record in (records.simple("a"), records.weighted("b", "replica-1")):
        records.change(("CREATE", records.simple("z")), ("CREATE", record))
        records.change(("DELETE", record))
        records.change(("CREATE", record))
        records.change(("DELETE", record), ("DELETE", records.simple("z")))
    assert records.written() == []


@pytest.mark.parametrize("identifier", [None, "replica-1"])
def test_existing_record_set_cannot_be_created(records: Records, identifier: str | None) -> None:
    record = records.weighted("a", identifier) if identifier else records.simple("a")
    records.change(("CREATE", record))
    named = f", set-identifier='{identifier}'" if identifier else ""
    message = f"[Tried to create resource record set [name='a.{records.zone}.', type='A'{named}] but it already exists]"
    for name in (record["Name"], record["Name"] + ".", record["Name"].upper()):
        other = {**record, "Name": name, "TTL": 300}
        assert records.rejection(("CREATE", other)) == ("InvalidChangeBatch", message)
    records.change(("UPSERT", {**record, "TTL": 300}))
    assert [found["TTL"] for found in records.all() if found["Type"] == "A"] == [300]


@pytest.mark.parametrize("identifier", [None, "replica-1"])
def test_missing_record_set_cannot_be_deleted(records: Records, identifier: str | None) -> None:
    record = records.weighted("a", identifier) if identifier else records.simple("a")
    named = f", set-identifier='{identifier}'" if identifier else ""
    message = f"[Tried to delete resource record set [name='a.{records.zone}.', type='A'{named}] but it was not found]"
    assert records.rejection(("DELETE", record)) == ("InvalidChangeBatch", message)
    records.change(("CREATE", record))
    records.change(("DELETE", record))
    assert records.rejection(("DELETE", record)) == ("InvalidChangeBatch", message)


@pytest.mark.parametrize("changed", [{"TTL": 61}, {"Weight": 11}, {"ResourceRecords": [{"Value": "192.0.2.1"}]}])
def test_deletion_requires_the_current_values(records: Records, changed: dict[str, Any]) -> None:
    record = records.weighted("a", "replica-1")
    records.change(("CREATE", record))
    code, message = records.rejection(("DELETE", {**record, **changed}))
    assert code == "InvalidChangeBatch"
    assert "but the values provided do not match the current values" in message
    records.change(("DELETE", {**record, "ResourceRecords": record["ResourceRecords"][::-1]}))
    assert records.written() == []


def test_every_listed_record_set_can_be_deleted(records: Records) -> None:
    target = {"HostedZoneId": "Z2P70J7EXAMPLE", "DNSName": "lb.example.com", "EvaluateTargetHealth": True}
    alias = {"Name": f"alias.{records.zone}", "Type": "A", "AliasTarget": target}
    records.change(
        ("CREATE", records.simple("simple")),
        ("CREATE", records.weighted("weighted", "none", Weight=0)),
        ("CREATE", {**alias, "SetIdentifier": "us-east-1", "Region": "us-east-1", "HealthCheckId": "check"}),
        ("CREATE", records.simple("geo", SetIdentifier="eu", GeoLocation={"ContinentCode": "EU"})),
        ("CREATE", records.simple("multi", SetIdentifier="one", MultiValueAnswer=True)),
        ("CREATE", records.simple("failover", SetIdentifier="primary", Failover="PRIMARY")),
    )
    assert len(records.written()) == 6
    records.change(*(("DELETE", record) for record in records.all() if record["Type"] not in ("NS", "SOA")))
    assert records.written() == []


def test_batch_applies_changes_in_order_or_none(records: Records) -> None:
    record, missing = records.simple("a"), records.simple("missing")
    records.change(("CREATE", record))
    records.change(("DELETE", record), ("CREATE", {**record, "TTL": 300}))
    code, message = records.rejection(("CREATE", records.simple("new")), ("CREATE", record), ("DELETE", missing))
    assert (code, message) == (
        "InvalidChangeBatch",
        f"[Tried to create resource record set [name='a.{records.zone}.', type='A'] but it already exists,"
        f" Tried to delete resource record set [name='missing.{records.zone}.', type='A'] but it was not found]",
    )


def test_zone_keeps_its_default_records_and_rejects_records_of_other_zones(records: Records) -> None:
    for own in records.all():
        assert records.rejection(("DELETE", own))[1].startswith("[A HostedZone must contain ")
    for name in ("a.other.example", f"not{records.zone}"):
        code, message = records.rejection(("CREATE", {**records.simple("a"), "Name": name}))
        assert (code, message) == (
            "InvalidChangeBatch",
            f"RRSet with DNS name {name}. is not permitted in zone {records.zone}.",
        )
    assert records.rejection(("MERGE", records.simple("a")))[0] == "InvalidInput"
