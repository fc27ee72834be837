import type { Block } from "../synth";
import { datapoint, type Evaluation, EXTRA_DATAPOINTS, type State, stateOf } from "./evaluation";
import { evaluateLine } from "./expression";
import type { Gaps, Series, Value } from "./values";

export type { State } from "./evaluation";

/** A published metric: one value per minute, undefined for minutes without data. */
export interface Published {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: string;
  readonly minutes: Series;
}

/** The expected band of the metric of an anomaly alarm, minute by minute. */
export interface ExpectedBand {
  readonly lower: Series;
  readonly upper: Series;
}

const OPERATORS: Readonly<Record<string, (value: number, lower: number, upper: number) => boolean>> = {
  GreaterThanThreshold: (value, limit) => value > limit,
  GreaterThanOrEqualToThreshold: (value, limit) => value >= limit,
  LessThanThreshold: (value, limit) => value < limit,
  LessThanOrEqualToThreshold: (value, limit) => value <= limit,
  GreaterThanUpperThreshold: (value, _, upper) => value > upper,
  LessThanLowerThreshold: (value, lower) => value < lower,
  LessThanLowerOrGreaterThanUpperThreshold: (value, lower, upper) => value < lower || value > upper,
};

/** A metric query of an alarm. */
export interface Query {
  readonly id: string;
  readonly expression?: string;
  readonly return_data?: boolean;
  readonly metric?: {
    readonly namespace: string;
    readonly metric_name: string;
    readonly dimensions?: Readonly<Record<string, string>>;
    readonly stat: string;
    readonly period: number;
  };
}

/**
 * The state of a synthesized `aws_cloudwatch_metric_alarm` after each minute.
 *
 * The alarm is evaluated every minute regardless of its period, over windows that end at that minute. If the windows span more than a day,
 * it is evaluated once per hour.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
 * @throws Error if a metric of the alarm is not in `published`. Pass a metric without data with empty minutes.
 */
export function alarmStates(alarm: Block, published: readonly Published[], band?: ExpectedBand, gaps: Gaps = "missing"): readonly State[] {
  const queries = queriesOf(alarm);
  const period = Math.max(...queries.flatMap(({ metric }) => (metric ? [metric.period / 60] : [])));
  const length = Math.max(0, ...published.map(({ minutes }) => minutes.length));
  const line = lineOf(alarm, queries, { published, gaps }, period, length);
  const isUsable = (minute: number) => minute >= 0 && (!band || (band.lower[minute] !== undefined && band.upper[minute] !== undefined));
  const datapoints = alarm.evaluation_periods as number;
  const evaluation = {
    datapoints,
    toAlarm: (alarm.datapoints_to_alarm as number | undefined) ?? datapoints,
    missingData: (alarm.treat_missing_data as string | undefined) ?? "missing",
  };
  const step = period * datapoints > 1_440 ? 60 : 1;
  let state: State = "INSUFFICIENT_DATA";
  return Array.from({ length }, (_, minute) => {
    if ((minute + 1) % step === 0) state = stateAt(minute, state);
    return state;
  });

  function stateAt(minute: number, current: State): State {
    const ends = Array.from({ length: datapoints + EXTRA_DATAPOINTS }, (_, back) => minute - back * period).reverse();
    const breaching: Evaluation["breaching"] = (value, index) => isBreaching(alarm, value, ends[index] ?? 0, band);
    const fetched = ends.map((end) => (isUsable(end) ? line(end) : undefined));
    return stateOf(fetched, { ...evaluation, breaching }, current);
  }
}

function isBreaching(alarm: Block, value: number, minute: number, band: ExpectedBand | undefined): boolean {
  const operator = OPERATORS[alarm.comparison_operator as string];
  if (!operator) throw new Error(`unknown comparison operator ${String(alarm.comparison_operator)}`);
  if (alarm.threshold_metric_id === undefined) return operator(value, alarm.threshold as number, alarm.threshold as number);
  if (!band) throw new Error(`${String(alarm.alarm_name)} needs the expected band`);
  return operator(value, band.lower[minute] ?? NaN, band.upper[minute] ?? NaN);
}

