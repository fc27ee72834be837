import { whyNotPublished } from "../../support/facts";
import { busyResponseTime, unansweredShare } from "../../../constructs/load-balancing/metrics/application-elb";
import { whileBusy, cdnMetric } from "../../../constructs/edge/metrics/cloudfront";
import { TASK_METRICS, missingTasks, storageShare, taskMetric } from "../../../constructs/compute/metrics/ecs";
import { ECS_EVENTS, ecsEvent, eventFilters } from "../../../constructs/compute/metrics/ecs-events";
import { shareOfFlows } from "../../../constructs/load-balancing/metrics/network-elb";
import { QUEUE_METRICS, deadLetters, failedShare, queueMetric } from "../../../constructs/queue/metrics";
import { blockedShare } from "../../../constructs/edge/metrics/waf";
import type { MetricMath } from "../../../constructs/watching/metric-math";
import { type Value, evaluate } from "../../support/metric-math";

const SOURCE = { clusterName: "dev-us-east-1", serviceName: "api" };

test.each([
  ...TASK_METRICS.map((name) => taskMetric(name, "dev", "api")),
  ...QUEUE_METRICS.map((name) => queueMetric(name, "dev-emails")),
  deadLetters("dev-emails-dead-letters"),
  ...ECS_EVENTS.map((event) => ecsEvent(event, SOURCE)),
])("$name ($statistic) is published", (metric) => {
  expect(whyNotPublished(metric)).toEqual([]);
});

test("an event that no filter counts is published by nobody", () => {
  expect(whyNotPublished({ ...ecsEvent("crashes", SOURCE), name: "TaskStops" })).toEqual([
    "Terrace/ECS/dev-us-east-1/api publishes no TaskStops; it publishes DeploymentFailures, TaskCrashes, TaskStartFailures, SpotInterruptions",
  ]);
});

function valueOf({ expression, metrics }: MetricMath, values: Readonly<Record<string, Value>>): Value {
  return evaluate(expression, Object.fromEntries(Object.keys(metrics).map((id) => [id, { now: values[id] }])));
}

const busy = whileBusy(cdnMetric("errors", "E1"), "E1", 20, 0);
const unanswered = unansweredShare("app/main/1");
const slow = busyResponseTime(95, "app/main/1", "targetgroup/api/2");
const failed = failedShare("dev-emails");
const resets = shareOfFlows("targetResets", "net/main/1");

test.each<[string, MetricMath, Record<string, Value>, Value]>([
  ["of 19 requests a share means nothing", busy, { requests: 19, value: 100 }, 0],
  ["of 20 it does", busy, { requests: 20, value: 100 }, 100],
  ["no requests are no data", busy, {}, undefined],
  ["5 of 95 + 5 requests are 5 %", unanswered, { requests: 95, errors: 5 }, 5],
  ["no task at all: no requests are counted, and all fail", unanswered, { errors: 20 }, 100],
  ["19 in all are too few", unanswered, { requests: 9, errors: 10 }, 0],
  ["no errors are no data", unanswered, { requests: 1_000 }, undefined],
  ["a slow one of 19", slow, { requests: 19, time: 30 }, 0],
  ["a slow p95 of 20", slow, { requests: 20, time: 2.5 }, 2.5],
  ["all tasks but one", missingTasks("dev", "api"), { desired: 4, running: 3 }, 1],
  ["no count of running tasks", missingTasks("dev", "api"), { desired: 4 }, 4],
  ["more than desired, in a deployment", missingTasks("dev", "api"), { desired: 4, running: 8 }, -4],
  ["16 of 20 GB", storageShare("dev", "api"), { used: 16, reserved: 20 }, 80],
  ["99 messages are too few", failed, { received: 99 }, 0],
  ["100 taken, none done", failed, { received: 100 }, 100],
  ["100 taken, half done", failed, { received: 100, deleted: 50 }, 50],
  ["all done, and some of before", failed, { received: 100, deleted: 110 }, -10],
  ["of 500 requests a tenth is blocked", blockedShare("dev-cdn"), { allowed: 450, blocked: 50 }, 10],
  ["of 499 requests most are", blockedShare("dev-cdn"), { allowed: 99, blocked: 400 }, 0],
  ["all are", blockedShare("dev-cdn"), { blocked: 500 }, 100],
  ["99 connections are too few", resets, { flows: 99, broken: 99 }, 0],
  ["20 resets of 100", resets, { flows: 100, broken: 20 }, 20],
])("%s", (_, math, values, expected) => {
  expect(valueOf(math, values)).toBe(expected);
});

test("each event of ECS has a filter, which counts those of its own service", () => {
  const filters = eventFilters(SOURCE);
  expect(filters.map(({ metric }) => metric.name)).toEqual(["DeploymentFailures", "TaskCrashes", "TaskStartFailures", "SpotInterruptions"]);
  expect(filters.map(({ pattern }) => pattern)).toEqual([
    '{ ($.detail.eventName = "SERVICE_DEPLOYMENT_FAILED") && ($.resources[0] = "*:service/dev-us-east-1/api") }',
    '{ ($.detail.group = "service:api") && ($.detail.lastStatus = "STOPPED") && (($.detail.stopCode = "EssentialContainerExited") || ($.detail.stoppedReason = "*health checks*")) }',
    '{ ($.detail.group = "service:api") && ($.detail.lastStatus = "STOPPED") && ($.detail.stopCode = "TaskFailedToStart") }',
    '{ ($.detail.group = "service:api") && ($.detail.lastStatus = "STOPPED") && ($.detail.stopCode = "SpotInterruption") }',
  ]);
});
