import { alarmText } from "../../../constructs/alarms/alarm-text";
import { assertAlarmable } from "../../../constructs/alarms/alarm-rules";
import type { AlarmRow } from "../../../constructs/watching/alarm-row";
import { whyNotPublished } from "../../support/facts";
import type { Metric } from "../../../constructs/watching/metric";
import { type MetricMath, isMath } from "../../../constructs/watching/metric-math";
import type { Watch } from "../../../constructs/watching/watch";
import { evaluate } from "../../support/metric-math";

/** One line for an alarm: who is told, when, of how many datapoints, what no data means, and the runbook. */
export function rowLine(row: AlarmRow): string {
  const { comparison, datapoints, datapointsToAlarm = datapoints, period, missingData } = row;
  const told = [row.severity, ...(row.runbook === undefined ? [] : [row.runbook])].join(" ");
  const limit = row.band ? `${comparison} ${row.band.deviations} deviations` : `${comparison} ${row.threshold}`;
  return `${row.id}: ${told}; ${limit}, ${datapointsToAlarm} of ${datapoints} × ${period}; no data: ${missingData}`;
}

/** One for each alarm of a watch. */
export function linesOf({ alarms }: Watch): string[] {
  return alarms.map(rowLine);
}

/**
 * What is wrong with watches that stand in one account and region, which is nothing: metrics that AWS does not publish, expressions that
 * name what is no metric of theirs, alarms that CloudWatch refuses, names that are not unique.
 */
export function faults(watches: readonly Watch[], region = "us-east-1"): string[] {
  const alarms = watches.flatMap((watch) => watch.alarms);
  const metrics = [...alarms.map(({ metric }) => metric), ...watches.flatMap(({ signals }) => signals.flatMap((signal) => signal.metrics))];
  return [
    ...metrics.flatMap(whyNotPublished),
    ...metrics.flatMap(wrongExpression),
    ...alarms.flatMap((row) => refusals(row, region)),
    ...watches.flatMap((watch) => twice(watch.alarms.map(({ id }) => id))),
    ...twice(alarms.map(({ name }) => name.join("-"))),
  ];
}

function refusals(row: AlarmRow, region: string): string[] {
  return thrown(() => {
    assertAlarmable(row, region);
    alarmText(row, "docs/runbooks");
  });
}

/** A name in it that is no metric, or a metric that it does not name. What Performance Insights is asked for names a counter of its own. */
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
  return values.filter((value, index) => values.indexOf(value) !== index).map((value) => `${value} is there twice`);
}