/** The metric queries of an alarm. An alarm on a single metric counts as one query. */
function queriesOf(alarm: Block): readonly Query[] {
  if (alarm.metric_query) return alarm.metric_query as readonly Query[];
  const { namespace, metric_name, dimensions, statistic, extended_statistic, period } = alarm;
  return [
    {
      id: "result",
      return_data: true,
      metric: { namespace, metric_name, dimensions, stat: statistic ?? extended_statistic, period },
    } as Query,
  ];
}

interface Known {
  readonly published: readonly Published[];
  readonly gaps: Gaps;
}

/**
 * The compared value, by the minute at which the window ends. Expressions are evaluated lazily, because an alarm on three days reads only one
 * minute per hour.
 */
function lineOf(
  alarm: Block,
  queries: readonly Query[],
  { published, gaps }: Known,
  period: number,
  length: number,
): (minute: number) => Value {
  const result = queries.find(({ id, return_data }) => return_data && id !== alarm.threshold_metric_id);
  if (!result) throw new Error(`${String(alarm.alarm_name)} has no query that returns data`);
  const windows = Object.fromEntries(
    queries.flatMap(({ id, metric }) => (metric ? [[id, windowsOf(find(metric, published), period, length)] as const] : [])),
  );
  const { expression } = result;
  if (expression === undefined) return (minute) => windows[result.id]?.[minute];
  const phases = new Map<number, Series>();
  const phaseOf = (phase: number): Series => {
    const known = phases.get(phase);
    if (known) return known;
    const own = Object.fromEntries(Object.entries(windows).map(([id, values]) => [id, every(values, period, phase)]));
    const line = evaluateLine(expression, own, period * 60, gaps);
    phases.set(phase, line);
    return line;
  };
  return (minute) => phaseOf(minute % period)[Math.floor(minute / period)];
}

/** Every `step`-th value from `first` on. */
function every(values: Series, step: number, first: number): Series {
  const found: Value[] = [];
  for (let at = first; at < values.length; at += step) found.push(values[at]);
  return found;
}

/** Windows longer than this, in minutes, use sliding sums. Otherwise a test over three days would take minutes. */
const LONG = 60;

function windowsOf({ statistic, minutes }: Published, period: number, length: number): Series {
  if (period > LONG && statistic !== "Minimum" && statistic !== "Maximum") return slidingWindows(statistic, minutes, period, length);
  return Array.from({ length }, (_, end) => datapoint(statistic, minutes.slice(Math.max(0, end - period + 1), end + 1)));
}

function slidingWindows(statistic: string, minutes: Series, period: number, length: number): Series {
  let [sum, count] = [0, 0];
  return Array.from({ length }, (_, end) => {
    const [comes, goes] = [minutes[end], minutes[end - period]];
    if (comes !== undefined) [sum, count] = [sum + comes, count + 1];
    if (goes !== undefined) [sum, count] = [sum - goes, count - 1];
    if (count === 0) sum = 0;
    return count === 0 ? undefined : datapoint(statistic, statistic === "Sum" || statistic === "SampleCount" ? [sum] : [sum / count]);
  });
}

function find(metric: NonNullable<Query["metric"]>, published: readonly Published[]): Published {
  const wanted = keyOf(metric.namespace, metric.metric_name, metric.dimensions ?? {}, metric.stat);
  const keys = published.map(({ namespace, name, dimensions, statistic }) => keyOf(namespace, name, dimensions, statistic));
  const found = published[keys.indexOf(wanted)];
  if (!found) throw new Error(`the alarm reads ${wanted}, which is not in the input; input: ${keys.join("; ") || "none"}`);
  return found;
}

function keyOf(namespace: string, name: string, dimensions: Readonly<Record<string, string>>, statistic: string): string {
  const sorted = Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1));
  return `${statistic} of ${namespace}/${name} {${sorted.map(([key, value]) => `${key}=${value}`).join(", ")}}`;
}

/** The minutes, from 0, after which an alarm is in a state. */
export function minutesIn(states: readonly State[], wanted: State): readonly number[] {
  return states.flatMap((state, minute) => (state === wanted ? [minute] : []));
}
