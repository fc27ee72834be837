import { TASK_METRICS, missingTasks, storageShare, taskMetric } from "../../../../constructs/compute/metrics/ecs";
import { ECS_EVENTS, ecsEvent, eventFilters } from "../../../../constructs/compute/metrics/ecs-events";
import type { MetricMath } from "../../../../constructs/watching/metric-math";
import { whyNotPublished } from "../../../support/facts";
import type { Value } from "../../../support/metric-math";
import { nowOf } from "../../watching/math";

const SOURCE = { clusterName: "dev-us-east-1", serviceName: "api" };

test.each([...TASK_METRICS.map((name) => taskMetric(name, "dev", "api")), ...ECS_EVENTS.map((event) => ecsEvent(event, SOURCE))])(
  "$name ($statistic) is published",
  (metric) => {
    expect(whyNotPublished(metric)).toEqual([]);
  },
);

test("an event without a filter is not published", () => {
  expect(whyNotPublished({ ...ecsEvent("crashes", SOURCE), name: "TaskStops" })).toEqual([
    "Terrace/ECS/dev-us-east-1/api publishes no TaskStops; it publishes DeploymentFailures, TaskCrashes, TaskStartFailures, SpotInterruptions",
  ]);
});

test.each<[string, MetricMath, Record<string, Value>, Value]>([
  ["all tasks but one", missingTasks("dev", "api"), { desired: 4, running: 3 }, 1],
  ["no count of running tasks", missingTasks("dev", "api"), { desired: 4 }, 4],
  ["more than desired, in a deployment", missingTasks("dev", "api"), { desired: 4, running: 8 }, -4],
  ["16 of 20 GB", storageShare("dev", "api"), { used: 16, reserved: 20 }, 80],
])("%s", (_, math, values, expected) => {
  expect(nowOf(math, values)).toBe(expected);
});

test("each ECS event has a filter that counts only events of its service", () => {
  const filters = eventFilters(SOURCE);
  expect(filters.map(({ metric }) => metric.name)).toEqual(["DeploymentFailures", "TaskCrashes", "TaskStartFailures", "SpotInterruptions"]);
  expect(filters.map(({ pattern }) => pattern)).toEqual([
    '{ ($.detail.eventName = "SERVICE_DEPLOYMENT_FAILED") && ($.resources[0] = "*:service/dev-us-east-1/api") }',
    '{ ($.detail.group = "service:api") && ($.detail.lastStatus = "STOPPED") && (($.detail.stopCode = "EssentialContainerExited") || ($.detail.stoppedReason = "*health checks*")) }',
    '{ ($.detail.group = "service:api") && ($.detail.lastStatus = "STOPPED") && ($.detail.stopCode = "TaskFailedToStart") }',
    '{ ($.detail.group = "service:api") && ($.detail.lastStatus = "STOPPED") && ($.detail.stopCode = "SpotInterruption") }',
  ]);
});
