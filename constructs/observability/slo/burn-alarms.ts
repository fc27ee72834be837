import { type Duration, days, seconds } from "../../../language/units";
import type { AlarmRow } from "../../watching/alarm-row";
import type { CompositeFacts, CompositeRow } from "../../watching/composite-row";
import { BUDGET_WINDOW, type BurnRate, reachable } from "./burn-rates";
import { burnRate, type Indicator } from "./indicator";

/** One objective of one service, ready to be watched. */
export interface BurnProps {
  readonly service: string;
  /** PascalCase: `Availability` or `Latency`. */
  readonly objective: string;
  /** What the objective promises, for people: `99.9% of the requests to api are answered without 5xx`. */
  readonly promise: string;
  readonly indicator: Indicator;
  readonly budgetPercent: number;
  /** Slug of the runbook of all its alarms. */
  readonly runbook: string;
}

export interface BurnAlarms {
  /** Of severity `none`: they tell nobody by themselves. */
  readonly alarms: readonly AlarmRow[];
  readonly composites: readonly CompositeRow[];
}

/**
 * The alarms of an objective: for each pair of windows of {@link reachable} an alarm on the long one, an alarm on the short one, and a
 * composite alarm that is raised while both are.
 *
 * How a window is made: one datapoint of one period as long as the window. CloudWatch then sums all requests in it, and weighs them by
 * their number, which M of N short periods would not: those ask how many periods were bad, not how many requests. `RUNNING_SUM` and `SUM`
 * over datapoints are no way either: AWS advises against them in alarms, because an alarm fetches more datapoints than its window has.
 *
 * How far that is from the workbook's sliding windows:
 *
 * - Up to one day: CloudWatch evaluates every minute, whatever the period, and the window slides with it. It is off by a minute at most,
 *   and late by as long as a count takes to be published; Elastic Load Balancing sends its counts every minute.
 * - Three days: an alarm that looks back more than a day is evaluated once an hour, on data up to the full hour. A ticket is up to an hour
 *   late, 1.4 % of its window, and closes up to an hour late.
 *
 * Limits of CloudWatch: 7 days for periods of an hour or longer (3 days used), one day for shorter ones (30 minutes used); ten metrics in an
 * alarm (6 used); all of one period.
 *
 * No data is fine: no requests, no failures. The expressions fill what is missing, so it happens only before the first request.
 *
 * Cost drivers: metrics in alarms. Availability has 6 metrics in each of 8 alarms, latency 2, and each 4 composite alarms:
 * at $0.10 for a metric and $0.50 for a composite alarm about $6.80 and $3.60 a month for each service and region.
 *
 * @see https://sre.google/workbook/alerting-on-slos/ ("Multiwindow, Multi-Burn-Rate Alerts")
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation-window.html (windows slide by default)
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html (each minute; longer than a day: each hour)
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-limits.html (each minute, even if the period is longer)
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html (7 days, one day)
 */
export function burnAlarms(props: BurnProps): BurnAlarms {
  const rates = reachable(props.budgetPercent);
  return {
    alarms: rates.flatMap((rate) => [
      windowRow(props, rate, "Long", rate.long, rate.enough),
      // One bad request is enough to say that it still happens; whether it matters, the long window says.
      windowRow(props, rate, "Short", rate.short, 1),
    ]),
    composites: rates.map((rate) => ({ ...compositeRow(props, rate), ...quietUnder(props, rate, rates) })),
  };
}

/** Percent of the budget that is spent when the alarm is raised, if it burns evenly through the long window. */
export function spentPercent({ burn, long }: BurnRate): number {
  return Math.round((100 * burn * seconds(long)) / seconds(BUDGET_WINDOW));
}

function windowRow(props: BurnProps, rate: BurnRate, window: "Long" | "Short", period: Duration, enough: number): AlarmRow {
  return {
    id: `${props.objective}${rate.id}${window}`,
    name: [...nameOf(props, rate), window.toLowerCase()],
    description: `The error budget of ${props.service} burns more than ${rate.burn} times too fast, over ${period}.`,
    reason: `Half of an alarm on two windows, which tells people: ${props.promise}.`,
    severity: "none",
    metric: burnRate(props.indicator, props.budgetPercent, enough),
    comparison: "above",
    threshold: rate.burn,
    period,
    datapoints: 1,
    missingData: "notBreaching",
  };
}

function compositeRow(props: BurnProps, rate: BurnRate): CompositeRow {
  const gone = days(BUDGET_WINDOW) / rate.burn;
  return {
    id: `${props.objective}${rate.id}`,
    name: nameOf(props, rate),
    description: `${props.service} spends its error budget more than ${rate.burn} times too fast, over ${rate.long} and still over the last ${rate.short}.`,
    reason:
      `The objective is that ${props.promise}. ${spentPercent(rate)} % of what may go wrong in ${BUDGET_WINDOW} already has, ` +
      `and at this rate all of it is gone ${gone < 3 ? `${Math.round(gone * 24)} hours` : `${gone} days`} after it began.`,
    severity: rate.severity,
    runbook: props.runbook,
    all: [`${props.objective}${rate.id}Long`, `${props.objective}${rate.id}Short`],
  };
}

/**
 * An outage that raises the page of one hour soon raises that of six hours too, and its short window of 30 minutes outlasts the mend by as
 * much: one outage, so one page. If it still burns when the first has been over for 30 minutes, people are told after all.
 */
function quietUnder({ objective }: BurnProps, rate: BurnRate, rates: readonly BurnRate[]): Pick<CompositeFacts, "suppressedBy"> {
  const [first] = rates;
  if (!first || first === rate || rate.severity !== "page") return {};
  return { suppressedBy: { alarm: `${objective}${first.id}`, extension: rate.short } };
}

function nameOf({ service, objective }: BurnProps, { id }: BurnRate): readonly string[] {
  return [service, objective.toLowerCase(), `burn-${id}`];
}
