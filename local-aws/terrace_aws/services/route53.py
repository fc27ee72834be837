"""Route 53: record sets identified by name, type and set identifier, health checks on CloudWatch alarms, private zones.

https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html
https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html
"""

from __future__ import annotations

from threading import Lock
from typing import Any

from moto.core.responses import ActionResult
from moto.route53.exceptions import DnsNameInvalidForZone, InvalidActionValue, Route53ClientError
from moto.route53.models import FakeZone, HealthCheck, RecordSet, Route53Backend
from moto.route53.responses import Route53
from moto.route53.utils import validate_domain_name

from terrace_aws.extension import replaces

# Fields of endpoint health checks only.
ENDPOINT_FIELDS = (
    "IPAddress",
    "Port",
    "RequestInterval",
    "FailureThreshold",
    "MeasureLatency",
    "ResourcePath",
    "SearchString",
    "FullyQualifiedDomainName",
    "EnableSNI",
)

# The two record sets at the zone apex that cannot be deleted.
PERMANENT = {
    "NS": "A HostedZone must contain at least one NS record for the zone itself.",
    "SOA": "A HostedZone must contain exactly one SOA record.",
}


# The server handles requests concurrently, and a change reads and rewrites all record sets.
CHANGES = Lock()


class InvalidChanges(Route53ClientError):
    def __init__(self, problems: list[str]) -> None:
        super().__init__("InvalidChangeBatch", f"[{', '.join(problems)}]")


@replaces(FakeZone)
class Zone(FakeZone):
    def change(self, action: str, wanted: RecordSet) -> str | None:
        """Applies one change, or returns the reason why it is invalid."""
        existing = next((rrset for rrset in self.rrsets if _identity(rrset) == _identity(wanted)), None)
        problem = self._problem(action, wanted, existing)
        if problem is None:
            self.rrsets = [rrset for rrset in self.rrsets if rrset is not existing]
            if action != "DELETE":
                self.rrsets.append(wanted)
        return problem

    def _problem(self, action: str, wanted: RecordSet, existing: RecordSet | None) -> str | None:
        if action == "CREATE" and existing:
            return f"Tried to create resource record set {_description(wanted)} but it already exists"
        if action != "DELETE":
            return None
        if not existing:
            return f"Tried to delete resource record set {_description(wanted)} but it was not found"
        if wanted.name == _absolute(self.name) and wanted.type in PERMANENT:
            return PERMANENT[wanted.type]
        if _values(existing) != _values(wanted):
            return (
                f"Tried to delete resource record set {_description(wanted)}"
                " but the values provided do not match the current values"
            )
        return None


@replaces(Route53Backend)
class Backend(Route53Backend):
    def change_resource_record_sets(self, zoneid: str, change_list: list[dict[str, Any]]) -> None:
        """Applies the changes in order. An invalid change reverts the batch."""
        zone: Any = self.get_hosted_zone(zoneid)
        changes = [(change["Action"], _requested(change, zone)) for change in change_list]
        with CHANGES:
            before = zone.rrsets
            problems = [problem for change in changes if (problem := zone.change(*change))]
            if problems:
                zone.rrsets = before
                raise InvalidChanges(problems)


def _requested(change: dict[str, Any], zone: FakeZone) -> RecordSet:
    action, record_set = change["Action"], change["ResourceRecordSet"]
    validate_domain_name(record_set["Name"], code="InvalidChangeBatch")
    if action not in ("CREATE", "UPSERT", "DELETE"):
        raise InvalidActionValue(action)
    name = _absolute(record_set["Name"])
    if not f".{name}".endswith(f".{_absolute(zone.name)}"):
        raise DnsNameInvalidForZone(name=name, zone_name=zone.name)
    records = [record["Value"] for record in record_set.get("ResourceRecords") or []]
    return RecordSet({**record_set, "Name": name, "ResourceRecords": records})  # type: ignore[abstract]


def _absolute(name: str) -> str:
    return name.rstrip(".").lower() + "."


def _identity(rrset: RecordSet) -> tuple[str | None, ...]:
    return _absolute(rrset.name), rrset.type, rrset.set_identifier or None


def _description(rrset: RecordSet) -> str:
    identifier = f", set-identifier='{rrset.set_identifier}'" if rrset.set_identifier else ""
    return f"[name='{rrset.name}', type='{rrset.type}'{identifier}]"


def _values(rrset: RecordSet) -> tuple[Any, ...]:
    """The values that a deletion must repeat, independent of the order of the records."""
    alias = rrset.alias_target and {**rrset.alias_target, "DNSName": _absolute(rrset.alias_target["DNSName"])}
    routing = (rrset.weight, rrset.region, rrset.failover, rrset.geo_location, rrset.multi_value_answer or False)
    return str(rrset.ttl), sorted(rrset.records or []), alias, rrset.health_check_id or None, *routing


@replaces(HealthCheck)
class AlarmHealthCheck(HealthCheck):
    alarm_identifier: dict[str, str] | None = None
    insufficient_data_health_status: str | None = None

    @property
    def health_check_config(self) -> dict[str, Any]:
        config = super().health_check_config
        if self.type_ not in ("CLOUDWATCH_METRIC", "CALCULATED"):
            return config
        for name in ENDPOINT_FIELDS:
            config.pop(name, None)
        if self.type_ == "CLOUDWATCH_METRIC":
            config["AlarmIdentifier"] = self.alarm_identifier
            config["InsufficientDataHealthStatus"] = self.insufficient_data_health_status or "LastKnownStatus"
        return config


@replaces(Route53)
class Responses(Route53):
    def create_hosted_zone(self) -> ActionResult:
        """A zone with a VPC is private, even if the request does not set `PrivateZone`."""
        if self._get_param("VPC.VPCId"):
            params: Any = self.params
            params.setdefault("HostedZoneConfig", {})["PrivateZone"] = True
        return super().create_hosted_zone()

    def create_health_check(self) -> ActionResult:
        config = self._get_param("HealthCheckConfig")
        if config.get("Type") in ("HTTPS", "HTTPS_STR_MATCH"):
            config.setdefault("Port", 443)
        return self._with_alarm(super().create_health_check(), config)

    def update_health_check(self) -> ActionResult:
        check = self.backend.get_health_check(self._get_param("HealthCheckId"))
        children, regions = check.children, check.regions
        answer = self._with_alarm(super().update_health_check(), self._get_params())
        # Omitted fields keep their value unless the request resets them.
        reset = self._get_param("ResetElements") or []
        if self._get_param("ChildHealthChecks") is None:
            check.set_children([] if "ChildHealthChecks" in reset else children or [])
        if self._get_param("Regions") is None:
            check.set_regions([] if "Regions" in reset else regions or [])
        check.health_check_version += 1
        return answer

    def _with_alarm(self, answer: ActionResult, config: Any) -> ActionResult:
        result: Any = answer.result
        check: AlarmHealthCheck = result["HealthCheck"]
        if config.get("AlarmIdentifier"):
            check.alarm_identifier = dict(config["AlarmIdentifier"])
        if config.get("InsufficientDataHealthStatus"):
            check.insufficient_data_health_status = config["InsufficientDataHealthStatus"]
        return answer
