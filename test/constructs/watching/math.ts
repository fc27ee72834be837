import type { MetricMath } from "../../../constructs/watching/metric-math";
import { type Value, evaluate } from "../../support/metric-math";

/** The current datapoint of a metric and the previous one; undefined if missing. */
export type Point = number | readonly [before: number, now: number] | undefined;

/**
 * The value of an expression at one moment. Series are single datapoints; `RATE` also reads the previous one. Functions of arrays ignore
 * missing data.
 */
export function valueOf({ expression, metrics }: MetricMath, points: Readonly<Record<string, Point>>, period = 60): number | undefined {
  const now = (name: string) => {
    const point = points[name];
    return typeof point === "object" ? point[1] : point;
  };
  const rate = (name: string) => {
    const point = points[name];
    return typeof point === "object" ? (point[1] - point[0]) / period : undefined;
  };
  const known = (values: readonly (number | undefined)[]) =>
    values.filter((value) => value !== undefined && !Number.isNaN(value)) as number[];
  const most = (pick: (...values: number[]) => number) => (values: readonly (number | undefined)[]) =>
    known(values).length > 0 ? pick(...known(values)) : undefined;
  const functions = {
    IF: (condition: unknown, yes: unknown, no: unknown) => (condition ? yes : no),
    FILL: (value: number | undefined, filler: number) => (value === undefined || Number.isNaN(value) ? filler : value),
    RATE: rate,
    PERIOD: () => period,
    MIN: most(Math.min),
    MAX: most(Math.max),
    SUM: most((...values) => values.reduce((sum, value) => sum + value, 0)),
  };
  const code = expression.replace(/(RATE|PERIOD)\((\w+)\)/g, '$1("$2")');
  const names = Object.keys(metrics);
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
  const value: unknown = new Function(...Object.keys(functions), ...names, `return ${code};`)(
    ...Object.values(functions),
    ...names.map(now),
  );
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

/** The value of an expression as CloudWatch's simulation evaluates it, from datapoints of one moment. */
export function nowOf({ expression, metrics }: MetricMath, values: Readonly<Record<string, Value>>): Value {
  return evaluate(expression, Object.fromEntries(Object.keys(metrics).map((id) => [id, { now: values[id] }])));
}
