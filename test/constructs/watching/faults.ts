import { alarmText } from "../../../constructs/alarms/alarm-text";
import { assertAlarmable } from "../../../constructs/alarms/alarm-rules";
import type { AlarmRow } from "../../../constructs/watching/alarm-row";
import { whyNotPublished } from "../../support/facts";
import type { Metric } from "../../../constructs/watching/metric";
import { type MetricMath, isMath } from "../../../constructs/watching/metric-math";
import type { Watch } from "../../../constructs/watching/watch";
import { evaluate } from "../../support/metric-math";

/** One line for an alarm: severity and runbook, threshold, datapoints, and treatment of missing data. */
export function rowLine(row: AlarmRow): string {
  const { comparison, datapoints, datapointsToAlarm = datapoints, period, missingData } = row;
  const notification = [row.severity, ...(row.runbook === undefined ? [] : [row.runbook])].join(" ");
  const limit = row.band ? `${comparison} ${row.band.deviations} deviations` : `${comparison} ${row.threshold}`;
  return `${row.id}: ${notification}; ${limit}, ${datapointsToAlarm} of ${datapoints} × ${period}; no data: ${missingData}`;
}

/** One line for each alarm of a watch. */
export function linesOf({ alarms }: Watch): string[] {
  return alarms.map(rowLine);
}

/**
 * Faults of watches in one account and region; expected to be empty. Metrics that AWS does not publish, expressions with unknown metrics,
 * alarms that CloudWatch rejects, duplicate names.
 */
export function faults(watches: readonly Watch[], region = "us-east-1"): string[] {
  const alarms = watches.flatMap((watch) => watch.alarms);
  const metrics = [...alarms.map(({ metric }) => metric), ...watches.flatMap(({ signals }) => signals.flatMap((signal) => signal.metrics))];
  return [
    ...metrics.flatMap(whyNotPublished),
    ...metrics.flatMap(wrongExpression),
    ...alarms.flatMap((row) => rejections(row, region)),
    ...watches.flatMap((watch) => twice(watch.alarms.map(({ id }) => id))),
    ...twice(alarms.map(({ name }) => name.join("-"))),
  ];
}

function rejections(row: AlarmRow, region: string): string[] {
  return thrown(() => {
    assertAlarmable(row, region);
    alarmText(row, "docs/runbooks");
  });
}

/**
 * Names in an expression that are not metrics, and metrics that it does not use. Performance Insights expressions contain a counter
 * instead.
 */
function wrongExpression(metric: Metric | MetricMath): string[] {
  if (!isMath(metric) || metric.expression.startsWith("DB_PERF_INSIGHTS(")) return [];
  const { expression, metrics } = metric;
  const unread = Object.keys(metrics).filter((id) => !new RegExp(`\\b${id}\\b`).test(expression));
  const series = Object.fromEntries(Object.keys(metrics).map((id) => [id, { before: 1, now: 1 }]));
  return [...unread.map((id) => `${id} is not in ${expression}`), ...thrown(() => evaluate(expression, series))];
}

function thrown(run: () => void): string[] {
  try {
    run();
    return [];
  } catch (error) {
    return [String(error)];
  }
}

function twice(values: readonly string[]): string[] {
  return values.filter((value, index) => values.indexOf(value) !== index).map((value) => `${value} is a duplicate`);
}
