import type { MetricMath } from "../../../../constructs/watching/metric-math";
import { errorRate } from "../../../../constructs/load-balancing/metrics/application-elb";
import { backlogPerTask, messagesWithoutTasks } from "../../../../constructs/compute/worker/metrics";
import { visibleMessages } from "../../../../constructs/queue/metrics";
import { type Value, evaluate } from "../../../support/metric-math";

const MISSING: Value = undefined;
const backlog = backlogPerTask(visibleMessages("dev-emails"), "dev-us-east-1", "dev-mailer");
const wake = messagesWithoutTasks(visibleMessages("dev-emails"), "dev-us-east-1", "dev-mailer");
const errors = errorRate("app/dev/1", "targetgroup/api/2");

test.each<[MetricMath]>([[backlog], [wake], [errors]])("all names in $expression are its metrics, and all metrics are used", (math) => {
  const names = math.expression.replaceAll(/\b(IF|FILL|REPEAT)\b/g, "").match(/[a-z_]\w*/gi) ?? [];
  expect(new Set(names)).toEqual(new Set(Object.keys(math.metrics)));
  // CloudWatch: an id starts with a lower-case letter.
  for (const id of names) expect(id).toMatch(/^[a-z]\w*$/);
});

test("the backlog is that of this queue and these tasks", () => {
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
  ["nothing waits", 0, 4, 4, 0],
  ["no task, counted: all that waits, no division by zero", 100, 0, 4, 100],
  ["no task and nothing waits", 0, 0, 0, 0],
  ["the count of tasks is late: the last one known", 100, MISSING, 4, 25],
  ["the count of tasks is late and was zero", 100, MISSING, 0, 100],
  ["the count of tasks is long gone: no scaling", 100, MISSING, MISSING, MISSING],
  ["messages unknown: no scaling", MISSING, 4, 4, MISSING],
  ["nothing known: no scaling", MISSING, MISSING, MISSING, MISSING],
])("backlog per task: %s", (_, visible, running, before, expected) => {
  expect(evaluate(backlog.expression, { visible: { now: visible, before: visible }, running: { now: running, before } })).toBe(expected);
});

test.each<[what: string, visible: Value, running: Value, expected: Value]>([
  ["messages and no task, counted", 3, 0, 3],
  ["messages and no count of tasks, as ECS has it at zero", 3, MISSING, 3],
  ["messages and a task", 3, 1, 0],
  ["no message and no task", 0, MISSING, 0],
  ["messages unknown: nobody is woken", MISSING, MISSING, MISSING],
])("messages without tasks: %s", (_, visible, running, expected) => {
  expect(evaluate(wake.expression, { visible: { now: visible }, running: { now: running } })).toBe(expected);
});

test.each<[what: string, failed: Value, all: Value, expected: Value]>([
  ["one in ten", 10, 100, 10],
  ["all", 100, 100, 100],
  ["no errors, which CloudWatch does not count", MISSING, 100, MISSING],
  ["too few requests to mean anything", 19, 19, 0],
  ["just enough", 20, 20, 100],
  ["no requests", MISSING, MISSING, MISSING],
])("error rate: %s", (_, failed, all, expected) => {
  expect(evaluate(errors.expression, { errors: { now: failed }, requests: { now: all } })).toBe(expected);
});
