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

/** What the log of a service or worker is watched by. */
export interface LogWatch {
  readonly filters: readonly LogFilter[];
  readonly alarms: readonly AlarmRow[];
  readonly signals: readonly Signal[];
}

/** What the namespaces of metrics from logs begin with. */
const LOG_NAMESPACE = "Terrace/Logs";

/** Lines of five minutes below which a share means nothing. */
const ENOUGH_LINES = 20;

/**
 * What the log of a service or worker is watched by, in one region: the share of its lines that are errors, and the figures of the business
 * that it names.
 *
 * Each workload of each environment has namespaces of its own, so that environments of one account share no figure. There are no dimensions:
 * a filter with dimensions can have no default value, and each new value of a dimension is a metric that is paid.
 *
 * Cost drivers: 0.30 USD a month for each metric that has data (two of Terrace's own, and each of the team's); 0.10 USD for each metric of an
 * alarm. Filters themselves are free.
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
      { signal: "errors", title: "Share of the log that is errors", metrics: [errorShare(props)], limits: limitsOf(alarms, "ErrorLines") },
      { signal: "traffic", title: "Lines of the log", metrics: [lineCount("Lines", props), lineCount("ErrorLines", props)] },
      ...customMetricSignals(props, alarms),
    ],
  };
}

type Lines = "Lines" | "ErrorLines";

function lines(name: Lines, pattern: string, props: WatchLogProps): LogFilter {
  return { id: name, pattern, value: "1", metric: lineCount(name, props), defaultValue: 0 };
}

function lineCount(name: Lines, { environment, kind, workload }: WatchLogProps): Metric {
  return {
    namespace: `${LOG_NAMESPACE}/${environment}/${kind}/${workload.name}`,
    name,
    dimensions: {},
    statistic: "Sum",
    label: name === "Lines" ? "Lines" : "Lines that are errors",
    unit: "Count",
    betterIs: name === "Lines" ? "neither" : "lower",
  };
}

/** Percent. Both counts come from the same lines, so either has a value when the other has. */
function errorShare(props: WatchLogProps): MetricMath {
  return {
    expression: `IF(lines >= ${ENOUGH_LINES}, 100 * errors / lines, 0)`,
    metrics: { errors: lineCount("ErrorLines", props), lines: lineCount("Lines", props) },
    label: "Share of lines that are errors",
    unit: "Percent",
    betterIs: "lower",
  };
}

/**
 * A ticket: what users see of it pages by itself. It finds what nobody is answered with a 5xx for, such as work in the background and
 * attempts that a second one makes good. One line in twenty: a request writes one to a few lines, so that is 5 % of the requests and more; a
 * workload that writes errors alone has a share of 100 %, and rings from four a minute on.
 */
function errorShareRow(props: WatchLogProps): AlarmRow {
  const { kind, workload } = props;
  return {
    ...TICKET,
    id: "ErrorLines",
    name: [kind, workload.name, "error-lines"],
    description: `5 % of the lines that ${workload.name} writes and more are errors, for a quarter of an hour.`,
    reason:
      "Something fails that may answer nobody with an error, such as work in the background. The saved queries say what, and since when.",
    metric: errorShare(props),
    comparison: "at-or-above",
    threshold: 5,
    period: "5 minutes",
    datapoints: 3,
  };
}
