/** A datapoint; undefined where there is none. */
export type Value = number | undefined;

/** Datapoints of one period, oldest first. */
export type Series = readonly Value[];

/** What an expression can be while it is computed: a number, a line, or several lines. */
export type Operand = number | Series | readonly Series[];

export function isLines(operand: Operand): operand is readonly Series[] {
  return Array.isArray(operand) && operand.length > 0 && Array.isArray(operand[0]);
}

export function isLine(operand: Operand): operand is Series {
  return Array.isArray(operand) && !isLines(operand);
}

/** What is not missing. */
export function present(values: Series): number[] {
  return values.filter((value): value is number => value !== undefined);
}

/**
 * What arithmetic makes of a value that only one side has: AWS's guide takes it for 0, what one observes is that it is missing in the
 * result. A row must be right by both, so it fills what may be missing.
 */
export type Gaps = "missing" | "zero";

/** Applied to each datapoint that all operands have, or with gaps as zero one of them; several lines are taken one by one. */
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
