import { minutes } from "../../../language/units";
import type { WorkloadMetricAlarm, WorkloadMetric } from "../../watching/model";
import type { AlarmRow, MissingData } from "../../watching/alarm-row";
import type { Metric } from "../../watching/metric";
import { limitsOf } from "../../watching/limits";
import type { LogFilter } from "../../watching/log-filter";
import type { Signal } from "../../watching/watch";
import type { WatchLogProps } from "./workload-log";

/** What the namespaces of the team's own figures begin with: apart from Terrace's, so that no name of theirs meets one of ours. */
const BUSINESS_NAMESPACE = "Terrace/Business";

/** A filter for each figure of the business. */
export function customMetricFilters(props: WatchLogProps): readonly LogFilter[] {
  return props.workload.metrics.map((metric) => ({
    id: rowId(metric),
    pattern: metric.pattern,
    value: metric.value,
    metric: businessMetric(metric, props),
    // A zero among response times would be a very fast one; in a sum it is what it says.
    ...(metric.statistic === "Sum" ? { defaultValue: 0 } : {}),
  }));
}

/** An alarm for each figure that has one. */
export function customMetricRows(props: WatchLogProps): readonly AlarmRow[] {
  return props.workload.metrics.flatMap((metric) => (metric.alarm ? [row(metric, metric.alarm, props)] : []));
}

/** A line on the dashboard for each figure. */
export function customMetricSignals(props: WatchLogProps, rows: readonly AlarmRow[]): readonly Signal[] {
  return props.workload.metrics.map((metric) => ({
    signal: metric.betterIs === "lower" ? "errors" : "traffic",
    title: metric.name,
    metrics: [businessMetric(metric, props)],
    limits: limitsOf(rows, rowId(metric)),
  }));
}

/**
 * What no data means. Of a sum it is zero, for nothing happened: wrong if zero is, so that uploads that stay away altogether are told of.
 * Of an average or an extreme it is nothing at all: nobody waited, and there is nothing to be told.
 */
export function missingDataOf(statistic: WorkloadMetric["statistic"], { comparison, threshold }: WorkloadMetricAlarm): MissingData {
  const zeroIsWrong = comparison === "below" ? 0 < threshold : 0 > threshold;
  return statistic === "Sum" && zeroIsWrong ? "breaching" : "notBreaching";
}

function row(metric: WorkloadMetric, alarm: WorkloadMetricAlarm, props: WatchLogProps): AlarmRow {
  const { kind, workload } = props;
  const { severity, runbook, comparison, threshold } = alarm;
  const length = minutes(alarm.for);
  return {
    ...(severity === "page" ? { severity, runbook } : { severity, ...(runbook === undefined ? {} : { runbook }) }),
    id: rowId(metric),
    name: [kind, workload.name, "metric", metric.name],
    description: `${metric.name} of ${workload.name} has been ${comparison} ${threshold} for ${length === 1 ? "a minute" : `${length} minutes`}.`,
    reason: alarm.reason,
    metric: businessMetric(metric, props),
    comparison,
    threshold,
    period: "1 minute",
    datapoints: length,
    missingData: missingDataOf(metric.statistic, alarm),
  };
}

function businessMetric(metric: WorkloadMetric, { environment, kind, workload }: WatchLogProps): Metric {
  return {
    namespace: `${BUSINESS_NAMESPACE}/${environment}/${kind}/${workload.name}`,
    name: metric.name,
    dimensions: {},
    statistic: metric.statistic,
    label: metric.name,
    ...(metric.unit && { unit: metric.unit }),
    betterIs: metric.betterIs,
  };
}

function rowId({ name }: WorkloadMetric): string {
  return `Metric-${name}`;
}
