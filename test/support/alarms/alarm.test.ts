import type { Block } from "../synth";
import { alarmStates, minutesIn, type Published } from "./alarm";
import { begins, compositeStates, holds } from "./composite";
import type { State } from "./evaluation";
import type { Value } from "./values";

function published(minutes: readonly Value[], name = "Errors", statistic = "Sum"): Published {
  return { namespace: "N", name, dimensions: { A: "a", B: "b" }, statistic, minutes };
}

const PLAIN: Block = {
  alarm_name: "plain",
  namespace: "N",
  metric_name: "Errors",
  dimensions: { B: "b", A: "a" },
  statistic: "Sum",
  period: 60,
  comparison_operator: "GreaterThanThreshold",
  threshold: 3,
  evaluation_periods: 3,
  datapoints_to_alarm: 3,
  treat_missing_data: "notBreaching",
};

const query = (id: string, metric_name: string, period = 60) => ({
  id,
  metric: { namespace: "N", metric_name, dimensions: { A: "a", B: "b" }, stat: "Sum", period },
  return_data: false,
});

/** The graph in https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html, as described in its text. */
test("matches AWS's example: in ALARM from the third to the fifth period, not after a single breaching period", () => {
  const states = alarmStates(PLAIN, [published([4, 4, 5, 5, 5, 2, 2, 2, 4, 2])]);
  expect(minutesIn(states, "ALARM")).toEqual([2, 3, 4]);
});

test("fires if M of N datapoints breach", () => {
  expect(minutesIn(alarmStates({ ...PLAIN, datapoints_to_alarm: 2 }, [published([9, 0, 9, 0, 0, 0])]), "ALARM")).toEqual([2]);
});

test.each<[string, number[]]>([
  ["GreaterThanThreshold", [4]],
  ["GreaterThanOrEqualToThreshold", [3, 4]],
  ["LessThanThreshold", [2]],
  ["LessThanOrEqualToThreshold", [2, 3]],
])("compares values with %s", (comparison_operator, breaching) => {
  for (const value of [2, 3, 4]) {
    const states = alarmStates({ ...PLAIN, comparison_operator, evaluation_periods: 1, datapoints_to_alarm: 1 }, [published([value])]);
    expect(states).toEqual([breaching.includes(value) ? "ALARM" : "OK"]);
  }
});

test("evaluates a window of five minutes every minute", () => {
  const alarm = { ...PLAIN, period: 300, evaluation_periods: 1, datapoints_to_alarm: 1 };
  expect(minutesIn(alarmStates(alarm, [published([0, 4, 0, 0, 0, 0, 0, 0])]), "ALARM")).toEqual([1, 2, 3, 4, 5]);
});

test("evaluates two adjacent windows of five minutes", () => {
  const alarm = { ...PLAIN, period: 300, evaluation_periods: 2, datapoints_to_alarm: 2 };
  const states = alarmStates(alarm, [published([...Array.from({ length: 10 }, () => 1), ...Array.from({ length: 10 }, () => 0)])]);
  // Five per window. Both sums are above 3 until two nonzero minutes have left the newer window.
  expect(minutesIn(states, "ALARM")).toEqual([8, 9, 10]);
});

test("evaluates an alarm with a window of more than a day once per hour", () => {
  const alarm = { ...PLAIN, period: 90_000, evaluation_periods: 1, datapoints_to_alarm: 1 };
  const minutes = Array.from({ length: 180 }, (_, minute) => (minute === 61 ? 9 : 0));
  expect(begins(alarmStates(alarm, [published(minutes)]))).toEqual([119]);
});

test("computes metric math from datapoints of its period", () => {
  const alarm: Block = {
    ...PLAIN,
    evaluation_periods: 1,
    datapoints_to_alarm: 1,
    threshold: 5,
    metric_query: [
      { id: "result", expression: "IF(requests >= 20, 100 * errors / requests, 0)", return_data: true },
      query("errors", "Errors", 300),
      query("requests", "Requests", 300),
    ],
  };
  const five = (value: number) => Array.from({ length: 5 }, () => value);
  const [errors, requests] = [
    [...five(1), ...five(1), ...five(0)],
    [...five(3), ...five(10), ...five(10)],
  ];
  // 15 requests are below the minimum of 20. 5 errors of 50 requests are 10%, 3 of 50 are 6%: both exceed 5%.
  const states = alarmStates(alarm, [published(errors), published(requests, "Requests")]);
  expect(begins(states)).toEqual([5]);
  expect(states.lastIndexOf("ALARM")).toBe(11);
});

