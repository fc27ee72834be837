import { seconds } from "../../../language/units";
import type { AlarmRow } from "../../../constructs/watching/alarm-row";
import type { Metric } from "../../../constructs/watching/metric";
import { isMath, type MetricMath } from "../../../constructs/watching/metric-math";
import type { CompositeRow } from "../../../constructs/watching/composite-row";
import { evaluateSeries, type Missing, type Moments } from "./expression";
import { HOUR, type Minute, type Traffic } from "./traffic";

/**
 * A simulation of CloudWatch for alarms on SLOs: statistics over windows that end at each minute, metric math over them, and the states of
 * alarms and composite alarms, minute by minute. State `i` is the state after minute `i`.
 */
export class CloudWatch {
  private readonly sums = new Map<string, Moments>();

  public constructor(
    private readonly traffic: Traffic,
    private readonly missing: Missing = "zero",
  ) {}

  /** Whether a composite alarm is firing after each minute. */
  public raised(composite: CompositeRow, rows: readonly AlarmRow[]): boolean[] {
    const members = (composite.all ?? []).map((id) => {
      const row = rows.find((candidate) => candidate.id === id);
      if (!row) throw new Error(`${composite.id} names ${id}, which is not a row`);
      return this.states(row);
    });
    return this.traffic.map((_, minute) => members.every((states) => states[minute]));
  }

  /** Whether an alarm on metric math with one datapoint is firing after each minute. */
  public states(row: AlarmRow): boolean[] {
    if (!isMath(row.metric) || row.datapoints !== 1 || row.missingData !== "notBreaching" || row.comparison !== "above")
      throw new Error(`${row.id} is not supported by the simulation`);
    const { threshold } = row as { threshold: number };
    const window = seconds(row.period) / 60;
    const values = this.values(row.metric, window, this.traffic.length);
    // An alarm with a window of more than a day is evaluated once per hour, on data up to the full hour.
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
      if (!found) throw new Error(`"${id}" is not a metric of ${math.expression}`);
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

  /** A metric's value over the minutes from `from` to before `to`; NaN if Elastic Load Balancing publishes no data. */
  private statistic(metric: Metric): (from: number, to: number) => number {
    if (metric.name !== "TargetResponseTime") {
      if (metric.statistic !== "Sum") throw new Error(`${metric.name} must have the statistic Sum`);
      const total = this.total(metric.name, countOf(metric.name));
      return (from, to) => total(from, to) || GAP;
    }
    const responses = this.total("responses", responsesOf);
    if (metric.statistic === "SampleCount") return (from, to) => responses(from, to) || GAP;
    if (!metric.statistic.startsWith("PR(:")) throw new Error(`unsupported statistic ${metric.statistic} of ${metric.name}`);
    const slow = this.total("slow", (minute) => minute.slow);
    return (from, to) => 100 - (100 * slow(from, to)) / (responses(from, to) || GAP);
  }

  private total(name: string, count: (minute: Minute) => number): (from: number, to: number) => number {
    const sums = this.sums.get(name) ?? new Float64Array(this.traffic.length + 1);
    if (!this.sums.has(name)) for (const [minute, what] of this.traffic.entries()) sums[minute + 1] = (sums[minute] ?? 0) + count(what);
    this.sums.set(name, sums);
    // Rounds away floating-point errors of long sums, so that an empty window is exactly 0.
    return (from, to) => round(((sums[to] ?? 0) - (sums[from] ?? 0)) * 1e6) / 1e6;
  }
}

/** Local constants, because an access to a global in Jest's sandbox costs more than the arithmetic. */
const GAP = NaN;
const { floor, max, round } = Math;

const responsesOf = ({ requests, unanswered }: Minute) => requests - unanswered;

function countOf(name: string): (minute: Minute) => number {
  switch (name) {
    case "RequestCount":
      return ({ requests }) => requests;
    case "HTTPCode_Target_5XX_Count":
      return ({ failed }) => failed;
    case "HTTPCode_ELB_5XX_Count":
      return ({ elb }) => elb;
    // The other responses are 90% 2xx and 10% 4xx.
    case "HTTPCode_Target_2XX_Count":
      return (minute) => 0.9 * (responsesOf(minute) - minute.failed);
    case "HTTPCode_Target_3XX_Count":
      return () => 0;
    case "HTTPCode_Target_4XX_Count":
      return (minute) => 0.1 * (responsesOf(minute) - minute.failed);
    default:
      throw new Error(`unsupported metric ${name}`);
  }
}

/** The number of minutes from `from` until the alarm has the state; undefined if it never has. */
export function minutesUntil(raised: readonly boolean[], from: number, state = true): number | undefined {
  const index = raised.indexOf(state, from);
  return index < 0 ? undefined : index - from + 1;
}

/** The number of times that the alarm starts firing. */
export function times(raised: readonly boolean[]): number {
  return raised.filter((now, minute) => now && !raised[minute - 1]).length;
}
