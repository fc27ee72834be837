from __future__ import annotations

from typing import Any

import pytest
from conftest import Connect, error_of


@pytest.fixture
def cloudwatch(connect: Connect) -> Any:
    return connect("cloudwatch")


def test_composite_alarm_lifecycle(cloudwatch: Any) -> None:
    written: dict[str, Any] = {
        "AlarmName": "slo",
        "AlarmDescription": "both burn",
        "AlarmRule": "ALARM(fast) AND ALARM(slow)",
        "AlarmActions": ["arn:aws:sns:us-east-1:123456789012:page"],
        "OKActions": ["arn:aws:sns:us-east-1:123456789012:page"],
        "ActionsEnabled": True,
        "ActionsSuppressor": "deploying",
        "ActionsSuppressorWaitPeriod": 60,
        "ActionsSuppressorExtensionPeriod": 120,
    }
    cloudwatch.put_composite_alarm(**written, Tags=[{"Key": "a", "Value": "b"}])

    def described() -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = cloudwatch.describe_alarms(AlarmNames=["slo"], AlarmTypes=["CompositeAlarm"])[
            "CompositeAlarms"
        ]
        return found

    assert written.items() <= described()[0].items()
    assert cloudwatch.list_tags_for_resource(ResourceARN=described()[0]["AlarmArn"])["Tags"] == [
        {"Key": "a", "Value": "b"}
    ]
    changed = {**written, "AlarmRule": "ALARM(fast)"}
    cloudwatch.put_composite_alarm(**changed)
    assert changed.items() <= described()[0].items()
    cloudwatch.delete_alarms(AlarmNames=["slo"])
    assert described() == []


def test_alarms_are_described_by_type(cloudwatch: Any) -> None:
    cloudwatch.put_composite_alarm(AlarmName="typed", AlarmRule="ALARM(x)")
    assert cloudwatch.describe_alarms(AlarmNames=["typed"])["MetricAlarms"] == []
    assert cloudwatch.describe_alarms(AlarmNames=["typed"])["CompositeAlarms"] == []
    both = cloudwatch.describe_alarms(AlarmNames=["typed"], AlarmTypes=["MetricAlarm", "CompositeAlarm"])
    assert [alarm["AlarmName"] for alarm in both["CompositeAlarms"]] == ["typed"]


@pytest.mark.parametrize("statistic", ["p99", "p99.9", "tm90", "IQM", "TM(10%:90%)", "TC(0.005:0.030)", "PR(:0.3)"])
def test_alarm_accepts_every_valid_statistic(cloudwatch: Any, statistic: str) -> None:
    cloudwatch.put_metric_alarm(**_plain("extended"), ExtendedStatistic=statistic)
    assert cloudwatch.describe_alarms(AlarmNames=["extended"])["MetricAlarms"][0]["ExtendedStatistic"] == statistic


@pytest.mark.parametrize("statistic", ["q99", "p101", "p", "PR(0.3)", "tm90%"])
def test_invalid_statistic_is_rejected(cloudwatch: Any, statistic: str) -> None:
    code, message = error_of(cloudwatch.put_metric_alarm, **_plain("refused"), ExtendedStatistic=statistic)
    assert (code, statistic in message) == ("InvalidParameterValue", True)


def _plain(name: str) -> dict[str, Any]:
    return {
        "AlarmName": name,
        "Namespace": "AWS/ApplicationELB",
        "MetricName": "TargetResponseTime",
        "Period": 60,
        "EvaluationPeriods": 1,
        "ComparisonOperator": "GreaterThanThreshold",
        "Threshold": 0.3,
    }
