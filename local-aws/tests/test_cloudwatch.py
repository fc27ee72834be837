from __future__ import annotations

from typing import Any

import pytest
from conftest import Connect


@pytest.fixture
def cloudwatch(connect: Connect) -> Any:
    return connect("cloudwatch")


def test_composite_alarm_lives(cloudwatch: Any) -> None:
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
