import { seconds } from "../../../language/units";
import type { AlarmRow } from "../../../constructs/watching/alarm-row";
import type { Metric } from "../../../constructs/watching/metric";
import { isMath, type MetricMath } from "../../../constructs/watching/metric-math";
import type { CompositeRow } from "../../../constructs/watching/composite-row";
import { evaluateSeries, type Missing, type Moments } from "./expression";
import { HOUR, type Minute, type Traffic } from "./traffic";

/**
 * CloudWatch, as far as alarms on objectives go: statistics over windows that end at each minute, metric math over them, and the states of
 * alarms and composite alarms, minute by minute. State `i` is the state after minute `i` has been counted.
 */
export class CloudWatch {
  private readonly sums = new Map<string, Moments>();

  public constructor(
    private readonly traffic: Traffic,
    private readonly missing: Missing = "zero",
  ) {}

  /** Whether a composite alarm is raised after each minute. */
  public raised(composite: CompositeRow, rows: readonly AlarmRow[]): boolean[] {
    const members = (composite.all ?? []).map((id) => {
      const row = rows.find((candidate) => candidate.id === id);
      if (!row) throw new Error(`${composite.id} watches ${id}, which is no row`);
      return this.states(row);
    });
    return this.traffic.map((_, minute) => members.every((states) => states[minute]));
  }

  /** Whether an alarm on metric math with one datapoint is raised after each minute. */
  public states(row: AlarmRow): boolean[] {
    if (!isMath(row.metric) || row.datapoints !== 1 || row.missingData !== "notBreaching" || row.comparison !== "above")
      throw new Error(`${row.id} is not of the kind that is simulated here`);
    const { threshold } = row as { threshold: number };
    const window = seconds(row.period) / 60;
    const values = this.values(row.metric, window, this.traffic.length);
    // An alarm that looks back more than a day is evaluated once an hour, on data up to the full hour.
    const hourly = window > 24 * HOUR;
    const evaluated = (minute: number) => (hourly ? floor((minute + 1) / HOUR) * HOUR - 1 : minute);
    return this.traffic.map((_, minute) => (values[evaluated(minute)] ?? GAP) > threshold);
  }

  /** A line of a dashboard, with datapoints of a period. */
  public line(math: MetricMath, minutes: number): Moments {
    return this.values(math, minutes, this.traffic.length / minutes, minutes);
  }

  /** Metric math over windows (in minutes), one ending every `step` minutes. */
  private values(math: MetricMath, window: number, points: number, step = 1): Moments {
    const series = new Map<string, Moments>();
    const metric = (id: string) => {
      const found = math.metrics[id];
      if (!found) throw new Error(`"${id}" is no metric of ${math.expression}`);
      const known = series.get(id);
      if (known) return known;
      const made = new Float64Array(points);
      const statistic = this.statistic(found);
      for (let point = 0; point < points; point++) {
        const end = (point + 1) * step;
        made[point] = statistic(max(0, end - window), end);
      }
      series.set(id, made);
      return made;
    };
    return evaluateSeries(math.expression, metric, points, this.missing);
  }

  /** A metric's value over the minutes from one on and before another; NaN where Elastic Load Balancing publishes nothing. */
  private statistic(metric: Metric): (from: number, to: number) => number {
    if (metric.name !== "TargetResponseTime") {
      if (metric.statistic !== "Sum") throw new Error(`${metric.name} is summed`);
      const total = this.total(metric.name, countOf(metric.name));
      return (from, to) => total(from, to) || GAP;
    }
    const answers = this.total("answers", answersOf);
    if (metric.statistic === "SampleCount") return (from, to) => answers(from, to) || GAP;
    if (!metric.statistic.startsWith("PR(:")) throw new Error(`no ${metric.statistic} of ${metric.name}`);
    const slow = this.total("slow", (minute) => minute.slow);
    return (from, to) => 100 - (100 * slow(from, to)) / (answers(from, to) || GAP);
  }

  private total(name: string, count: (minute: Minute) => number): (from: number, to: number) => number {
    const sums = this.sums.get(name) ?? new Float64Array(this.traffic.length + 1);
    if (!this.sums.has(name)) for (const [minute, what] of this.traffic.entries()) sums[minute + 1] = (sums[minute] ?? 0) + count(what);
    this.sums.set(name, sums);
    // A difference of long sums of fractions: nothing must be nothing.
    return (from, to) => round(((sums[to] ?? 0) - (sums[from] ?? 0)) * 1e6) / 1e6;
  }
}

/** Kept at hand: in a test's sandbox each look at a global costs more than the arithmetic. */
const GAP = NaN;
const { floor, max, round } = Math;

const answersOf = ({ requests, unanswered }: Minute) => requests - unanswered;

function countOf(name: string): (minute: Minute) => number {
  switch (name) {
    case "RequestCount":
      return ({ requests }) => requests;
    case "HTTPCode_Target_5XX_Count":
      return ({ failed }) => failed;
    case "HTTPCode_ELB_5XX_Count":
      return ({ elb }) => elb;
    // Nine of ten other answers are 2xx, one is 4xx.
    case "HTTPCode_Target_2XX_Count":
      return (minute) => 0.9 * (answersOf(minute) - minute.failed);
    case "HTTPCode_Target_3XX_Count":
      return () => 0;
    case "HTTPCode_Target_4XX_Count":
      return (minute) => 0.1 * (answersOf(minute) - minute.failed);
    default:
      throw new Error(`no metric ${name}`);
  }
}

/** The first minute after `from` at whose end it is raised, counted from `from`; undefined: never. */
export function minutesUntil(raised: readonly boolean[], from: number, state = true): number | undefined {
  const index = raised.indexOf(state, from);
  return index < 0 ? undefined : index - from + 1;
}

/** How often it goes up. */
export function times(raised: readonly boolean[]): number {
  return raised.filter((now, minute) => now && !raised[minute - 1]).length;
}
