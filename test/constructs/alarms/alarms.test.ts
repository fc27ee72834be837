import type { AlarmRow } from "../../../constructs/watching/alarm-row";
import { alarmText, DESCRIPTION_LIMIT, runbookAddress } from "../../../constructs/alarms/alarm-text";
import { type AlarmOptions, Alarms } from "../../../constructs/alarms/alarms";
import type { Metric } from "../../../constructs/watching/metric";
import { errorRate, targetRequests } from "../../../constructs/load-balancing/metrics/application-elb";
import { type Block, resource, synthesizeConstructs } from "../../support/synth";

const METRIC = targetRequests("app/dev/1", "targetgroup/api/2");

const ROW = {
  id: "Busy",
  name: ["api", "busy"],
  description: "Too many.",
  reason: "Users wait.",
  severity: "none",
  metric: METRIC,
  comparison: "above",
  threshold: 10,
  period: "1 minute",
  datapoints: 3,
  missingData: "notBreaching",
} as const satisfies AlarmRow;

const TOPICS = { page: "arn:page", ticket: "arn:ticket" };

function synthesized(row: AlarmRow, options: AlarmOptions = {}, region = "us-east-1"): Block {
  const stack = synthesizeConstructs((scope) => new Alarms(scope, "Alarms", [row], options), { region });
  return resource(stack, "aws_cloudwatch_metric_alarm");
}

test.each<[string, AlarmRow, Block]>([
  ["all datapoints by default", ROW, { evaluation_periods: 3, datapoints_to_alarm: 3 }],
  ["M of N", { ...ROW, datapointsToAlarm: 2 }, { evaluation_periods: 3, datapoints_to_alarm: 2 }],
  ["a plain statistic", ROW, { statistic: "Sum", threshold: 10, period: 60, alarm_name: "dev-us-east-1-api-busy" }],
])("%s", (_, row, expected) => expect(synthesized(row)).toMatchObject(expected));

test.each(["p50", "p99", "p99.9", "PR(:0.3)"])("%s is an extended statistic", (statistic) => {
  const alarm = synthesized({ ...ROW, metric: { ...METRIC, statistic } as Metric });
  expect(alarm.extended_statistic).toBe(statistic);
  expect(alarm).not.toHaveProperty("statistic");
});

test.each([
  ["above", "GreaterThanUpperThreshold"],
  ["below", "LessThanLowerThreshold"],
  ["outside", "LessThanLowerOrGreaterThanUpperThreshold"],
] as const)("what is %s a band has no threshold, and names the band that it is compared with", (comparison, operator) => {
  const { threshold: _, ...rest } = ROW;
  const alarm = synthesized({ ...rest, comparison, band: { deviations: 3 } });
  expect(alarm).not.toHaveProperty("threshold");
  expect(alarm).not.toHaveProperty("metric_name");
  expect(alarm).toMatchObject({ comparison_operator: operator, threshold_metric_id: "band" });
  expect(alarm.metric_query).toEqual([
    {
      id: "result",
      metric: { namespace: METRIC.namespace, metric_name: METRIC.name, dimensions: METRIC.dimensions, stat: "Sum", period: 60 },
      return_data: true,
    },
    { id: "band", expression: "ANOMALY_DETECTION_BAND(result, 3)", label: "Expected", return_data: true },
  ]);
});

test("a band can be on metric math", () => {
  const { threshold: _, ...rest } = ROW;
  const queries = synthesized({ ...rest, comparison: "above", metric: errorRate("a", "b"), band: { deviations: 2 } })
    .metric_query as Block[];
  expect(queries.map(({ id, return_data }) => [id, return_data])).toEqual([
    ["result", true],
    ["errors", false],
    ["requests", false],
    ["band", true],
  ]);
});

