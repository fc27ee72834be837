import { type Duration, days, seconds } from "../../../language/units";
import type { AlarmRow } from "../../watching/alarm-row";
import type { CompositeFacts, CompositeRow } from "../../watching/composite-row";
import type { Level } from "../../watching/level";
import { BUDGET_WINDOW, type BurnRate, reachable } from "./burn-rates";
import { burnRate, type Indicator } from "./indicator";

/** One SLO of one service, ready for monitoring. */
export interface BurnProps {
  readonly service: string;
  /** PascalCase: `Availability` or `Latency`. */
  readonly objective: string;
  /** The SLO as text: `99.9% of requests to api do not return 5xx`. */
  readonly objectiveText: string;
  readonly indicator: Indicator;
  readonly budgetPercent: number;
  /** Slug of the runbook of all its alarms. */
  readonly runbook: string;
}

export interface BurnAlarms {
  /** Severity `none`: only the composite alarms notify. */
  readonly alarms: readonly AlarmRow[];
  readonly composites: readonly CompositeRow[];
}

/**
 * The alarms of an SLO: for each pair of windows of {@link reachable} an alarm on the long window, an alarm on the short window, and a
 * composite alarm that fires while both do.
 *
 * A window is one datapoint with a period as long as the window. CloudWatch then sums all requests in it, weighted by their number. M of N
 * short periods would count bad periods instead of bad requests. `RUNNING_SUM` and `SUM` over datapoints are not an option either: AWS
 * advises against them in alarms, because an alarm fetches more datapoints than its window has.
 *
 * Differences from the workbook's sliding windows:
 *
 * - Up to one day: CloudWatch evaluates every minute, for any period, and the window slides with it. It is off by at most a minute, plus
 *   the publishing delay of the counts; Elastic Load Balancing sends its counts every minute.
 * - Three days: an alarm with an evaluation window of more than a day is evaluated once an hour, on data up to the full hour. A ticket is
 *   up to an hour late, 1.4% of its window, and recovers up to an hour late.
 *
 * Limits of CloudWatch: 7 days for periods of an hour or longer (3 days used), one day for shorter ones (30 minutes used); ten metrics in
 * an alarm (6 used); all with the same period.
 *
 * Missing data does not breach: no requests, no failures. The expressions fill missing values, so it occurs only before the first request.
 *
 * Cost drivers: metrics in alarms. Availability has 6 metrics in each of 8 alarms, latency 2, and each has 4 composite alarms: at $0.10 for
 * a metric and $0.50 for a composite alarm about $6.80 and $3.60 a month for each service and region.
 *
 * @see https://sre.google/workbook/alerting-on-slos/ ("Multiwindow, Multi-Burn-Rate Alerts")
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation-window.html (windows slide by default)
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html (each minute; longer than a day: each hour)
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-limits.html (each minute, even if the period is longer)
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html (7 days, one day)
 */
export function burnAlarms(props: BurnProps): BurnAlarms {
  const rates = reachable(props.budgetPercent);
  const levels = rates.map((_, index): BurnLevels => (index === 0 ? FASTEST : OTHERS));
  return {
    alarms: rates.flatMap((rate, index) => [
      { ...windowRow(props, rate, "Long", rate.long, rate.enough), level: levels[index]?.pair },
      // One bad request shows that the problem continues; the long window decides whether it matters.
      { ...windowRow(props, rate, "Short", rate.short, 1), level: levels[index]?.short, alone: shortAlone(props, rate) },
    ]),
    composites: rates.map((rate, index) => ({
      ...compositeRow(props, rate),
      level: levels[index]?.pair,
      ...quietUnder(props, rate, rates),
    })),
  };
}

/** The lowest levels of monitoring that have an alarm on the short window, and the pair of windows. */
interface BurnLevels {
  readonly short: Level;
  readonly pair: Level;
}

/** The fastest pair that the SLO can reach detects outages. The slower ones detect slow degradation. */
const FASTEST: BurnLevels = { short: "basic", pair: "standard" };
const OTHERS: BurnLevels = { short: "full", pair: "full" };

/** Parts of the short window that are evaluated separately if it is alone, and those of them that fire the alarm. */
const PARTS = { all: 5, breaching: 4 } as const;

/**
 * The short window without the long one. Most of its parts must exceed the burn rate, so that a failure of seconds does not fire it, and a
 * suppressor fires first. It requires as many failed requests as the long window. It does not see slow degradation.
 */
function shortAlone(props: BurnProps, rate: BurnRate): NonNullable<AlarmRow["alone"]> {
  return {
    metric: burnRate(props.indicator, props.budgetPercent, Math.ceil(rate.enough / PARTS.all)),
    period: `${seconds(rate.short) / PARTS.all} seconds`,
    datapoints: PARTS.all,
    datapointsToAlarm: PARTS.breaching,
    reason: `SLO: ${props.objectiveText}. At this rate the ${BUDGET_WINDOW} error budget is exhausted after ${exhaustedAfter(rate)}.`,
  };
}

/** Percentage of the budget that is spent when the alarm fires, if it burns evenly through the long window. */
export function spentPercent({ burn, long }: BurnRate): number {
  return Math.round((100 * burn * seconds(long)) / seconds(BUDGET_WINDOW));
}

function windowRow(props: BurnProps, rate: BurnRate, window: "Long" | "Short", period: Duration, enough: number): AlarmRow {
  return {
    id: `${props.objective}${rate.id}${window}`,
    name: [...nameOf(props, rate), window.toLowerCase()],
    description: `Error budget burn rate of ${props.service} is above ${rate.burn} over ${period}.`,
    reason: `One of two windows; the composite alarm of both notifies. SLO: ${props.objectiveText}.`,
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
  return {
    id: `${props.objective}${rate.id}`,
    name: nameOf(props, rate),
    description: `Error budget burn rate of ${props.service} is above ${rate.burn} over ${rate.long} and over the last ${rate.short}.`,
    reason:
      `SLO: ${props.objectiveText}. ${spentPercent(rate)}% of the ${BUDGET_WINDOW} error budget is spent; ` +
      `at this rate it is exhausted ${exhaustedAfter(rate)} after the start.`,
    severity: rate.severity,
    runbook: props.runbook,
    all: [`${props.objective}${rate.id}Long`, `${props.objective}${rate.id}Short`],
  };
}

function exhaustedAfter({ burn }: BurnRate): string {
  const gone = days(BUDGET_WINDOW) / burn;
  return gone < 3 ? `${Math.round(gone * 24)} hours` : `${gone} days`;
}

/**
 * An outage that fires the 1-hour page soon fires the 6-hour page too, whose short window of 30 minutes keeps firing that long after the
 * fix. One outage must page once, so the first page suppresses the second. If the second still fires 30 minutes after the first has
 * recovered, it notifies.
 */
function quietUnder({ objective }: BurnProps, rate: BurnRate, rates: readonly BurnRate[]): Pick<CompositeFacts, "suppressedBy"> {
  const [first] = rates;
  if (!first || first === rate || rate.severity !== "page") return {};
  return { suppressedBy: { alarm: `${objective}${first.id}`, extension: rate.short } };
}

function nameOf({ service, objective }: BurnProps, { id }: BurnRate): readonly string[] {
  return [service, objective.toLowerCase(), `burn-${id}`];
}
