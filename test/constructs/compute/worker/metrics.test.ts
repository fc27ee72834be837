import type { MetricMath } from "../../../../constructs/watching/metric-math";
import { errorRate } from "../../../../constructs/load-balancing/metrics/application-elb";
import { backlogPerTask, messagesWithoutTasks } from "../../../../constructs/compute/worker/metrics";
import { visibleMessages } from "../../../../constructs/queue/metrics";
import { type Value, evaluate } from "../../../support/metric-math";

const MISSING: Value = undefined;
const backlog = backlogPerTask(visibleMessages("dev-emails"), "dev-us-east-1", "dev-mailer");
const wake = messagesWithoutTasks(visibleMessages("dev-emails"), "dev-us-east-1", "dev-mailer");
const errors = errorRate("app/dev/1", "targetgroup/api/2");

test.each<MetricMath>([backlog, wake, errors])("all names in $expression are its metrics, and all metrics are used", (math) => {
  const names = math.expression.replaceAll(/\b(IF|FILL|REPEAT)\b/g, "").match(/[a-z_]\w*/gi) ?? [];
  expect(new Set(names)).toEqual(new Set(Object.keys(math.metrics)));
  // CloudWatch requires IDs that start with a lowercase letter.
  for (const id of names) expect(id).toMatch(/^[a-z]\w*$/);
});

test("the backlog uses the metrics of its queue and its tasks", () => {
  expect(backlog.metrics).toMatchObject({
    visible: { namespace: "AWS/SQS", name: "ApproximateNumberOfMessagesVisible", dimensions: { QueueName: "dev-emails" } },
    running: {
      namespace: "ECS/ContainerInsights",
      name: "RunningTaskCount",
      dimensions: { ClusterName: "dev-us-east-1", ServiceName: "dev-mailer" },
    },
  });
});

test.each<[what: string, visible: Value, running: Value, before: Value, expected: Value]>([
  ["messages for several tasks", 100, 4, 4, 25],
  ["messages for one task", 100, 1, 1, 100],
  ["no message waits", 0, 4, 4, 0],
  ["no task, counted: all waiting messages, no division by zero", 100, 0, 4, 100],
  ["no task and no message waits", 0, 0, 0, 0],
  ["the task count is late: the last known count", 100, MISSING, 4, 25],
  ["the task count is late and was zero", 100, MISSING, 0, 100],
  ["the task count is missing for longer: no scaling", 100, MISSING, MISSING, MISSING],
  ["messages unknown: no scaling", MISSING, 4, 4, MISSING],
  ["both unknown: no scaling", MISSING, MISSING, MISSING, MISSING],
])("backlog per task: %s", (_, visible, running, before, expected) => {
  expect(evaluate(backlog.expression, { visible: { now: visible, before: visible }, running: { now: running, before } })).toBe(expected);
});

test.each<[what: string, visible: Value, running: Value, expected: Value]>([
  ["messages and no task, counted", 3, 0, 3],
  ["messages and no task count, which ECS omits at zero", 3, MISSING, 3],
  ["messages and a task", 3, 1, 0],
  ["no message and no task", 0, MISSING, 0],
  ["messages unknown: no scaling from zero", MISSING, MISSING, MISSING],
])("messages without tasks: %s", (_, visible, running, expected) => {
  expect(evaluate(wake.expression, { visible: { now: visible }, running: { now: running } })).toBe(expected);
});

test.each<[what: string, failed: Value, all: Value, expected: Value]>([
  ["one of ten", 10, 100, 10],
  ["all", 100, 100, 100],
  ["no errors, for which CloudWatch has no data", MISSING, 100, MISSING],
  ["too few requests", 19, 19, 0],
  ["just enough requests", 20, 20, 100],
  ["no requests", MISSING, MISSING, MISSING],
])("error rate: %s", (_, failed, all, expected) => {
  expect(evaluate(errors.expression, { errors: { now: failed }, requests: { now: all } })).toBe(expected);
});
