import { patternProblem, countRegularExpressions } from "../../../../aws/filter-patterns";
import type { WorkloadMetricAlarm, WorkloadMetric } from "../../../../constructs/watching/model";
import { assertAlarmable } from "../../../../constructs/alarms/alarm-rules";
import { missingDataOf } from "../../../../constructs/compute/logs/custom-metrics";
import { ALL_LINES, ERROR_LINES } from "../../../../constructs/compute/logs/error-lines";
import { LogFilters } from "../../../../constructs/observability/logs/log-filters";
import { watchLog } from "../../../../constructs/compute/logs/log-watch";
import { isMath } from "../../../../constructs/watching/metric-math";
import { matches } from "../../../support/filter-matcher";
import { resource, resources, synthesizeConstructs } from "../../../support/synth";

const ALARM: WorkloadMetricAlarm = { comparison: "below", threshold: 1, for: "10 minutes", severity: "ticket", reason: "No uploads." };
const UPLOADS: WorkloadMetric = {
  name: "uploads",
  pattern: '{ $.event = "upload" }',
  value: "1",
  unit: "Count",
  statistic: "Sum",
  betterIs: "higher",
  alarm: ALARM,
};
const WAIT: WorkloadMetric = {
  name: "wait",
  pattern: '{ $.event = "upload" && $.ms > 0 }',
  value: "$.ms",
  unit: "Milliseconds",
  statistic: "Average",
  betterIs: "lower",
  alarm: { comparison: "above", threshold: 900, for: "1 minute", severity: "page", reason: "Users wait.", runbook: "slow-uploads" },
};
const { alarm: _, ...QUIET } = { ...UPLOADS, name: "bytes", value: "$.bytes" };

const log = (metrics: readonly WorkloadMetric[] = [], environment = "prod", kind: "service" | "worker" = "service") =>
  watchLog({ environment, kind, workload: { name: "api", metrics } });

describe("error lines", () => {
  test.each([
    '{"level":"error","msg":"x"}',
    '{"level":"ERROR"}',
    '{"level":"Error"}',
    '{"level":"err"}',
    '{"level":"fatal"}',
    '{"level":"FATAL"}',
    '{"level":"critical"}',
    '{"level":"panic"}',
    '{"level":50,"msg":"pino"}',
    '{"level":60}',
    '{"severity":"ERROR"}',
    '{"severity":"EMERGENCY"}',
    '{"levelname":"CRITICAL"}',
    '{"LogLevel":"Error"}',
    '{"log.level":"error"}',
  ])("include %s", (line) => expect(matches(ERROR_LINES, line)).toBe(true));

  test.each([
    '{"level":"info","msg":"no error"}',
    '{"level":"warn"}',
    '{"level":40}',
    '{"level":"WARNING"}',
    '{"severity":"NOTICE"}',
    '{"message":"error"}',
    "ERROR: not JSON",
    "{}",
  ])("exclude %s", (line) => {
    expect(matches(ERROR_LINES, line)).toBe(false);
    expect(matches(ALL_LINES, line)).toBe(true);
  });

  test("have a pattern that CloudWatch accepts, without a regular expression, so that custom metrics can use those", () => {
    expect(patternProblem(ERROR_LINES)).toBeUndefined();
    expect(ERROR_LINES.length).toBeLessThanOrEqual(1_024);
    expect(countRegularExpressions(ERROR_LINES)).toBe(0);
  });
});

