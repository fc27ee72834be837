import type { Metric } from "../../watching/metric";
import type { MetricMath } from "../../watching/metric-math";

/**
 * What an objective counts: requests that were bad, of all. Both are CloudWatch expressions over one period that never lack a value
 * ({@link filled}).
 */
export interface Indicator {
  readonly bad: string;
  readonly total: string;
  /** The keys are the names in the expressions. */
  readonly metrics: Readonly<Record<string, Metric>>;
}

/**
 * A metric in which no data means none. Elastic Load Balancing publishes counts only while they are not zero, so most are absent most of
 * the time, and an alarm that lacks a datapoint takes an older one instead: it would stay raised after traffic has stopped.
 *
 * AWS warns of `FILL` in alarms, as the newest minute may always be late and so always filled. It does no harm here: no period is shorter
 * than five minutes, so a late minute only shortens the window, for bad requests and all requests alike.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export function filled(id: string, value = 0): string {
  return `FILL(${id}, ${value})`;
}

/**
 * Times faster than allowed that the budget burns: share of bad requests ÷ budget. Zero while fewer than `enough` requests were bad; so
 * nothing is divided by zero either, since bad requests are requests.
 */
export function burnRate(indicator: Indicator, budgetPercent: number, enough: number): MetricMath {
  const { bad, total, metrics } = indicator;
  return {
    expression: `IF(${bad} >= ${enough}, 100 * (${bad}) / (${total}) / ${budgetPercent}, 0)`,
    metrics,
    label: "Burn rate",
    betterIs: "lower",
  };
}

/**
 * Percent of the error budget that is left, as a line that falls from 100 while the budget is spent; below zero the objective is missed.
 *
 * For dashboards only. `SUM` of one series is a number over the whole range of the graph, and `RUNNING_SUM` starts at its left edge, so
 * the graph must show {@link BUDGET_WINDOW}: with 30 days, its last point is the budget that is left. In alarms AWS advises against both:
 * an alarm fetches more datapoints than it is evaluated on.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
export function budgetLeft(indicator: Indicator, budgetPercent: number, label: string): MetricMath {
  const { bad, total, metrics } = indicator;
  return {
    expression: `100 - 10000 * RUNNING_SUM(${bad}) / SUM(${total}) / ${budgetPercent}`,
    metrics,
    label,
    unit: "Percent",
    betterIs: "higher",
  };
}
