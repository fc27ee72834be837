import type { BetterIs, Metric, MetricUnit } from "./metric";

/** A metric math expression, which alarms and scaling policies read like a metric. The keys of `metrics` are the names in `expression`. */
export interface MetricMath {
  /** Expression in CloudWatch metric math syntax. */
  readonly expression: string;
  readonly metrics: Readonly<Record<string, Metric>>;
  /** Label on dashboards. */
  readonly label: string;
  readonly unit?: MetricUnit;
  readonly betterIs: BetterIs;
}

/** Whether a metric is metric math. */
export function isMath(metric: object): metric is MetricMath {
  return "expression" in metric;
}

/** A metric with zeros for missing data, for metrics that AWS publishes only when they are not zero. */
export function zeroWhenSilent(metric: Metric): MetricMath {
  const { label, unit, betterIs } = metric;
  return { expression: "FILL(value, 0)", metrics: { value: metric }, label, unit, betterIs };
}