test.each<[string, AlarmRow, AlarmOptions, string | undefined]>([
  ["a page", { ...ROW, severity: "page", runbook: "api" }, { topics: TOPICS }, "arn:page"],
  ["a ticket", { ...ROW, severity: "ticket" }, { topics: TOPICS }, "arn:ticket"],
  ["an alarm without notification", ROW, { topics: TOPICS }, undefined],
  [
    "an alarm that notifies through a composite alarm",
    { ...ROW, severity: "ticket" },
    { topics: TOPICS, notifiedByComposite: ["Busy"] },
    undefined,
  ],
  ["an environment without topics", { ...ROW, severity: "ticket" }, {}, undefined],
])("topic for firing and recovery: %s", (_, row, options, topic) => {
  const { alarm_actions, ok_actions, insufficient_data_actions } = synthesized(row, options);
  expect([alarm_actions, ok_actions, insufficient_data_actions]).toEqual(
    topic ? [[topic], [topic], undefined] : [undefined, undefined, undefined],
  );
});

test("the text contains the description, the reason and the runbook", () => {
  const row: AlarmRow = { ...ROW, severity: "page", runbook: "service-errors" };
  expect(synthesized(row, { runbooks: "https://example.com/runbooks" }).alarm_description).toBe(
    "Too many. Users wait. Runbook: https://example.com/runbooks/service-errors.md",
  );
  expect(synthesized(row).alarm_description).toMatch(/Runbook: docs\/runbooks\/service-errors\.md$/);
  expect(synthesized(ROW).alarm_description).toBe("Too many. Users wait.");
});

test("accepts the maximum length of a text, and rejects one more character", () => {
  const text = (length: number) => alarmText({ ...ROW, description: "x".repeat(length - " Users wait.".length) }, "docs");
  expect(text(DESCRIPTION_LIMIT)).toHaveLength(1_024);
  expect(() => text(DESCRIPTION_LIMIT + 1)).toThrow(
    'the text of alarm "api-busy" has 1025 characters; CloudWatch allows 1024: shorten its description or reason and move details to the runbook',
  );
});

test.each(["Database", "a b", "../x", "a.md", "-a", ""])("rejects %j as a runbook name", (name) => {
  expect(() => runbookAddress(name, "docs")).toThrow(`"${name}" is not a valid runbook name`);
});

test.each<[Partial<AlarmRow>, string]>([
  [{ datapointsToAlarm: 4 }, "needs 4 of 3 datapoints; allowed: integers, with datapointsToAlarm from 1 to datapoints"],
  [{ datapointsToAlarm: 0 }, "needs 0 of 3 datapoints"],
  [{ datapoints: 1_441 }, "has an evaluation window of 86460 s; CloudWatch allows 86400 s"],
  [{ period: "1 hour", datapoints: 169 }, "has an evaluation window of 608400 s; CloudWatch allows 604800 s"],
  [{ period: "90 seconds" }, "has a period of 90 s; allowed: multiples of 60 s. Round it up"],
  [{ metric: { ...errorRate("a", "b"), metrics: elevenMetrics() } }, "reads 11 metrics; CloudWatch allows 1 to 10"],
  [{ metric: { ...errorRate("a", "b"), metrics: {} } }, "reads 0 metrics"],
  [{ threshold: undefined, band: { deviations: 0 } }, "has a band of 0 standard deviations; allowed: a number above 0"],
])("%j: %s", (change, message) => {
  expect(() => synthesized({ ...ROW, ...change } as AlarmRow)).toThrow(`alarm "api-busy" ${message}`);
});

test.each<Partial<AlarmRow>>([{ datapoints: 1_440 }, { period: "1 hour", datapoints: 168 }, { datapointsToAlarm: 1 }])(
  "%j is allowed",
  (change) => {
    expect(() => synthesized({ ...ROW, ...change } as AlarmRow)).not.toThrow();
  },
);

describe("a metric that is published in one region", () => {
  const everywhere = { ...METRIC, namespace: "AWS/Route53", name: "HealthCheckStatus", region: "us-east-1" } as Metric;

  test("can have alarms there", () => expect(() => synthesized({ ...ROW, metric: everywhere })).not.toThrow());

  test.each([everywhere, { ...errorRate("a", "b"), metrics: { a: METRIC, b: everywhere } }])(
    "cannot have alarms in another region",
    (metric) => {
      expect(() => synthesized({ ...ROW, metric }, {}, "eu-west-1")).toThrow(
        'alarm "api-busy" is in eu-west-1, but AWS/Route53 publishes HealthCheckStatus in us-east-1 only: create the alarm in a stack in us-east-1',
      );
    },
  );
});

function elevenMetrics() {
  return Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`m${index}`, METRIC]));
}
