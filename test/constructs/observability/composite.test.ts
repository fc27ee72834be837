import { alarmRule, RULE_LIMITS } from "../../../constructs/observability/alarm-rule";
import type { AlarmRow } from "../../../constructs/watching/alarm-row";
import { Alarms } from "../../../constructs/alarms/alarms";
import { Composites } from "../../../constructs/observability/composite";
import type { CompositeRow } from "../../../constructs/watching/composite-row";
import { runningTasks } from "../../../constructs/compute/metrics/ecs";
import { referenceTo, resource, type StackJson, synthesizeConstructs } from "../../support/synth";

const TOPICS = { page: "arn:page", ticket: "arn:ticket" };

function member(id: string): AlarmRow {
  return {
    id,
    name: [id.toLowerCase()],
    description: "It is down.",
    reason: "Users wait.",
    severity: "none",
    metric: runningTasks("dev", "api"),
    comparison: "below",
    threshold: 1,
    period: "1 minute",
    datapoints: 3,
    missingData: "breaching",
  };
}

const API: CompositeRow = {
  id: "Api",
  name: ["api"],
  description: "api is in trouble.",
  reason: "Users get errors.",
  severity: "page",
  runbook: "service-errors",
  any: ["Errors", "Slow"],
};

function synthesized(...rows: readonly CompositeRow[]): StackJson {
  return synthesizeConstructs((stack) => {
    const alarms = new Alarms(stack, "Alarms", ["Errors", "Slow", "Database"].map(member));
    new Composites(stack, "Composites", { rows, alarms: alarms.named, topics: TOPICS });
  });
}

const reference = (stack: StackJson, id: string) => referenceTo(stack, "aws_cloudwatch_metric_alarm", `Alarms/${id}`, "alarm_name");

test.each([
  [API, "OR"],
  [{ ...API, any: undefined, all: ["Errors", "Slow"] } satisfies CompositeRow, "AND"],
])("references its members, so that Terraform creates them first (%#)", (row, operator) => {
  const stack = synthesized(row);
  expect(resource(stack, "aws_cloudwatch_composite_alarm")).toMatchObject({
    alarm_name: "dev-us-east-1-api",
    alarm_rule: `ALARM("${reference(stack, "Errors")}") ${operator} ALARM("${reference(stack, "Slow")}")`,
    alarm_description: "api is in trouble. Users get errors. Runbook: docs/runbooks/service-errors.md",
    alarm_actions: ["arn:page"],
    ok_actions: ["arn:page"],
  });
});

test("does not notify while its suppressor fires", () => {
  const stack = synthesized(
    { ...API, suppressedBy: { alarm: "Database" } },
    { ...API, id: "Own", name: ["own"], suppressedBy: { alarm: "Database", wait: "3 minutes", extension: "10 minutes" } },
  );
  const suppressor = (id: string) => resource(stack, "aws_cloudwatch_composite_alarm", `Composites/${id}`).actions_suppressor;
  expect(suppressor("Api")).toEqual({ alarm: reference(stack, "Database"), wait_period: 120, extension_period: 300 });
  expect(suppressor("Own")).toEqual({ alarm: reference(stack, "Database"), wait_period: 180, extension_period: 600 });
});

test("can reference an earlier composite alarm", () => {
  const stack = synthesized(API, { ...API, id: "All", name: ["all"], any: ["Api", "Database"] });
  const api = referenceTo(stack, "aws_cloudwatch_composite_alarm", "Composites/Api", "alarm_name");
  expect(resource(stack, "aws_cloudwatch_composite_alarm", "Composites/All").alarm_rule).toBe(
    `ALARM("${api}") OR ALARM("${reference(stack, "Database")}")`,
  );
});

test("does not notify with severity none", () => {
  const { runbook: _, ...rest } = API;
  expect(resource(synthesized({ ...rest, severity: "none" }), "aws_cloudwatch_composite_alarm")).not.toHaveProperty("alarm_actions");
});

test.each<[Partial<CompositeRow>, string]>([
  [{ any: ["Errors", "Gone"] }, '"Api" references the unknown alarm "Gone"; valid: Errors, Slow, Database'],
  [{ any: ["Errors", "Errors"] }, "a composite alarm has duplicate members"],
  [{ any: [] }, "a composite alarm has 0 members; AWS allows 1 to 100"],
  [{ suppressedBy: { alarm: "Slow" } }, 'composite alarm "Api" is suppressed by its own member "Slow"'],
  [{ suppressedBy: { alarm: "Gone" } }, '"Api" references the unknown alarm "Gone"'],
  [{ id: "Slow" }, '"test/Composites" has a duplicate alarm ID "Slow"'],
])("%j: %s", (change, message) => {
  expect(() => synthesized({ ...API, ...change } as CompositeRow)).toThrow(message);
});

describe("a rule", () => {
  const names = (count: number, length = 8) => Array.from({ length: count }, (_, index) => String(index).padStart(length, "x"));

  test("contains at most 100 alarms", () => {
    expect(() => alarmRule({ any: names(100) })).not.toThrow();
    expect(() => alarmRule({ any: names(101) })).toThrow("a composite alarm has 101 members; AWS allows 1 to 100");
  });

  test("has at most 10,240 characters", () => {
    // ALARM("…") is nine characters and a name, " AND " five: 40 × 256 - 5 = 10,235.
    const most = names(40, 242);
    const [first = ""] = most;
    expect(alarmRule({ all: most }).length).toBe(10_235);
    expect(alarmRule({ all: [`${"y".repeat(5)}${first}`, ...most.slice(1)] })).toHaveLength(RULE_LIMITS.characters);
    expect(() => alarmRule({ all: [`${"y".repeat(6)}${first}`, ...most.slice(1)] })).toThrow("has 10241 characters; AWS allows 10240");
  });

  test("rejects a name with a quote", () => expect(() => alarmRule({ any: ['a"b'] })).toThrow("contains a quote"));
});
