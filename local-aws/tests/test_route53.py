from __future__ import annotations

from typing import Any

from conftest import Connect, error_of

ALARM = {"Region": "us-east-1", "Name": "lag"}


def read(connect: Connect, check_id: str) -> dict[str, Any]:
    config: dict[str, Any] = connect("route53").get_health_check(HealthCheckId=check_id)["HealthCheck"][
        "HealthCheckConfig"
    ]
    return config


def test_alarm_health_check_lifecycle(connect: Connect) -> None:
    route53 = connect("route53")
    config = {"Type": "CLOUDWATCH_METRIC", "AlarmIdentifier": ALARM, "InsufficientDataHealthStatus": "Unhealthy"}
    check = route53.create_health_check(CallerReference="alarm", HealthCheckConfig=config)["HealthCheck"]
    assert config.items() <= read(connect, check["Id"]).items()
    assert "Port" not in read(connect, check["Id"])

    change = {"AlarmIdentifier": {**ALARM, "Name": "other"}, "InsufficientDataHealthStatus": "Healthy"}
    updated = route53.update_health_check(HealthCheckId=check["Id"], **change)["HealthCheck"]
    assert updated["HealthCheckVersion"] == check["HealthCheckVersion"] + 1
    assert {**config, **change}.items() <= read(connect, check["Id"]).items()

    route53.delete_health_check(HealthCheckId=check["Id"])
    assert error_of(route53.get_health_check, HealthCheckId=check["Id"])[0] == "NoSuchHealthCheck"


def test_insufficient_data_keeps_the_last_status_by_default(connect: Connect) -> None:
    config = {"Type": "CLOUDWATCH_METRIC", "AlarmIdentifier": ALARM}
    check = connect("route53").create_health_check(CallerReference="default", HealthCheckConfig=config)["HealthCheck"]
    assert read(connect, check["Id"])["InsufficientDataHealthStatus"] == "LastKnownStatus"


def test_calculated_health_check_keeps_children_and_threshold(connect: Connect) -> None:
    config = {"Type": "CALCULATED", "ChildHealthChecks": ["a", "b"], "HealthThreshold": 1}
    check = connect("route53").create_health_check(CallerReference="calculated", HealthCheckConfig=config)[
        "HealthCheck"
    ]
    assert config.items() <= read(connect, check["Id"]).items()
    assert "FailureThreshold" not in read(connect, check["Id"])
    update = connect("route53").update_health_check
    update(HealthCheckId=check["Id"], HealthThreshold=2)
    assert {**config, "HealthThreshold": 2}.items() <= read(connect, check["Id"]).items()
    update(HealthCheckId=check["Id"], ChildHealthChecks=["c"])
    assert read(connect, check["Id"])["ChildHealthChecks"] == ["c"]
    update(HealthCheckId=check["Id"], ResetElements=["ChildHealthChecks"])
    assert "ChildHealthChecks" not in read(connect, check["Id"])
    assert error_of(update, HealthCheckId="none", HealthThreshold=1)[0] == "NoSuchHealthCheck"


def test_changing_a_health_check_keeps_its_regions(connect: Connect) -> None:
    regions = ["eu-west-1", "us-east-1", "us-west-2"]
    config = {"Type": "HTTP", "FullyQualifiedDomainName": "example.com", "Regions": regions}
    check = connect("route53").create_health_check(CallerReference="regions", HealthCheckConfig=config)["HealthCheck"]
    connect("route53").update_health_check(HealthCheckId=check["Id"], FailureThreshold=2)
    assert read(connect, check["Id"])["Regions"] == regions


def test_https_health_check_uses_port_443(connect: Connect) -> None:
    config = {"Type": "HTTPS", "FullyQualifiedDomainName": "example.com"}
    check = connect("route53").create_health_check(CallerReference="https", HealthCheckConfig=config)["HealthCheck"]
    assert read(connect, check["Id"])["Port"] == 443


def test_zone_with_a_vpc_is_private_and_accepts_vpcs_of_other_regions(connect: Connect) -> None:
    route53 = connect("route53")
    home, far = ({"VPCRegion": region, "VPCId": f"vpc-{region}"} for region in ("us-east-1", "eu-west-1"))
    zone = route53.create_hosted_zone(Name="test.internal", CallerReference="zone", VPC=home)["HostedZone"]["Id"].split(
        "/"
    )[-1]
    assert route53.get_hosted_zone(Id=zone)["HostedZone"]["Config"]["PrivateZone"] is True
    route53.associate_vpc_with_hosted_zone(HostedZoneId=zone, VPC=far)
    assert route53.get_hosted_zone(Id=zone)["VPCs"] == [home, far]
    route53.disassociate_vpc_from_hosted_zone(HostedZoneId=zone, VPC=home)
    assert route53.get_hosted_zone(Id=zone)["VPCs"] == [far]
    assert error_of(route53.disassociate_vpc_from_hosted_zone, HostedZoneId=zone, VPC=far)[0] == "LastVPCAssociation"
    route53.delete_hosted_zone(Id=zone)
    assert error_of(route53.get_hosted_zone, Id=zone)[0] == "NoSuchHostedZone"


def test_zone_without_a_vpc_is_public(connect: Connect) -> None:
    zone = connect("route53").create_hosted_zone(Name="public.example", CallerReference="public")["HostedZone"]
    assert zone["Config"]["PrivateZone"] is False
