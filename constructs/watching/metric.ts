/**
 * A plain statistic, a percentile (`p99`), or a percentile rank (`PR(:0.3)`: the percentage of values up to 0.3).
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html
 */
export type Statistic = "Average" | "Minimum" | "Maximum" | "Sum" | "SampleCount" | `p${number}` | `PR(:${number})`;

/** Units of CloudWatch that Terrace's metrics use. */
export type MetricUnit =
  "Count" | "Percent" | "Seconds" | "Milliseconds" | "Microseconds" | "Bytes" | "Gigabytes" | "Bytes/Second" | "Count/Second";

/** Preferred direction of a metric; `neither` for traffic. */
export type BetterIs = "lower" | "higher" | "neither";

/** One CloudWatch metric, defined once for alarms, scaling policies and dashboards. */
export interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: Statistic;
  /** Label on dashboards. */
  readonly label: string;
  /** CloudWatch unit; undefined for ratios and metrics without a unit. */
  readonly unit?: MetricUnit;
  readonly betterIs: BetterIs;
  /**
   * The only region in which AWS publishes the metric, such as us-east-1 for CloudFront and Route 53. An alarm in another region never
   * fires. @default the region of the resource
   */
  readonly region?: string;
}
