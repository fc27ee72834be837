import { QUEUE_METRICS, deadLetters, failedShare, queueMetric } from "../../../constructs/queue/metrics";
import type { MetricMath } from "../../../constructs/watching/metric-math";
import { whyNotPublished } from "../../support/facts";
import type { Value } from "../../support/metric-math";
import { nowOf } from "../watching/math";

test.each([...QUEUE_METRICS.map((name) => queueMetric(name, "dev-emails")), deadLetters("dev-emails-dead-letters")])(
  "$name ($statistic) is published",
  (metric) => {
    expect(whyNotPublished(metric)).toEqual([]);
  },
);

const failed = failedShare("dev-emails");

test.each<[string, MetricMath, Record<string, Value>, Value]>([
  ["99 messages received: ignored", failed, { received: 99 }, 0],
  ["100 received, none deleted", failed, { received: 100 }, 100],
  ["100 received, half deleted", failed, { received: 100, deleted: 50 }, 50],
  ["100 received, these and earlier ones deleted", failed, { received: 100, deleted: 110 }, -10],
])("%s", (_, math, values, expected) => {
  expect(nowOf(math, values)).toBe(expected);
});
