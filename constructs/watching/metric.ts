/**
 * A plain statistic, a percentile (`p99`), or a percentile rank (`PR(:0.3)`: the percentage of values up to 0.3).
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html
 */
export type Statistic = "Average" | "Minimum" | "Maximum" | "Sum" | "SampleCount" | `p${number}` | `PR(:${number})`;

/** CloudWatch's units, as far as what we watch has them. */
export type MetricUnit =
  "Count" | "Percent" | "Seconds" | "Milliseconds" | "Microseconds" | "Bytes" | "Gigabytes" | "Bytes/Second" | "Count/Second";

/** Which way a metric should go; `neither` for traffic. */
export type BetterIs = "lower" | "higher" | "neither";

/** One CloudWatch metric, defined once: alarms, scaling policies and dashboards read it. */
export interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: Statistic;
  /** What a person calls it. */
  readonly label: string;
  /** CloudWatch's unit; undefined: a ratio or as the metric comes. */
  readonly unit?: MetricUnit;
  readonly betterIs: BetterIs;
  /** Where it is published when that is one region for all: CloudFront's and Route 53's in us-east-1. An alarm elsewhere is silent for ever. */
  readonly region?: string;
}
