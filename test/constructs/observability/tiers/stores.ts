import { assertAlarmable } from "../../../../constructs/observability/alarm-rules";
import type { AlarmRow } from "../../../../constructs/observability/alarms";
import { alarmText } from "../../../../constructs/observability/alarm-text";
import { whyNotPublished } from "../../../../constructs/observability/facts";
import type { Metric } from "../../../../constructs/observability/metric";
import { type MetricMath, isMath } from "../../../../constructs/observability/metric-math";
import type { Watch } from "../../../../constructs/observability/watch";
import type { Table } from "../../../../config/model";

/** One line for an alarm: who is told, when, of how many datapoints, what no data means, and the runbook. */
export function lineOf(row: AlarmRow): string {
  const { comparison, threshold, datapoints, datapointsToAlarm = datapoints, period, missingData } = row;
  const told = [row.severity, ...(row.runbook === undefined ? [] : [row.runbook])].join(" ");
  return `${row.id}: ${told}; ${comparison} ${String(threshold)}, ${datapointsToAlarm} of ${datapoints} × ${period}; no data: ${missingData}`;
}

export function linesOf({ alarms }: Watch): string[] {
  return alarms.map(lineOf);
}

/** What is wrong with a watch, for nothing: metrics that AWS does not publish, alarms that it refuses, names that are not unique. */
export function faultsOf({ alarms, signals }: Watch): string[] {
  return [
    ...alarms.flatMap(({ metric }) => whyNotPublished(metric)),
    ...signals.flatMap(({ metrics }) => metrics.flatMap(whyNotPublished)),
    ...alarms.flatMap(refusals),
    ...alarms.flatMap(({ metric }) => unknownNames(metric)),
    ...twice(alarms.map(({ id }) => id)),
    ...twice(alarms.map(({ name }) => name.join("-"))),
  ];
}

function refusals(row: AlarmRow): string[] {
  try {
    assertAlarmable(row, "us-east-1");
    alarmText(row, "docs/runbooks");
    return [];
  } catch (error) {
    return [String(error)];
  }
}

/** Names in an expression that are no metric of it, no function and no operator: CloudWatch would refuse the alarm. */
function unknownNames(metric: Metric | MetricMath): string[] {
  if (!isMath(metric)) return [];
  const names: readonly string[] = metric.expression.match(/[a-z]\w*/gi) ?? [];
  const unknown = names.filter((name) => !(name in metric.metrics) && !/^(IF|FILL|RATE|MIN|MAX|SUM|PERIOD)$/.test(name));
  const unread = Object.keys(metric.metrics).filter((name) => !names.includes(name));
  return [...unknown, ...unread].map((name) => `${name} in ${metric.expression}`);
}

function twice(values: readonly string[]): string[] {
  return values.filter((value, index) => values.indexOf(value) !== index).map((value) => `${value} is there twice`);
}

/** A provisioned table with an index and two copies. */
export const TABLE: Table = {
  name: "likes",
  key: { partition: { name: "photo", type: "string" } },
  indexes: [{ name: "by_user", key: { partition: { name: "user", type: "string" } }, projection: "all" }],
  capacity: { mode: "provisioned", read: { min: 10, max: 1_000 }, write: { min: 5, max: 200 }, utilization: 70 },
  stream: "none",
  pointInTimeRecovery: true,
  regions: ["us-east-1", "eu-west-1"],
};
