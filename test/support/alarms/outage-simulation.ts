import type { Block } from "../synth";
import { alarmStates, type Published, type Query } from "./alarm";
import type { State } from "./evaluation";
import { type Fault, type Level, type Levels, USUAL } from "./faults";
import type { Series } from "./values";

type ReadMetric = NonNullable<Query["metric"]>;

/** The metrics that a synthesized alarm reads. */
export function metricsOf(alarm: Block): readonly ReadMetric[] {
  if (alarm.metric_query) return (alarm.metric_query as readonly Query[]).flatMap(({ metric }) => (metric ? [metric] : []));
  const { namespace, metric_name, dimensions, statistic, extended_statistic, period } = alarm;
  return [{ namespace, metric_name, dimensions, stat: statistic ?? extended_statistic, period } as ReadMetric];
}

/** The evaluation window of an alarm, in minutes. */
export function windowOf(alarm: Block): number {
  return (alarm.evaluation_periods as number) * Math.max(...metricsOf(alarm).map(({ period }) => period / 60));
}

/**
 * Whether a synthesized alarm fires at these metric levels, after its evaluation window and one more datapoint, at most an hour more for
 * alarms with a single datapoint.
 *
 * @returns `firing` for the last minute, `everFired` for any minute from the first complete window on.
 */
export function drill(alarm: Block, levels: Levels): { readonly firing: boolean; readonly everFired: boolean } {
  const window = windowOf(alarm);
  const datapoints = alarm.evaluation_periods as number;
  const length = window + (datapoints === 1 ? Math.min(window, 60) : window / datapoints);
  const states = alarmStates(alarm, publishedOf(alarm, levels, length), bandOf(alarm, length));
  const complete: readonly State[] = states.slice(window - 1);
  return { firing: complete.at(-1) === "ALARM", everFired: complete.includes("ALARM") };
}

function publishedOf(alarm: Block, levels: Levels, length: number): readonly Published[] {
  const seen = new Map<string, number>();
  return metricsOf(alarm).map(({ namespace, metric_name, dimensions = {}, stat }) => {
    const place = (seen.get(metric_name) ?? 0) + 1;
    seen.set(metric_name, place);
    const level = levels[`${metric_name} ${stat.replace(/\(.*/, "")}`] ?? levels[`${metric_name}/${place}`] ?? levels[metric_name];
    return { namespace, name: metric_name, dimensions, statistic: stat, minutes: minutesOf(level, length) };
  });
}

function minutesOf(level: Level | undefined, length: number): Series {
  return Array.from({ length }, (_, minute) => (typeof level === "function" ? level(minute) : level));
}

function bandOf(alarm: Block, length: number) {
  if (alarm.threshold_metric_id === undefined) return undefined;
  return { lower: minutesOf(USUAL.lower, length), upper: minutesOf(USUAL.upper, length) };
}

/**
 * Mutants of an alarm: an inverted comparison, and a threshold that is harder to reach. For an alarm on missing data: missing data that does
 * not breach. An alarm on a band has no threshold.
 */
export function mutantsOf(alarm: Block, { bad }: Fault): readonly { readonly what: string; readonly alarm: Block }[] {
  const comparison = alarm.comparison_operator as string;
  const inverted = { what: "inverted comparison", alarm: { ...alarm, comparison_operator: INVERTED[comparison] } };
  if (Object.keys(bad).length === 0)
    return [inverted, { what: "missing data does not breach", alarm: { ...alarm, treat_missing_data: "notBreaching" } }];
  if (typeof alarm.threshold !== "number") return [inverted];
  return [inverted, { what: "threshold further away", alarm: { ...alarm, threshold: further(alarm.threshold, comparison) } }];
}

const INVERTED: Readonly<Record<string, string>> = {
  GreaterThanThreshold: "LessThanOrEqualToThreshold",
  GreaterThanOrEqualToThreshold: "LessThanThreshold",
  LessThanThreshold: "GreaterThanOrEqualToThreshold",
  LessThanOrEqualToThreshold: "GreaterThanThreshold",
  GreaterThanUpperThreshold: "LessThanLowerThreshold",
  LessThanLowerThreshold: "GreaterThanUpperThreshold",
  LessThanLowerOrGreaterThanUpperThreshold: "LessThanLowerThreshold",
};

function further(threshold: number, comparison: string): number {
  if (comparison.startsWith("Greater")) return threshold === 0 ? Infinity : 1.25 * threshold;
  return threshold > 1 ? 0.75 * threshold : threshold - 1;
}