describe("a log", () => {
  test("has two built-in metrics, an alarm and two graphs", () => {
    const { filters, alarms, signals } = log();
    expect(filters.map(({ id, defaultValue }) => [id, defaultValue])).toEqual([
      ["Lines", 0],
      ["ErrorLines", 0],
    ]);
    expect(alarms).toEqual([
      expect.objectContaining({ id: "ErrorLines", severity: "ticket", threshold: 5, period: "5 minutes", missingData: "notBreaching" }),
    ]);
    expect(signals.map(({ signal }) => signal)).toEqual(["errors", "traffic"]);
    expect(signals[0]?.limits).toEqual([{ label: "Alarm service api error-lines", value: 5, alarm: "ErrorLines" }]);
  });

  test.each([
    [[UPLOADS], ["Terrace/Business/prod/service/api", "uploads"], 0],
    [[WAIT], ["Terrace/Business/prod/service/api", "wait"], undefined],
  ])("publishes a custom metric, with the default 0 only for a sum", (metrics, name, zero) => {
    const filter = log(metrics).filters.at(-1);
    expect([filter?.metric.namespace, filter?.metric.name]).toEqual(name);
    expect(filter?.metric.dimensions).toEqual({});
    expect(filter?.defaultValue).toBe(zero);
  });

  test("shows a custom metric without an alarm only on the dashboard", () => {
    expect(log([QUIET]).alarms).toHaveLength(1);
    expect(log([QUIET]).signals.at(-1)).toEqual(expect.objectContaining({ title: "bytes", signal: "traffic", limits: [] }));
  });

  test("creates the configured alarm of a custom metric", () => {
    expect(log([WAIT]).alarms.at(-1)).toEqual(
      expect.objectContaining({
        id: "Metric-wait",
        name: ["service", "api", "metric", "wait"],
        severity: "page",
        runbook: "slow-uploads",
        reason: "Users wait.",
        description: "wait of api has been above 900 for a minute.",
        comparison: "above",
        threshold: 900,
        period: "1 minute",
        datapoints: 1,
        missingData: "notBreaching",
      }),
    );
    expect(log([WAIT]).signals.at(-1)).toEqual(
      expect.objectContaining({ signal: "errors", limits: [{ label: "Alarm service api metric wait", value: 900, alarm: "Metric-wait" }] }),
    );
  });

  test("creates a valid alarm for the longest duration", () => {
    const day = log([{ ...UPLOADS, alarm: { ...ALARM, for: "1 day" } }]).alarms.at(-1);
    expect(day?.datapoints).toBe(1_440);
    expect(() => {
      if (day) assertAlarmable(day, "us-east-1");
    }).not.toThrow();
  });

  test("shares no metric with other workloads, environments or kinds", () => {
    const all = [log([UPLOADS]), log([UPLOADS], "dev"), log([UPLOADS], "prod", "worker")].flatMap(({ filters }) =>
      filters.map(({ metric }) => `${metric.namespace} ${metric.name}`),
    );
    expect(new Set(all).size).toBe(all.length);
  });

  test("has alarms and graphs only on metrics that its filters publish", () => {
    const { filters, alarms, signals } = log([UPLOADS, WAIT, QUIET]);
    const published = filters.map(({ metric }) => metric);
    const read = [...alarms.map(({ metric }) => metric), ...signals.flatMap(({ metrics }) => metrics)];
    for (const metric of read.flatMap((found) => (isMath(found) ? Object.values(found.metrics) : [found]))) {
      const found = published.find(({ namespace, name }) => namespace === metric.namespace && name === metric.name);
      expect(found).toMatchObject({ statistic: metric.statistic, unit: metric.unit });
    }
  });
});

test.each([
  ["Sum", "below", 1, "breaching"],
  ["Sum", "below", 0, "notBreaching"],
  ["Sum", "below", -1, "notBreaching"],
  ["Sum", "above", 0, "notBreaching"],
  ["Sum", "above", 5, "notBreaching"],
  ["Sum", "above", -1, "breaching"],
  ["Average", "below", 1, "notBreaching"],
  ["Minimum", "below", 1, "notBreaching"],
  ["Maximum", "above", -1, "notBreaching"],
] as const)("missing data of a %s with an alarm %s %d is %s", (statistic, comparison, threshold, expected) => {
  expect(missingDataOf(statistic, { ...ALARM, comparison, threshold })).toBe(expected);
});

describe("filters", () => {
  const { filters } = log([UPLOADS, WAIT]);
  const stack = synthesizeConstructs((scope) => new LogFilters(scope, "Filters", { logGroupName: "/prod/service/api", filters }));

  test("are created from their rows", () => {
    expect(resources(stack, "aws_cloudwatch_log_metric_filter")).toHaveLength(4);
    expect(resource(stack, "aws_cloudwatch_log_metric_filter", "Filters/Lines")).toMatchObject({
      name: "Lines",
      log_group_name: "/prod/service/api",
      pattern: "",
      metric_transformation: { namespace: "Terrace/Logs/prod/service/api", name: "Lines", value: "1", unit: "Count", default_value: "0" },
    });
    const wait = resource(stack, "aws_cloudwatch_log_metric_filter", "Filters/Metric-wait");
    expect(wait).toMatchObject({ pattern: WAIT.pattern, metric_transformation: { value: "$.ms", unit: "Milliseconds" } });
    expect(wait.metric_transformation).not.toHaveProperty("default_value");
  });

  test("are limited to 100 in a log group", () => {
    const many = Array.from({ length: 101 }, (_unused, index) => ({ ...UPLOADS, name: `m${index}` }));
    const make = () =>
      synthesizeConstructs(
        (scope) => new LogFilters(scope, "Filters", { logGroupName: "/a", filters: log(many.slice(2)).filters.slice(0, 101) }),
      );
    expect(make).toThrow('log group "/a" has 101 metric filters; CloudWatch allows 100');
  });
});
