import { RDS_METRICS, rdsMetric } from "../../../constructs/database/metrics";
import {
  NEVER,
  latencyWithTraffic,
  connectionShare,
  engineCounter,
  hoursToFull,
  leastLag,
  operations,
  throughput,
} from "../../../constructs/database/metrics-math";
import { whyNotPublished } from "../../support/facts";
import { type Point, valueOf } from "../watching/math";

test.each(
  RDS_METRICS.map((name) => rdsMetric(name, "dev-main")).map(
    (metric) => [`${metric.name} by ${Object.keys(metric.dimensions).join(", ")}`, metric] as const,
  ),
)("AWS publishes %s with this statistic and unit", (_, metric) => {
  expect(whyNotPublished(metric)).toEqual([]);
});

const GIB = 1_024 ** 3;
const HOUR = 3_600;

test.each<[string, Point, number | undefined, { growth?: number; below?: number }]>([
  ["6 GiB free, filling at 1 GiB an hour: six hours", [7 * GIB, 6 * GIB], 6, {}],
  ["6 GiB free, filling at one byte an hour: as many hours as bytes", [6 * GIB + 1, 6 * GIB], 6 * GIB, {}],
  ["no writes: never", [6 * GIB, 6 * GIB], NEVER, {}],
  ["data deleted or storage grown: never", [6 * GIB, 16 * GIB], NEVER, {}],
  ["full: zero hours", [GIB, 0], 0, {}],
  ["10 GiB of growth left: sixteen hours", [7 * GIB, 6 * GIB], 16, { growth: 10 * GIB }],
  ["full with 10 GiB of growth left: ten hours", [GIB, 0], 10, { growth: 10 * GIB }],
  ["more than a tenth free, so AWS does not grow storage yet: never", [12 * GIB, 11 * GIB], NEVER, { below: 10 * GIB }],
  ["exactly a tenth free: never", [11 * GIB, 10 * GIB], NEVER, { below: 10 * GIB }],
  ["one byte less than a tenth free: almost ten hours", [11 * GIB - 1, 10 * GIB - 1], 10 - 1 / GIB, { below: 10 * GIB }],
  ["a single datapoint has no trend: never", 6 * GIB, NEVER, {}],
])("time to full: %s", (_, free, hours, props) => {
  const value = valueOf(hoursToFull({ identifier: "i", ...props }), { free }, HOUR);
  expect(value).toBeCloseTo(hours ?? NaN, 6);
});

test("time to full does not depend on the period", () => {
  expect(valueOf(hoursToFull({ identifier: "i" }), { free: [12 * GIB, 6 * GIB] }, 6 * HOUR)).toBeCloseTo(6, 6);
  expect(valueOf(hoursToFull({ identifier: "i" }), { free: [6 * GIB + GIB / 6, 6 * GIB] }, 600)).toBeCloseTo(6, 6);
});

test.each([
  [0, 80, 0],
  [60, 80, 75],
  [64, 80, 80],
  [76, 80, 95],
  [84, 80, 105],
])("%d connections of %d are %d%%", (connections, usable, share) => {
  expect(valueOf(connectionShare("i", usable), { connections })).toBe(share);
});

test("operations and throughput add reads and writes", () => {
  expect(valueOf(operations("i"), { first: 2_000, second: 900 })).toBe(2_900);
  expect(valueOf(throughput("i"), { first: 100, second: 25 })).toBe(125);
});

test.each([
  [9.9, 0],
  [10, 0.5],
])("at %d operations a second a latency of 0.5 s counts as %d s", (operations, counted) => {
  expect(valueOf(latencyWithTraffic("read", "i"), { operations, latency: 0.5 })).toBe(counted);
});

test.each<[string, Record<string, Point>, number | undefined]>([
  ["one is healthy", { lag1: 4_000, lag2: 3 }, 3],
  ["MySQL reports -1: a stopped replica is ignored", { lag1: -1, lag2: 400 }, 400],
  ["all have stopped", { lag1: -1, lag2: -1 }, 1_000_000],
  ["one has no metrics, the other lags", { lag1: undefined, lag2: 700 }, 700],
  ["none lags", { lag1: 0, lag2: 0 }, 0],
])("lowest replica lag: %s", (_, points, expected) => {
  expect(valueOf(leastLag(["a", "b"]), points)).toBe(expected);
});

test("the lowest lag reads the first ten of fifteen replicas, since an alarm has at most ten metrics", () => {
  const identifiers = Array.from({ length: 15 }, (_, index) => `replica-${index + 1}`);
  expect(Object.keys(leastLag(identifiers).metrics)).toHaveLength(10);
});

test.each([
  ["postgres", "deadlocks", "db.Concurrency.deadlocks.avg"],
  ["postgres", "work", "db.Transactions.xact_commit.avg"],
  ["mysql", "deadlocks", "db.Locks.innodb_deadlocks.avg"],
  ["mysql", "work", "db.SQL.Questions.avg"],
] as const)("%s counts %s in Performance Insights as %s", (engine, counter, name) => {
  expect(engineCounter(counter, engine, "db-ABC").expression).toBe(`DB_PERF_INSIGHTS('RDS', 'db-ABC', '${name}')`);
});
