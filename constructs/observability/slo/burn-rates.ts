import type { Duration } from "../../../language/units";

/** The span that an error budget is counted over: the workbook's, and as long as a person remembers. */
export const BUDGET_WINDOW: Duration = "30 days";

/** One pair of windows: how fast the budget burns in both before somebody is told. */
export interface BurnRate {
  /** Short and stable: part of alarm names and ids. */
  readonly id: "1h" | "6h" | "1d" | "3d";
  /** Times faster than what would spend the budget in just {@link BUDGET_WINDOW}. */
  readonly burn: number;
  /** Has it cost enough to matter? */
  readonly long: Duration;
  /** Does it still happen? A twelfth of the long window: the alarm ends soon after the mend. */
  readonly short: Duration;
  readonly severity: "page" | "ticket";
  /** Failed requests in the long window below which nobody is told, however large their share. */
  readonly enough: number;
}

/**
 * Windows and burn rates of the SRE workbook, chapter 5, "Multiwindow, Multi-Burn-Rate Alerts": told when 2 % (1 hour), 5 % (6 hours)
 * or 10 % (1 day, 3 days) of a month's budget is spent.
 *
 * `enough` is ours, for services with few requests, where one failure is a large share: at 3 a.m. one of 50 requests is 2 %, a burn of 20
 * with an objective of 99.9 %. Two cures of the workbook (artificial traffic, a lower objective) are not ours to choose; a least count of
 * failures is. Its size: let a healthy service lose requests at random at half its budget. In a window of n requests n × budget ÷ 2 fail
 * on average, and the alarm needs both n × budget × burn and `enough`. It is likeliest where the two meet: there the average is
 * `enough` ÷ (2 × burn), and the count is Poisson's.
 *
 * | windows | average | at least | chance in one window | windows in 30 days | expected false alarms in 30 days |
 * | ------- | ------- | -------- | -------------------- | ------------------ | -------------------------------- |
 * | 1 hour  | 0.35    | 10       | 5 × 10⁻¹²            | 720                | 4 × 10⁻⁹                         |
 * | 6 hours | 0.83    | 10       | 2 × 10⁻⁸             | 120                | 3 × 10⁻⁶                         |
 * | 1 day   | 1.7     | 10       | 1 × 10⁻⁵             | 30                 | 3 × 10⁻⁴                         |
 * | 3 days  | 15      | 30       | 4 × 10⁻⁴             | 10                 | 4 × 10⁻³                         |
 *
 * The price: a total outage of a service with two requests a minute pages after 5 minutes instead of one; with one in ten minutes after
 * 100 minutes, through the windows of 6 hours. With fewer than 40 a day it never pages, and with fewer than ten nobody is told: so few
 * requests say nothing of a service, and only a probe helps.
 *
 * The short windows need no such count: alone they tell nobody.
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
 * The rows that an objective can reach. Even when every request fails, the burn rate is 100 % ÷ budget: with an objective of 90 % it is
 * 10, and 14.4 never comes. Such rows are left out, as an alarm that cannot fire only comforts. Objectives up to 93.05 % lose the first
 * page, up to 83.3 % both, up to 66.6 % the first ticket: so low an objective leaves days to react even when all fails.
 *
 * @see https://sre.google/workbook/alerting-on-slos/ ("Extreme Availability Goals")
 */
export function reachable(budgetPercent: number): readonly BurnRate[] {
  return BURN_RATES.filter(({ burn }) => burn * budgetPercent < 100);
}
