import { evaluateLine } from "./alarms/expression";
import type { Value } from "./alarms/values";

export type { Value } from "./alarms/values";

/** The current and the previous datapoint of a metric. */
export interface Series {
  readonly now: Value;
  readonly before?: Value;
}

/**
 * Evaluates CloudWatch metric math for the current datapoint.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
export function evaluate(expression: string, metrics: Readonly<Record<string, Series>>): Value {
  const lines = Object.fromEntries(Object.entries(metrics).map(([id, { now, before }]) => [id, [before, now]]));
  return evaluateLine(expression, lines)[1];
}
