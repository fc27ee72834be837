"""Route 53: health checks that follow a CloudWatch alarm, and private zones.

https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html
"""

from __future__ import annotations

from typing import Any

from moto.core.responses import ActionResult
from moto.route53.models import HealthCheck
from moto.route53.responses import Route53

from terrace_aws.extension import replaces

# What only a check of an endpoint has.
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
        """A zone is private because it has a VPC, whether or not the request says so."""
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
        # What the request leaves out stays, unless it is reset.
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
