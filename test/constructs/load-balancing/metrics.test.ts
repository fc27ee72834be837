import { responseTimeWithTraffic, unansweredShare } from "../../../constructs/load-balancing/metrics/application-elb";
import { shareOfFlows } from "../../../constructs/load-balancing/metrics/network-elb";
import type { MetricMath } from "../../../constructs/watching/metric-math";
import type { Value } from "../../support/metric-math";
import { nowOf } from "../watching/math";

const unanswered = unansweredShare("app/main/1");
const slow = responseTimeWithTraffic(95, "app/main/1", "targetgroup/api/2");
const resets = shareOfFlows("targetResets", "net/main/1");

test.each<[string, MetricMath, Record<string, Value>, Value]>([
  ["reports 5% for 5 of 95 + 5 requests", unanswered, { requests: 95, errors: 5 }, 5],
  ["reports 100% without tasks, when no requests are counted", unanswered, { errors: 20 }, 100],
  ["ignores the rate of 19 requests", unanswered, { requests: 9, errors: 10 }, 0],
  ["has no data without errors", unanswered, { requests: 1_000 }, undefined],
  ["ignores the latency of 19 requests", slow, { requests: 19, time: 30 }, 0],
  ["reports the p95 of 20 requests", slow, { requests: 20, time: 2.5 }, 2.5],
  ["ignores the rate of 99 connections", resets, { flows: 99, broken: 99 }, 0],
  ["reports 20% for 20 resets of 100 connections", resets, { flows: 100, broken: 20 }, 20],
])("%s", (_, math, values, expected) => {
  expect(nowOf(math, values)).toBe(expected);
});
