import { minutes } from "../../../language/units";
import type { WorkloadMetricAlarm, WorkloadMetric } from "../../watching/model";
import type { AlarmRow, MissingData } from "../../watching/alarm-row";
import type { Metric } from "../../watching/metric";
import { limitsOf } from "../../watching/limits";
import type { LogFilter } from "../../watching/log-filter";
import type { Signal } from "../../watching/watch";
import type { WatchLogProps } from "./workload-log";

/** Prefix of the namespaces of custom metrics. It is separate from Terrace's own namespaces, so that their metric names cannot collide. */
const BUSINESS_NAMESPACE = "Terrace/Business";

/** A metric filter for each custom metric. */
export function customMetricFilters(props: WatchLogProps): readonly LogFilter[] {
  return props.workload.metrics.map((metric) => ({
    id: rowId(metric),
    pattern: metric.pattern,
    value: metric.value,
    metric: businessMetric(metric, props),
    // Zero is correct for a sum, but as a response time it would be a very fast one.
    ...(metric.statistic === "Sum" ? { defaultValue: 0 } : {}),
  }));
}

/** The alarms of custom metrics. */
export function customMetricRows(props: WatchLogProps): readonly AlarmRow[] {
  return props.workload.metrics.flatMap((metric) => (metric.alarm ? [row(metric, metric.alarm, props)] : []));
}

/** A dashboard graph for each custom metric. */
export function customMetricSignals(props: WatchLogProps, rows: readonly AlarmRow[]): readonly Signal[] {
  return props.workload.metrics.map((metric) => ({
    signal: metric.betterIs === "lower" ? "errors" : "traffic",
    title: metric.name,
    metrics: [businessMetric(metric, props)],
    limits: limitsOf(rows, rowId(metric)),
  }));
}

/**
 * Treatment of missing data. For a sum, missing data means zero, because nothing happened; it breaches if zero does, so that the alarm
 * fires when, for example, uploads stop. For an average or extreme, missing data never breaches: there was nothing to measure.
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
    level: "basic",
    pagesItself: true,
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

/** A custom metric of a workload in CloudWatch. */
export function businessMetric(
  metric: WorkloadMetric,
  { environment, kind, workload }: Pick<WatchLogProps, "environment" | "kind"> & { readonly workload: { readonly name: string } },
): Metric {
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
