import { datapoint, type State, stateOf } from "./evaluation";
import type { Value } from "./values";

/** AWS's notation: 0 is not breaching, X is breaching, - is missing. The newest datapoint is last. */
const fetched = (text: string): Value[] => text.split(" ").map((sign) => (sign === "-" ? undefined : sign === "X" ? 1 : 0));

const RETAINED: State = "INSUFFICIENT_DATA";

/**
 * The complete tables of AWS's guide.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 * @see https://github.com/awsdocs/amazon-cloudwatch-user-guide (doc_source/AlarmThatSendsEmail.md)
 */
const TABLES: readonly [number, string, State, State, State, State][] = [
  // M of 3, data points, missing, ignore, breaching, notBreaching
  [3, "0 - X - X", "OK", "OK", "OK", "OK"],
  [3, "0 - - - -", "OK", "OK", "OK", "OK"],
  [3, "- - - - -", "INSUFFICIENT_DATA", RETAINED, "ALARM", "OK"],
  [3, "0 X X - X", "ALARM", "ALARM", "ALARM", "ALARM"],
  [3, "- - - - X", "INSUFFICIENT_DATA", RETAINED, "ALARM", "OK"],
  [3, "X - - - -", "ALARM", RETAINED, "ALARM", "OK"],
  [2, "0 - X - X", "ALARM", "ALARM", "ALARM", "ALARM"],
  [2, "0 0 X 0 X", "ALARM", "ALARM", "ALARM", "ALARM"],
  [2, "0 - X - -", "OK", "OK", "ALARM", "OK"],
  [2, "- - - - 0", "OK", "OK", "ALARM", "OK"],
  [2, "- - - - X", "INSUFFICIENT_DATA", RETAINED, "ALARM", "OK"],
];

test.each(
  TABLES.flatMap(([toAlarm, text, missing, ignore, breaching, notBreaching]) =>
    Object.entries({ missing, ignore, breaching, notBreaching }).map(
      ([missingData, state]) => [toAlarm, text, missingData, state] as const,
    ),
  ),
)("with %i of 3, datapoints %s and missing data %s, is %s", (toAlarm, text, missingData, expected) => {
  const evaluation = { datapoints: 3, toAlarm, missingData, breaching: (value: number) => value === 1 };
  expect(stateOf(fetched(text), evaluation, RETAINED)).toBe(expected);
});

test.each<State>(["OK", "ALARM", "INSUFFICIENT_DATA"])("keeps the state %s without data if missing data is ignored", (current) => {
  expect(stateOf(fetched("- - - - -"), { datapoints: 3, toAlarm: 3, missingData: "ignore", breaching: () => true }, current)).toBe(current);
});

test.each([
  ["Sum", 6],
  ["SampleCount", 6],
  ["Average", 2],
  ["Minimum", 1],
  ["Maximum", 3],
  ["p99", 2],
])("aggregates minutes to a %s of %d", (statistic, expected) => {
  expect(datapoint(statistic, [1, undefined, 2, 3])).toBe(expected);
  expect(datapoint(statistic, [undefined])).toBeUndefined();
});
