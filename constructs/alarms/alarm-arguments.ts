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

/** The statistics that have an argument of their own; percentiles and ranks are `extended_statistic`. */
const PLAIN: readonly string[] = ["Average", "Minimum", "Maximum", "Sum", "SampleCount"];

/**
 * From where on it is wrong. An anomaly alarm has no `threshold` (the provider refuses both), but names the expression that makes the band.
 *
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/cloudwatch_metric_alarm
 */
export function limitArguments(row: AlarmRow) {
  if (row.band) return { comparisonOperator: BAND_OPERATORS[row.comparison], thresholdMetricId: BAND };
  return { comparisonOperator: OPERATORS[row.comparison], threshold: row.threshold };
}

/** What is watched: a plain metric where that will do, for Route 53 follows no other. */
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

/** The ids of the queries that an alarm compares. */
const RESULT = "result";
const BAND = "band";

/** One period for all metrics, and exactly one result: what CloudWatch demands of metric math in an alarm. */
function mathQueries(math: Extract<AlarmRow["metric"], { readonly expression: string }>, period: number) {
  return [
    { id: RESULT, expression: math.expression, label: math.label, returnData: true },
    ...Object.entries(math.metrics).map(([id, metric]) => query(id, metric, period, false)),
  ];
}

/**
 * Both what is watched and its band are returned: CloudWatch compares the two.
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
