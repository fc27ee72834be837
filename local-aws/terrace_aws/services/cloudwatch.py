"""CloudWatch: composite alarms, alarm descriptions by type, and all statistics of an alarm.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html
"""

from __future__ import annotations

import re
from typing import Any

from moto.cloudwatch.exceptions import InvalidParameterValue
from moto.cloudwatch.models import Alarm, CloudWatchBackend
from moto.cloudwatch.responses import CloudWatchResponse
from moto.core.responses import ActionResult

from terrace_aws.extension import replaces

ALARM_TYPES = {"MetricAlarm": "MetricAlarms", "CompositeAlarm": "CompositeAlarms"}

# p99.9, tm90, IQM, TM(10%:90%), TC(0.005:0.030), PR(:0.3)
EXTENDED_STATISTIC = re.compile(
    r"(p|tm|tc|ts|wm)(\d{1,2}(\.\d+)?|100)|IQM|(PR|TM|TC|TS|WM)\((\d+(\.\d+)?%?)?:(\d+(\.\d+)?%?)?\)"
)


@replaces(CloudWatchBackend)
class Backend(CloudWatchBackend):
    def put_metric_alarm(  # type: ignore[override]
        self, *, extended_statistic: str | None = None, **written: Any
    ) -> Alarm:
        if extended_statistic and not EXTENDED_STATISTIC.fullmatch(extended_statistic):
            raise InvalidParameterValue(
                f"The value {extended_statistic} for parameter ExtendedStatistic is not supported."
            )
        alarm = super().put_metric_alarm(**written)  # moto supports percentiles only
        alarm.extended_statistic = extended_statistic
        return alarm


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
