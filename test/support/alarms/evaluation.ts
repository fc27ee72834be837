import { present, type Series, type Value } from "./values";

export type State = "OK" | "ALARM" | "INSUFFICIENT_DATA";

export interface Evaluation {
  /** The number of evaluated datapoints: N. */
  readonly datapoints: number;
  /** The number of datapoints that must breach: M. */
  readonly toAlarm: number;
  readonly missingData: string;
  readonly breaching: (value: number, index: number) => boolean;
}

/**
 * CloudWatch fetches more datapoints than it evaluates. The number depends on the period and is not documented. AWS's examples fetch five
 * datapoints to evaluate three.
 */
export const EXTRA_DATAPOINTS = 2;

/**
 * The state of an alarm for the fetched datapoints, oldest first.
 *
 * - With at least N existing datapoints, the newest N count and the treatment of missing data does not matter.
 * - With fewer, all existing datapoints count and the alarm's treatment of missing data fills the rest.
 * - With `missing`, fewer than M breaching datapoints cause ALARM if the oldest of them is at least M datapoints old and no datapoint is OK.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export function stateOf(fetched: Series, { datapoints, toAlarm, missingData, breaching }: Evaluation, current: State): State {
  const wrong = fetched.map((value, index) => (value === undefined ? undefined : breaching(value, index)));
  const known = wrong.filter((value): value is boolean => value !== undefined);
  const counted = known.slice(-datapoints);
  const bad = counted.filter(Boolean).length;
  if (bad >= toAlarm) return "ALARM";
  if (counted.length === datapoints) return "OK";
  switch (missingData) {
    case "breaching":
      return bad + datapoints - counted.length >= toAlarm ? "ALARM" : "OK";
    case "notBreaching":
      return "OK";
    case "ignore":
      return counted.includes(false) ? "OK" : current;
    default:
      if (counted.includes(false)) return "OK";
      return bad > 0 && fetched.length - wrong.indexOf(true) >= toAlarm ? "ALARM" : "INSUFFICIENT_DATA";
  }
}

/** Aggregates a metric's minutes to one datapoint of a longer period. Percentiles are approximated by the mean. */
export function datapoint(statistic: string, minutes: Series): Value {
  const values = present(minutes);
  if (values.length === 0) return undefined;
  const sum = values.reduce((total, value) => total + value, 0);
  switch (statistic) {
    case "Sum":
    case "SampleCount":
      return sum;
    case "Minimum":
      return Math.min(...values);
    case "Maximum":
      return Math.max(...values);
    default:
      return sum / values.length;
  }
}
