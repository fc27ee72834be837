/** A datapoint; undefined if it is missing. */
export type Value = number | undefined;

/** Datapoints of one period, oldest first. */
export type Series = readonly Value[];

/** An intermediate result of an expression: a number, a line, or several lines. */
export type Operand = number | Series | readonly Series[];

export function isLines(operand: Operand): operand is readonly Series[] {
  return Array.isArray(operand) && operand.length > 0 && Array.isArray(operand[0]);
}

export function isLine(operand: Operand): operand is Series {
  return Array.isArray(operand) && !isLines(operand);
}

/** The existing values. */
export function present(values: Series): number[] {
  return values.filter((value): value is number => value !== undefined);
}

/**
 * The treatment of a value that only one operand has. AWS's guide counts the missing value as 0; in observations the result is missing. Alarm
 * rows must be correct under both, so they fill values that can be missing.
 */
export type Gaps = "missing" | "zero";

/** Applies a function to each datapoint that all operands have, or with gaps as zero, that at least one has. Several lines are processed one by one. */
export function pointwise(operands: readonly Operand[], apply: (...values: number[]) => Value, gaps: Gaps = "missing"): Operand {
  const lines = operands.find(isLines);
  if (lines) {
    const at = (index: number) => operands.map((operand) => (isLines(operand) ? (operand[index] ?? []) : operand));
    return lines.map((_, index) => pointwise(at(index), apply, gaps) as Series);
  }
  const line = operands.find(isLine);
  const at = (index: number) => operands.map((operand) => (typeof operand === "number" ? operand : (operand as Series)[index]));
  const result = (values: readonly Value[]) => (values.includes(undefined) ? undefined : apply(...(values as number[])));
  if (!line) return result(at(0)) ?? NaN;
  if (gaps === "missing") return line.map((_, index) => result(at(index)));
  const lineOperands = operands.filter(isLine);
  return line.map((_, index) => {
    const isThere = lineOperands.some((operand) => operand[index] !== undefined);
    return result(isThere ? at(index).map((value) => value ?? 0) : at(index));
  });
}

export const AGGREGATES: Readonly<Record<string, (values: readonly number[]) => number>> = {
  SUM: (values) => values.reduce((sum, value) => sum + value, 0),
  AVG: (values) => values.reduce((sum, value) => sum + value, 0) / values.length,
  MIN: (values) => Math.min(...values),
  MAX: (values) => Math.max(...values),
};
