import { present, type Series, type Value } from "./values";

export type State = "OK" | "ALARM" | "INSUFFICIENT_DATA";

export interface Evaluation {
  /** Datapoints that are looked at: N. */
  readonly datapoints: number;
  /** How many must be breaching: M. */
  readonly toAlarm: number;
  readonly missingData: string;
  readonly breaching: (value: number, index: number) => boolean;
}

/**
 * CloudWatch fetches more datapoints than it looks at. How many more depends on the period, and AWS does not say; its examples fetch five
 * for three.
 */
export const EXTRA_DATAPOINTS = 2;

/**
 * The state of an alarm by the datapoints that it fetched, oldest first.
 *
 * - Enough of them are there: the newest N count, and how missing data is treated does not matter.
 * - Fewer: all that are there count, and the rest is filled as the alarm says.
 * - `missing`: an alarm is raised by fewer than M datapoints if the oldest of them is M datapoints old, or older, and none was fine.
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

/** A metric's minutes as one datapoint of a longer period. Of percentiles the mean, which lies between what it could be. */
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
