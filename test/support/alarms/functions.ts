import { AGGREGATES, type Gaps, isLine, isLines, type Operand, pointwise, present, type Series, type Value } from "./values";

/** What a function needs to know of the lines around it. */
export interface Surroundings {
  /** How many datapoints there are. */
  readonly points: number;
  /** Length of one, in seconds. */
  readonly period: number;
  /** @default "missing" */
  readonly gaps?: Gaps;
}

/** Several lines by the datapoints that at least one of them has; of one line all datapoints, as one number. */
export function aggregate(name: string, operand: Operand, { points }: Surroundings): Operand {
  const apply = AGGREGATES[name];
  if (!apply) throw new Error(`no function ${name}`);
  if (isLines(operand)) {
    return Array.from({ length: points }, (_, index) => {
      const values = present(operand.map((line) => line[index]));
      return values.length === 0 ? undefined : apply(values);
    });
  }
  if (isLine(operand)) return present(operand).length === 0 ? NaN : apply(present(operand));
  return operand;
}

/** The last value before, a straight line to the next, or a number: what is missing at an end stays so for the first two. */
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

/** Where the last value before a datapoint is; -1 if there is none. */
function lastBefore(line: Series, index: number): number {
  let before = index - 1;
  while (before >= 0 && line[before] === undefined) before--;
  return before;
}

/** The change from one datapoint to the next that is there: by itself, or for each second between the two. */
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

/** Each line's sum so far. */
export function runningSum(operand: Operand): Operand {
  if (typeof operand === "number") throw new Error("a number has no running sum");
  if (isLines(operand)) return operand.map((line) => runningSum(line) as Series);
  let sum = 0;
  return operand.map((value) => (value === undefined ? undefined : (sum += value)));
}

/** The functions of one value that are applied to each datapoint. */
const OF_EACH: Readonly<Record<string, (value: number) => Value>> = {
  ABS: Math.abs,
  CEIL: Math.ceil,
  FLOOR: Math.floor,
  LOG: (value) => (value > 0 ? Math.log(value) : undefined),
};

/** A function of operands alone; the parser knows those that name metrics. */
export function call(name: string, operands: readonly Operand[], around: Surroundings): Operand {
  const [first = NaN, second, third] = operands;
  const each = OF_EACH[name];
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

/** Missing where the condition is, or where the chosen side is. */
function choose(condition: Operand, yes: Operand, no: Operand | undefined): Operand {
  if (typeof condition === "number") return condition ? yes : (no ?? NaN);
  if (isLines(condition)) throw new Error("IF takes one line as its condition");
  for (const side of [yes, no]) if (side !== undefined && isLines(side)) throw new Error("IF takes one line on each side");
  const valueOf = (side: Operand | undefined, index: number): Value => (typeof side === "object" ? (side as Series)[index] : side);
  return condition.map((value, index) => (value === undefined ? undefined : valueOf(value ? yes : no, index)));
}
