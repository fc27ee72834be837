import { responseTimeWithTraffic, unansweredShare } from "../../../constructs/load-balancing/metrics/application-elb";
import { shareOfFlows } from "../../../constructs/load-balancing/metrics/network-elb";
import type { MetricMath } from "../../../constructs/watching/metric-math";
import type { Value } from "../../support/metric-math";
import { nowOf } from "../watching/math";

const unanswered = unansweredShare("app/main/1");
const slow = responseTimeWithTraffic(95, "app/main/1", "targetgroup/api/2");
const resets = shareOfFlows("targetResets", "net/main/1");

test.each<[string, MetricMath, Record<string, Value>, Value]>([
  ["5 of 95 + 5 requests are 5 %", unanswered, { requests: 95, errors: 5 }, 5],
  ["no task at all: no requests are counted, and all fail", unanswered, { errors: 20 }, 100],
  ["19 in all are too few", unanswered, { requests: 9, errors: 10 }, 0],
  ["no errors are no data", unanswered, { requests: 1_000 }, undefined],
  ["a slow one of 19", slow, { requests: 19, time: 30 }, 0],
  ["a slow p95 of 20", slow, { requests: 20, time: 2.5 }, 2.5],
  ["99 connections are too few", resets, { flows: 99, broken: 99 }, 0],
  ["20 resets of 100", resets, { flows: 100, broken: 20 }, 20],
])("%s", (_, math, values, expected) => {
  expect(nowOf(math, values)).toBe(expected);
});
