import { type Duration, isDuration, seconds } from "../../../config/units";

/** A share as a team writes it, for example `"99.9%"`. */
export type Percentage = `${number}%`;

/** A time to answer, for example `"300 ms"` or `"2 seconds"`. */
export type ResponseTime = `${number} ms` | Duration;

/** What users of a service may count on over 30 days. */
export interface Objectives {
  /** Share of requests that are answered, and not with 5xx. */
  readonly availability?: Percentage;
  /** `p` percent of the requests are answered within `under`. */
  readonly latency?: { readonly p: number; readonly under: ResponseTime };
}

/**
 * Percent of the requests that may fail: what 100 % exceeds the objective by.
 *
 * @throws RangeError if the objective is not between 0 and 100 %: with 100 % any failure is the end, and no burn rate is defined.
 */
export function budgetOf(objective: Percentage | number): number {
  const percent = typeof objective === "number" ? objective : /^\d+(\.\d+)?%$/.test(objective) ? Number.parseFloat(objective) : NaN;
  if (!(percent > 0 && percent < 100))
    throw new RangeError(`objective ${JSON.stringify(objective)} must be above 0 and below 100 percent: write for example "99.9%"`);
  // 100 - 99.9 is 0.09999999999999432; six decimals are finer than any objective, and never written as 1e-7, which metric math cannot read.
  const budget = Number((100 - percent).toFixed(6));
  if (budget === 0) throw new RangeError(`objective ${JSON.stringify(objective)} must leave a budget: write at most "99.999999%"`);
  return budget;
}

/**
 * A time to answer in seconds, as `TargetResponseTime` counts.
 *
 * @throws RangeError if it is not a time above zero.
 */
export function responseSeconds(time: ResponseTime): number {
  const milliseconds = /^(\d+(?:\.\d+)?) ms$/.exec(time)?.[1];
  const value = milliseconds === undefined ? (isDuration(time) ? seconds(time) : NaN) : Number(milliseconds) / 1_000;
  if (!(value > 0)) throw new RangeError(`latency under ${JSON.stringify(time)} must be a time above zero: write for example "300 ms"`);
  return value;
}
