import { type Percent, percentOf } from "../../../language/units";

/**
 * Percent of the requests that may go wrong: what 100 % exceeds the objective by. Six decimals are finer than any objective, cut off what
 * floating-point numbers add (100 - 99.9 is 0.09999999999999432), and are never written as 1e-7, which metric math cannot read.
 *
 * @throws RangeError if nothing, or everything, may go wrong: no burn rate is defined then.
 */
export function budgetOf(objective: Percent | number): number {
  const budget = Number((100 - (typeof objective === "number" ? objective : percentOf(objective))).toFixed(6));
  if (budget > 0 && budget < 100) return budget;
  throw new RangeError(
    `an objective of ${objective} leaves a budget of ${budget} %; it must be between 0 and 100 percent: write for example "99.9%"`,
  );
}
