import { CACHE_METRICS, cacheMetric } from "../../../constructs/cache/metrics";
import { whyNotPublished } from "../../support/facts";

test.each(
  CACHE_METRICS.map((name) => cacheMetric(name, "dev-sessions-001")).map(
    (metric) => [`${metric.name} by ${Object.keys(metric.dimensions).join(", ")}`, metric] as const,
  ),
)("AWS publishes %s with this statistic and unit", (_, metric) => {
  expect(whyNotPublished(metric)).toEqual([]);
});
