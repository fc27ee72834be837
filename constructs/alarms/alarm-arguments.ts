import type { AlarmRow } from "../watching/alarm-row";
import type { Metric } from "../watching/metric";
import { isMath } from "../watching/metric-math";

const OPERATORS = {
  above: "GreaterThanThreshold",
  "at-or-above": "GreaterThanOrEqualToThreshold",
  below: "LessThanThreshold",
  "at-or-below": "LessThanOrEqualToThreshold",
} as const;

const BAND_OPERATORS = {
  above: "GreaterThanUpperThreshold",
  below: "LessThanLowerThreshold",
  outside: "LessThanLowerOrGreaterThanUpperThreshold",
} as const;

/** Values of the argument `statistic`; percentiles and ranks use `extended_statistic`. */
const PLAIN: readonly string[] = ["Average", "Minimum", "Maximum", "Sum", "SampleCount"];

/**
 * Threshold arguments. An anomaly alarm has no `threshold` (the provider rejects both), but the ID of the band expression.
 *
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudwatch_metric_alarm
 */
export function limitArguments(row: AlarmRow) {
  if (row.band) return { comparisonOperator: BAND_OPERATORS[row.comparison], thresholdMetricId: BAND };
  return { comparisonOperator: OPERATORS[row.comparison], threshold: row.threshold };
}

/** Metric arguments. A plain metric has no query, since Route 53 health checks support only plain metrics. */
export function metricArguments({ metric, band }: AlarmRow, period: number) {
  if (isMath(metric)) return { metricQuery: [...mathQueries(metric, period), ...bandQueries(band)] };
  if (band) return { metricQuery: [query(RESULT, metric, period, true), ...bandQueries(band)] };
  return {
    namespace: metric.namespace,
    metricName: metric.name,
    dimensions: { ...metric.dimensions },
    ...(PLAIN.includes(metric.statistic) ? { statistic: metric.statistic } : { extendedStatistic: metric.statistic }),
    period,
  };
}

/** IDs of the queries that an alarm compares. */
const RESULT = "result";
const BAND = "band";

/** CloudWatch requires one period for all metrics and exactly one result in an alarm. */
function mathQueries(math: Extract<AlarmRow["metric"], { readonly expression: string }>, period: number) {
  return [
    { id: RESULT, expression: math.expression, label: math.label, returnData: true },
    ...Object.entries(math.metrics).map(([id, metric]) => query(id, metric, period, false)),
  ];
}

/**
 * Both the metric and its band return data, since CloudWatch compares them.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create_Anomaly_Detection_Alarm.html
 */
function bandQueries(band: AlarmRow["band"]) {
  if (!band) return [];
  return [{ id: BAND, expression: `ANOMALY_DETECTION_BAND(${RESULT}, ${band.deviations})`, label: "Expected", returnData: true }];
}

function query(id: string, metric: Metric, period: number, returnData: boolean) {
  const { namespace, name, dimensions, statistic } = metric;
  return { id, metric: { namespace, metricName: name, dimensions: { ...dimensions }, stat: statistic, period }, returnData };
}
