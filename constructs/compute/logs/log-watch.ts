import type { AlarmRow } from "../../watching/alarm-row";
import type { Metric } from "../../watching/metric";
import type { MetricMath } from "../../watching/metric-math";
import { TICKET } from "../../watching/rows";
import { limitsOf } from "../../watching/limits";
import type { LogFilter } from "../../watching/log-filter";
import type { Signal } from "../../watching/watch";
import { customMetricRows, customMetricSignals, customMetricFilters } from "./custom-metrics";
import { ALL_LINES, ERROR_LINES } from "./error-lines";
import type { WatchLogProps } from "./workload-log";

/** Metric filters, alarms and graphs for the log of a service or worker. */
export interface LogWatch {
  readonly filters: readonly LogFilter[];
  readonly alarms: readonly AlarmRow[];
  readonly signals: readonly Signal[];
}

/** Prefix of the namespaces of log metrics. */
const LOG_NAMESPACE = "Terrace/Logs";

/** Minimum number of lines in five minutes for a meaningful error rate. */
const ENOUGH_LINES = 20;

/**
 * Monitors the log of a service or worker in one region: its rate of error lines, and the workload's custom metrics.
 *
 * Each workload of each environment has its own namespaces, so that environments of one account do not share metrics. The metrics have no
 * dimensions: a filter with dimensions cannot have a default value, and each new dimension value is billed as a metric.
 *
 * Cost drivers: $0.30 a month for each metric with data (two of Terrace's own, and each custom metric); $0.10 for each metric of an alarm.
 * The filters are free.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/MonitoringLogData.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_MetricTransformation.html
 * @example watchLog({ environment: "prod", kind: "service", workload: service })
 */
export function watchLog(props: WatchLogProps): LogWatch {
  const alarms = [errorShareRow(props), ...customMetricRows(props)];
  return {
    filters: [lines("Lines", ALL_LINES, props), lines("ErrorLines", ERROR_LINES, props), ...customMetricFilters(props)],
    alarms,
    signals: [
      {
        signal: "errors",
        title: "Rate of error log lines",
        level: "standard",
        metrics: [errorShare(props)],
        limits: limitsOf(alarms, "ErrorLines"),
      },
      { signal: "traffic", title: "Log lines", level: "standard", metrics: [lineCount("Lines", props), lineCount("ErrorLines", props)] },
      ...customMetricSignals(props, alarms),
    ],
  };
}

type Lines = "Lines" | "ErrorLines";

function lines(name: Lines, pattern: string, props: WatchLogProps): LogFilter {
  return { id: name, pattern, value: "1", metric: lineCount(name, props), defaultValue: 0, level: "standard" };
}

function lineCount(name: Lines, { environment, kind, workload }: WatchLogProps): Metric {
  return {
    namespace: `${LOG_NAMESPACE}/${environment}/${kind}/${workload.name}`,
    name,
    dimensions: {},
    statistic: "Sum",
    label: name === "Lines" ? "Lines" : "Error lines",
    unit: "Count",
    betterIs: name === "Lines" ? "neither" : "lower",
  };
}

/** In percent. Both counts come from the same lines, so if one has a value, the other does too. */
function errorShare(props: WatchLogProps): MetricMath {
  return {
    expression: `IF(lines >= ${ENOUGH_LINES}, 100 * errors / lines, 0)`,
    metrics: { errors: lineCount("ErrorLines", props), lines: lineCount("Lines", props) },
    label: "Rate of error lines",
    unit: "Percent",
    betterIs: "lower",
  };
}

/**
 * A ticket, because errors that users see page separately. It finds failures that return no 5xx, such as background work and failed first
 * attempts. The threshold is one line in twenty: a request writes one to a few lines, so this is at least 5% of requests. A workload that
 * logs only errors has a rate of 100% and fires from four lines a minute.
 */
function errorShareRow(props: WatchLogProps): AlarmRow {
  const { kind, workload } = props;
  return {
    ...TICKET,
    id: "ErrorLines",
    level: "standard",
    name: [kind, workload.name, "error-lines"],
    description: `At least 5% of the log lines of ${workload.name} have been errors for 15 minutes.`,
    reason: "Failures that may not reach users as errors, such as background work. Saved queries list the errors and when they started.",
    metric: errorShare(props),
    comparison: "at-or-above",
    threshold: 5,
    period: "5 minutes",
    datapoints: 3,
  };
}
