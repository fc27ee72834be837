import type { BetterIs, Metric, MetricUnit } from "./metric";

/** A value made from several metrics; alarms and scaling policies read it like a metric. The keys of `metrics` are the names in `expression`. */
export interface MetricMath {
  /** CloudWatch's metric math. */
  readonly expression: string;
  readonly metrics: Readonly<Record<string, Metric>>;
  /** What a person calls it. */
  readonly label: string;
  readonly unit?: MetricUnit;
  readonly betterIs: BetterIs;
}

/** Whether a metric is made from others. */
export function isMath(metric: object): metric is MetricMath {
  return "expression" in metric;
}

/** A metric that is zero while it is silent: for what AWS publishes only when there is some. */
export function zeroWhenSilent(metric: Metric): MetricMath {
  const { label, unit, betterIs } = metric;
  return { expression: "FILL(value, 0)", metrics: { value: metric }, label, unit, betterIs };
}
