import { cdnMetric, ignoringLowTraffic } from "../../../constructs/edge/metrics/cloudfront";
import { blockedShare } from "../../../constructs/edge/metrics/waf";
import type { MetricMath } from "../../../constructs/watching/metric-math";
import type { Value } from "../../support/metric-math";
import { nowOf } from "../watching/math";

const busy = ignoringLowTraffic(cdnMetric("errors", "E1"), "E1", 20, 0);

test.each<[string, MetricMath, Record<string, Value>, Value]>([
  ["of 19 requests a share means nothing", busy, { requests: 19, value: 100 }, 0],
  ["of 20 it does", busy, { requests: 20, value: 100 }, 100],
  ["no requests are no data", busy, {}, undefined],
  ["of 500 requests a tenth is blocked", blockedShare("dev-cdn"), { allowed: 450, blocked: 50 }, 10],
  ["of 499 requests most are", blockedShare("dev-cdn"), { allowed: 99, blocked: 400 }, 0],
  ["all are", blockedShare("dev-cdn"), { blocked: 500 }, 100],
])("%s", (_, math, values, expected) => {
  expect(nowOf(math, values)).toBe(expected);
});
