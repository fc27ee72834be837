import type { AlarmRow } from "../../../constructs/watching/alarm-row";
import { Alarms } from "../../../constructs/alarms/alarms";
import { Composites } from "../../../constructs/observability/composite";
import type { Metric } from "../../../constructs/watching/metric";
import { runningTasks } from "../../../constructs/compute/metrics/ecs";
import type { Published } from "../../support/alarms/alarm";
import { StackAlarms } from "../../support/alarms/composite";
import { resource, synthesizeConstructs } from "../../support/synth";

const SERVICES = ["api", "web", "feed"];

const metricOf = (name: string): Metric => runningTasks("dev", name);

function row(id: string, datapoints: number): AlarmRow {
  return {
    id,
    name: [id],
    description: `${id} is down.`,
    reason: "Users get errors.",
    severity: "page",
    runbook: `${id}-down`,
    metric: metricOf(id),
    comparison: "below",
    threshold: 1,
    period: "1 minute",
    datapoints,
    missingData: "breaching",
  };
}

/** A database that all services need. Its alarm fires one minute later than theirs. */
const stack = synthesizeConstructs((scope) => {
  const rows = [row("database", 3), ...SERVICES.map((name) => row(name, 2))];
  const topics = { page: "arn:page", ticket: "arn:ticket" };
  const alarms = new Alarms(scope, "Alarms", rows, { topics, notifiedByComposite: SERVICES });
  new Composites(scope, "Composites", {
    alarms: alarms.named,
    topics,
    rows: SERVICES.map((name) => ({
      id: `Page-${name}`,
      name: [name, "page"],
      description: `${name} is down.`,
      reason: "Users get errors.",
      severity: "page",
      runbook: `${name}-down`,
      any: [name],
      suppressedBy: { alarm: "database" },
    })),
  });
});

/** 30 minutes, in which the given resources are down from minute 10 to minute 20. */
function pages(...down: readonly string[]): readonly string[] {
  const published = ["database", ...SERVICES].map((name): Published => {
    const minutes = Array.from({ length: 30 }, (_, minute) => (down.includes(name) && minute >= 10 && minute < 20 ? 0 : 1));
    return { ...metricOf(name), minutes };
  });
  const alarms = new StackAlarms(stack, published);
  const notified = SERVICES.filter((name) => alarms.composite(`dev-us-east-1-${name}-page`).notified.length > 0);
  return alarms.states("dev-us-east-1-database").includes("ALARM") ? ["database", ...notified] : notified;
}

test.each<[readonly string[], readonly string[]]>([
  [[], []],
  [["api"], ["api"]],
  [SERVICES, SERVICES],
  [["database", ...SERVICES], ["database"]],
  [["database"], ["database"]],
])("while %j are down, the pages are %j", (down, notified) => expect(pages(...down)).toEqual(notified));

test("a composite alarm notifies once", () => {
  expect(resource(stack, "aws_cloudwatch_metric_alarm", "Alarms/api")).not.toHaveProperty("alarm_actions");
  expect(resource(stack, "aws_cloudwatch_metric_alarm", "Alarms/database").alarm_actions).toEqual(["arn:page"]);
});
