import { type Percent, percentOf } from "../../../language/units";

/**
 * The error budget in percent: 100% minus the SLO. Rounding to six decimals is finer than any SLO, removes floating-point errors (100 -
 * 99.9 is 0.09999999999999432), and avoids the notation 1e-7, which metric math cannot read.
 *
 * @throws RangeError if the budget is 0% or 100%, because no burn rate is defined then.
 */
export function budgetOf(objective: Percent | number): number {
  const budget = Number((100 - (typeof objective === "number" ? objective : percentOf(objective))).toFixed(6));
  if (budget > 0 && budget < 100) return budget;
  throw new RangeError(`an SLO of ${objective} leaves an error budget of ${budget}%; it must be between 0% and 100%. For example: "99.9%"`);
}
