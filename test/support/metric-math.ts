import { evaluateLine } from "./alarms/expression";
import type { Value } from "./alarms/values";

export type { Value } from "./alarms/values";

/** A metric's datapoint now, and the last one before it. */
export interface Series {
  readonly now: Value;
  readonly before?: Value;
}

/**
 * Evaluates CloudWatch metric math at one moment.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
export function evaluate(expression: string, metrics: Readonly<Record<string, Series>>): Value {
  const lines = Object.fromEntries(Object.entries(metrics).map(([id, { now, before }]) => [id, [before, now]]));
  return evaluateLine(expression, lines)[1];
}
