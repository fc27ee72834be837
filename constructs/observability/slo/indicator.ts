import type { Metric } from "../../watching/metric";
import type { MetricMath } from "../../watching/metric-math";

/**
 * The counts of an SLO: bad requests and all requests. Both are CloudWatch expressions over one period that always have a value ({@link
 * filled}).
 */
export interface Indicator {
  readonly bad: string;
  readonly total: string;
  /** The keys are the names in the expressions. */
  readonly metrics: Readonly<Record<string, Metric>>;
}

/**
 * A metric whose missing data means zero. Elastic Load Balancing publishes counts only if they are above zero, so most are usually missing.
 * An alarm without a datapoint uses an older one instead, and would keep firing after traffic has stopped.
 *
 * AWS warns about `FILL` in alarms, because the newest minute may be late and therefore always filled. Here it does no harm: no period is
 * shorter than five minutes, so a late minute only shortens the window, for bad requests and all requests alike.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export function filled(id: string, value = 0): string {
  return `FILL(${id}, ${value})`;
}

/**
 * Burn rate of the budget: share of bad requests ÷ budget. Zero if fewer than `enough` requests were bad; this also prevents a division by
 * zero, since bad requests are requests.
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
 * Remaining error budget in percent, as a line that falls from 100 while the budget is spent; below zero the SLO is missed.
 *
 * For dashboards only. `SUM` of one series is a number over the whole range of the graph, and `RUNNING_SUM` starts at its left edge, so the
 * graph must show {@link BUDGET_WINDOW}: with 30 days, its last point is the remaining budget. AWS advises against both in alarms, because
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
