import { NAT_METRICS, bytesProcessed, dropShare, natMetric, unansweredShare } from "../../../constructs/network/metrics";
import { whyNotPublished } from "../../support/facts";
import { valueOf } from "../watching/math";

test.each(
  NAT_METRICS.map((name) => natMetric(name, "nat-1")).map(
    (metric) => [`${metric.name} by ${Object.keys(metric.dimensions).join(", ")}`, metric] as const,
  ),
)("AWS publishes %s, with that statistic and unit", (_, metric) => {
  expect(whyNotPublished(metric)).toEqual([]);
});

test.each([
  [9_999, 5_000, 0],
  [10_000, 1, 0.01],
  [10_000, 100, 1],
])("for %d packets with %d dropped, the rate is %d%%", (packets, dropped, share) => {
  expect(valueOf(dropShare("nat-1"), { inside: packets / 2, outside: packets / 2, dropped })).toBeCloseTo(share, 9);
});

test.each([
  [99, 0, 0],
  [100, 50, 50],
  [200, 200, 0],
])("for %d attempts with %d established, the unanswered rate is %d%%", (attempts, established, share) => {
  expect(valueOf(unansweredShare("nat-1"), { attempts, established })).toBe(share);
});

test("the billed bytes are those received from both sides", () => {
  expect(valueOf(bytesProcessed("nat-1"), { inside: 3, outside: 4 })).toBe(7);
});
