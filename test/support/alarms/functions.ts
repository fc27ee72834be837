import { AGGREGATES, type Gaps, isLine, isLines, type Operand, pointwise, present, type Series, type Value } from "./values";

/** The context of a function call. */
export interface Surroundings {
  /** The number of datapoints. */
  readonly points: number;
  /** The period of a datapoint, in seconds. */
  readonly period: number;
  /** @default "missing" */
  readonly gaps?: Gaps;
}

/** Aggregates several lines to one line, for each datapoint that at least one line has. Aggregates a single line to a number. */
export function aggregate(name: string, operand: Operand, { points }: Surroundings): Operand {
  const apply = AGGREGATES[name];
  if (!apply) throw new Error(`unknown function ${name}`);
  if (isLines(operand)) {
    return Array.from({ length: points }, (_, index) => {
      const values = present(operand.map((line) => line[index]));
      return values.length === 0 ? undefined : apply(values);
    });
  }
  if (isLine(operand)) return present(operand).length === 0 ? NaN : apply(present(operand));
  return operand;
}

/** Fills gaps with the previous value, by linear interpolation, or with a number. The first two leave gaps at the ends. */
export function fill(operand: Operand, filler: number | "REPEAT" | "LINEAR"): Operand {
  if (typeof operand === "number") return operand;
  if (isLines(operand)) return operand.map((line) => fill(line, filler) as Series);
  return operand.map((value, index) => value ?? missing(operand, index, filler));
}

function missing(line: Series, index: number, filler: number | "REPEAT" | "LINEAR"): Value {
  if (typeof filler === "number") return filler;
  const before = lastBefore(line, index);
  const last = line[before];
  if (filler === "REPEAT" || last === undefined) return last;
  const after = line.findIndex((value, at) => at > index && value !== undefined);
  const next = line[after];
  return next === undefined ? undefined : last + ((next - last) * (index - before)) / (after - before);
}

/** The index of the last value before a datapoint, or -1. */
function lastBefore(line: Series, index: number): number {
  let before = index - 1;
  while (before >= 0 && line[before] === undefined) before--;
  return before;
}

/** The change from the previous existing datapoint: in total, or per second. */
export function change(operand: Operand, { period }: Surroundings, each: "step" | "second"): Operand {
  if (typeof operand === "number") throw new Error("a number has no rate of change");
  if (isLines(operand)) return operand.map((line) => change(line, { points: line.length, period }, each) as Series);
  return operand.map((value, index) => {
    const before = lastBefore(operand, index);
    const last = operand[before];
    if (value === undefined || last === undefined) return undefined;
    return (value - last) / (each === "second" ? (index - before) * period : 1);
  });
}

/** The running sum of each line. */
export function runningSum(operand: Operand): Operand {
  if (typeof operand === "number") throw new Error("a number has no running sum");
  if (isLines(operand)) return operand.map((line) => runningSum(line) as Series);
  let sum = 0;
  return operand.map((value) => (value === undefined ? undefined : (sum += value)));
}

/** The functions of one value, applied to each datapoint. */
const POINTWISE: Readonly<Record<string, (value: number) => Value>> = {
  ABS: Math.abs,
  CEIL: Math.ceil,
  FLOOR: Math.floor,
  LOG: (value) => (value > 0 ? Math.log(value) : undefined),
};

/** Calls a function of operands. The parser handles the functions that name metrics. */
export function call(name: string, operands: readonly Operand[], around: Surroundings): Operand {
  const [first = NaN, second, third] = operands;
  const each = POINTWISE[name];
  if (each) return pointwise([first], each);
  switch (name) {
    case "IF":
      return choose(first, second ?? NaN, third);
    case "RATE":
      return change(first, around, "second");
    case "DIFF":
      return change(first, around, "step");
    case "RUNNING_SUM":
      return runningSum(first);
    case "TIME_SERIES":
      return typeof first === "number" ? Array.from({ length: around.points }, () => first) : first;
    case "PERIOD":
      return around.period;
    default:
      return aggregate(name, first, around);
  }
}

/** `IF`: a datapoint is missing if the condition or the chosen side is missing. */
function choose(condition: Operand, yes: Operand, no: Operand | undefined): Operand {
  if (typeof condition === "number") return condition ? yes : (no ?? NaN);
  if (isLines(condition)) throw new Error("IF takes one line as its condition");
  for (const side of [yes, no]) if (side !== undefined && isLines(side)) throw new Error("IF takes one line on each side");
  const valueOf = (side: Operand | undefined, index: number): Value => (typeof side === "object" ? (side as Series)[index] : side);
  return condition.map((value, index) => (value === undefined ? undefined : valueOf(value ? yes : no, index)));
}
