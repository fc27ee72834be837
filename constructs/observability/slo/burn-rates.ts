import type { Duration } from "../../../language/units";

/** The window of an error budget, as in the workbook. */
export const BUDGET_WINDOW: Duration = "30 days";

/** One pair of windows with the burn rate that fires the alarm if both windows exceed it. */
export interface BurnRate {
  /** Short and stable: part of alarm names and IDs. */
  readonly id: "1h" | "6h" | "1d" | "3d";
  /** Burn rate: 1 spends the budget in exactly {@link BUDGET_WINDOW}. */
  readonly burn: number;
  /** The window that shows whether the problem is significant. */
  readonly long: Duration;
  /** The window that shows whether the problem continues: a twelfth of the long window, so that the alarm recovers soon after the fix. */
  readonly short: Duration;
  readonly severity: "page" | "ticket";
  /** Minimum number of failed requests in the long window for a notification, at any error rate. */
  readonly enough: number;
}

/**
 * Windows and burn rates of the SRE workbook, chapter 5, "Multiwindow, Multi-Burn-Rate Alerts": they notify when 2% (1 hour), 5% (6 hours)
 * or 10% (1 day, 3 days) of a month's budget is spent.
 *
 * `enough` is an addition of Terrace for services with few requests, where one failure is a large share: at 3 a.m. one of 50 requests is
 * 2%, a burn rate of 20 with an SLO of 99.9%. The workbook proposes artificial traffic or a lower SLO, which Terrace cannot choose; it can
 * require a minimum number of failures. Derivation: a healthy service loses requests at random at half its budget. In a window of n requests,
 * n × budget ÷ 2 fail on average, and the alarm requires both n × budget × burn and `enough`. A false alarm is likeliest if the two are
 * equal: then the average is `enough` ÷ (2 × burn), and the count has a Poisson distribution.
 *
 * | windows | average | at least | chance in one window | windows in 30 days | expected false alarms in 30 days |
 * | ------- | ------- | -------- | -------------------- | ------------------ | -------------------------------- |
 * | 1 hour  | 0.35    | 10       | 5 × 10⁻¹²            | 720                | 4 × 10⁻⁹                         |
 * | 6 hours | 0.83    | 10       | 2 × 10⁻⁸             | 120                | 3 × 10⁻⁶                         |
 * | 1 day   | 1.7     | 10       | 1 × 10⁻⁵             | 30                 | 3 × 10⁻⁴                         |
 * | 3 days  | 15      | 30       | 4 × 10⁻⁴             | 10                 | 4 × 10⁻³                         |
 *
 * The cost: a total outage of a service with two requests a minute pages after 5 minutes instead of one; with one request in ten minutes,
 * after 100 minutes, through the 6-hour windows. With fewer than 40 requests a day it never pages, and with fewer than ten it never
 * notifies: so few requests do not show the state of a service; use a probe instead.
 *
 * The short windows need no minimum: they never notify alone.
 *
 * @see https://sre.google/workbook/alerting-on-slos/
 */
export const BURN_RATES: readonly BurnRate[] = [
  { id: "1h", burn: 14.4, long: "1 hour", short: "5 minutes", severity: "page", enough: 10 },
  { id: "6h", burn: 6, long: "6 hours", short: "30 minutes", severity: "page", enough: 10 },
  { id: "1d", burn: 3, long: "1 day", short: "2 hours", severity: "ticket", enough: 10 },
  { id: "3d", burn: 1, long: "3 days", short: "6 hours", severity: "ticket", enough: 30 },
];

/**
 * The rows that an SLO can reach. Even if every request fails, the burn rate is 100% ÷ budget: with an SLO of 90% it is 10, and never 14.4.
 * Such rows are omitted, because their alarms could never fire. SLOs up to 93.05% lose the first page, up to 83.3% both, up to 66.6% the
 * first ticket: so low an SLO leaves days to react even if all requests fail.
 *
 * @see https://sre.google/workbook/alerting-on-slos/ ("Extreme Availability Goals")
 */
export function reachable(budgetPercent: number): readonly BurnRate[] {
  return BURN_RATES.filter(({ burn }) => burn * budgetPercent < 100);
}
