import { cdnMetric, ignoringLowTraffic } from "../../../constructs/edge/metrics/cloudfront";
import { blockedShare } from "../../../constructs/edge/metrics/waf";
import type { MetricMath } from "../../../constructs/watching/metric-math";
import type { Value } from "../../support/metric-math";
import { nowOf } from "../watching/math";

const errorRate = ignoringLowTraffic(cdnMetric("errors", "E1"), "E1", 20, 0);

test.each<[string, MetricMath, Record<string, Value>, Value]>([
  ["ignores an error rate of 19 requests", errorRate, { requests: 19, value: 100 }, 0],
  ["reports an error rate of 20 requests", errorRate, { requests: 20, value: 100 }, 100],
  ["has no data without requests", errorRate, {}, undefined],
  ["reports 10% blocked of 500 requests", blockedShare("dev-cdn"), { allowed: 450, blocked: 50 }, 10],
  ["ignores the blocked rate of 499 requests", blockedShare("dev-cdn"), { allowed: 99, blocked: 400 }, 0],
  ["reports 100% if all requests are blocked", blockedShare("dev-cdn"), { blocked: 500 }, 100],
])("%s", (_, math, values, expected) => {
  expect(nowOf(math, values)).toBe(expected);
});