test("throws if a metric of the alarm is missing from the input", () => {
  expect(() => alarmStates(PLAIN, [published([], "Other")])).toThrow(
    "the alarm reads Sum of N/Errors {A=a, B=b}, which is not in the input; input: Sum of N/Other {A=a, B=b}",
  );
});

test("follows treat_missing_data for a metric without data", () => {
  const silence = published([undefined, undefined]);
  expect(alarmStates(PLAIN, [silence])).toEqual(["OK", "OK"]);
  expect(alarmStates({ ...PLAIN, treat_missing_data: "breaching" }, [silence])).toEqual(["ALARM", "ALARM"]);
  expect(alarmStates({ ...PLAIN, treat_missing_data: "missing" }, [silence])).toEqual(["INSUFFICIENT_DATA", "INSUFFICIENT_DATA"]);
});

test.each<[string, number[]]>([
  ["GreaterThanUpperThreshold", [3]],
  ["LessThanLowerThreshold", [1]],
  ["LessThanLowerOrGreaterThanUpperThreshold", [1, 3]],
])("compares with a band by %s, and has insufficient data without a band", (comparison_operator, alarms) => {
  const alarm: Block = {
    ...PLAIN,
    comparison_operator,
    evaluation_periods: 1,
    datapoints_to_alarm: 1,
    threshold: undefined,
    threshold_metric_id: "band",
    treat_missing_data: "missing",
    metric_query: [
      { ...query("result", "Errors"), return_data: true },
      { id: "band", expression: "ANOMALY_DETECTION_BAND(result, 2)", return_data: true },
    ],
  };
  const band = { lower: [undefined, 5, 5, 5], upper: [undefined, 9, 9, 9] };
  const states = alarmStates(alarm, [published([100, 4, 7, 10])], band);
  expect(states[0]).toBe("INSUFFICIENT_DATA");
  expect(minutesIn(states, "ALARM")).toEqual(alarms);
  expect(() => alarmStates(alarm, [published([1])])).toThrow("plain needs the expected band");
});

describe("composite alarms", () => {
  const line = (text: string): State[] => [...text].map((sign) => (sign === "X" ? "ALARM" : "OK"));

  test.each<[string, boolean]>([
    ['ALARM("up") AND ALARM("down")', false],
    ['ALARM("up") OR ALARM("down")', true],
    ['NOT ALARM("down")', true],
    ['(ALARM("up") OR ALARM("down")) AND OK("down")', true],
    ['ALARM("up") OR ALARM("up") AND ALARM("down")', true],
    ['INSUFFICIENT_DATA("up") OR FALSE', false],
  ])("evaluates the rule %s", (rule, expected) => expect(holds(rule, (name) => (name === "up" ? "ALARM" : "OK"))).toBe(expected));

  test.each<[string, string, string, number[]]>([
    ["no suppressor: notifies after the wait", "..XXXXXX..", "..........", [4]],
    ["recovery within the wait: no notification", "..XX......", "..........", []],
    ["active suppressor: no notification", "..XXXXXX..", ".XXXXXXXX.", []],
    ["suppressor fires within the wait: no notification", "..XXXXXX..", "...XXXXXXX", []],
    ["outlasts the suppressor and the extension: notifies", "..XXXXXXXXXX", "..XXX.......", [8]],
    ["recovery within the extension: no notification", "..XXXXX.....", "..XXX.......", []],
    ["fires twice without a suppressor: notifies twice", ".XXX..XXX.", "..........", [3, 8]],
  ])("apply suppression: %s", (_, effect, cause, notified) => {
    const alarm = {
      alarm_rule: 'ALARM("effect")',
      actions_suppressor: { alarm: "cause", wait_period: 120, extension_period: 180 },
    };
    const composite = compositeStates(alarm, (name) => line(name === "cause" ? cause : effect));
    expect(composite.states).toEqual(line(effect));
    expect(composite.notified).toEqual(notified);
  });
});
