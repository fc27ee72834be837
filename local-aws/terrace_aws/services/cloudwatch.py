"""CloudWatch: composite alarms, and descriptions of alarms by type.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
"""

from __future__ import annotations

from typing import Any

from moto.cloudwatch.responses import CloudWatchResponse
from moto.core.responses import ActionResult

from terrace_aws.extension import replaces

ALARM_TYPES = {"MetricAlarm": "MetricAlarms", "CompositeAlarm": "CompositeAlarms"}


@replaces(CloudWatchResponse)
class Responses(CloudWatchResponse):
    def put_composite_alarm(self) -> ActionResult:
        answer = self.put_metric_alarm()  # reads AlarmRule as well
        alarm: Any = self.cloudwatch_backend.alarms[self._get_param("AlarmName")]
        alarm.actions_suppressor = self._get_param("ActionsSuppressor")
        alarm.actions_suppressor_wait_period = self._get_int_param("ActionsSuppressorWaitPeriod")
        alarm.actions_suppressor_extension_period = self._get_int_param("ActionsSuppressorExtensionPeriod")
        return answer

    def describe_alarms(self) -> ActionResult:
        answer = super().describe_alarms()
        result: Any = answer.result
        wanted = self._get_param("AlarmTypes") or ["MetricAlarm"]  # AWS's default
        for alarm_type, key in ALARM_TYPES.items():
            if alarm_type not in wanted:
                result[key] = []
        return answer
