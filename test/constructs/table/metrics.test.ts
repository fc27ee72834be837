import {
  OPERATIONS,
  OPERATION_METRICS,
  TABLE_METRICS,
  operationMetric,
  replicationLatency,
  tableMetric,
} from "../../../constructs/table/metrics";
import { capacityShare, systemErrors } from "../../../constructs/table/metrics-math";
import { zeroWhenSilent } from "../../../constructs/watching/metric-math";
import { whyNotPublished } from "../../support/facts";
import { valueOf } from "../watching/math";

const ALL = [
  ...TABLE_METRICS.flatMap((name) => [tableMetric(name, "dev-likes"), tableMetric(name, "dev-likes", "by_user")]),
  ...OPERATION_METRICS.flatMap((name) => OPERATIONS.map((operation) => operationMetric(name, "dev-likes", operation))),
  replicationLatency("dev-likes", "eu-west-1"),
];

test.each(ALL.map((metric) => [`${metric.name} by ${Object.keys(metric.dimensions).join(", ")}`, metric] as const))(
  "AWS publishes %s, with that statistic and unit",
  (_, metric) => {
    expect(whyNotPublished(metric)).toEqual([]);
  },
);

test.each([
  [0, 0],
  [48_000, 80],
  [60_000, 100],
  [undefined, 0],
])("%p units in a minute are %d%% of 1,000 a second", (consumed, share) => {
  expect(valueOf(capacityShare("read", "t", 1_000), { consumed })).toBe(share);
});

test("the capacity in use does not depend on the period", () => {
  expect(valueOf(capacityShare("write", "t", 10), { consumed: 3_000 }, 300)).toBe(100);
});

test("adds errors over all operations and fills missing data with zero, so that an alarm recovers", () => {
  expect(Object.values(systemErrors("t").metrics).map(({ dimensions }) => dimensions.Operation)).toEqual([...OPERATIONS]);
  expect(valueOf(systemErrors("t"), { e1: 3, e5: 2 })).toBe(5);
  expect(valueOf(systemErrors("t"), {})).toBe(0);
  expect(valueOf(zeroWhenSilent(tableMetric("readThrottles", "t")), {})).toBe(0);
});
