import type { Metric } from "../watching/metric";
import type { MetricMath } from "../watching/metric-math";
import { type RdsMetric, rdsMetric } from "./metrics";

/** Hours that stand for "never", since metric math has no infinity: a year. */
export const NEVER = 8_760;

/**
 * Disk operations a second below which their latency means nothing: an idle volume's few operations are slow now and then, and the average
 * of a minute then is that one.
 */
const ENOUGH_OPERATIONS = 10;

/** Percent of the connections that applications may have. */
export function connectionShare(identifier: string, usable: number): MetricMath {
  return {
    expression: `100 * connections / ${usable}`,
    metrics: { connections: rdsMetric("connections", identifier) },
    label: "Connections in use",
    unit: "Percent",
    betterIs: "lower",
  };
}

/** Disk operations a second, of both kinds: that is what a volume is limited by. */
export function operations(identifier: string): MetricMath {
  return sum("readIops", "writeIops", identifier, "Disk operations", "Count/Second");
}

/** Bytes a second from and to disk. */
export function throughput(identifier: string): MetricMath {
  return sum("readThroughput", "writeThroughput", identifier, "Disk throughput", "Bytes/Second");
}

function sum(first: RdsMetric, second: RdsMetric, identifier: string, label: string, unit: Metric["unit"]): MetricMath {
  const metrics = { first: rdsMetric(first, identifier), second: rdsMetric(second, identifier) };
  return { expression: "first + second", metrics, label, unit, betterIs: "neither" };
}

/** How long a disk operation takes, where there are enough to say so; else 0. */
export function latencyWithTraffic(kind: "read" | "write", identifier: string): MetricMath {
  const latency = rdsMetric(`${kind}Latency`, identifier);
  return {
    expression: `IF(operations >= ${ENOUGH_OPERATIONS}, latency, 0)`,
    metrics: { operations: rdsMetric(`${kind}Iops`, identifier), latency },
    label: latency.label,
    unit: "Seconds",
    betterIs: "lower",
  };
}

export interface HoursToFullProps {
  readonly identifier: string;
  /** Bytes that storage can still grow by. @default 0 */
  readonly growth?: number;
  /** Counts only while less than this is free, in bytes. @default always */
  readonly below?: number;
}

/**
 * Hours until storage is full, if it goes on filling as it did between the last two datapoints; {@link NEVER} while it does not fill. The
 * period of who reads it decides what passes as a trend: six hours even out a nightly batch, ten minutes see a runaway query.
 *
 * `RATE` is the difference of two datapoints in bytes a second. An alarm may use it, unlike `MIN` or `AVG` over time, which change with the
 * number of datapoints that CloudWatch happens to read.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html#metric-math-syntax-functions-list
 */
export function hoursToFull({ identifier, growth = 0, below }: HoursToFullProps): MetricMath {
  const left = growth > 0 ? `(free + ${growth})` : "free";
  const trend = `IF(RATE(free) < 0, ${left} / (0 - RATE(free)) / 3600, ${NEVER})`;
  return {
    expression: below === undefined ? trend : `IF(free < ${below}, ${trend}, ${NEVER})`,
    metrics: { free: rdsMetric("freeStorage", identifier) },
    label: "Hours until storage is full",
    betterIs: "higher",
  };
}

/** Seconds that stand for "replication has stopped", which MySQL says as -1: more than any lag. */
const STOPPED = 1_000_000;

/**
 * Lag of the replica that is least behind. A replica that says nothing does not count; no data when none says anything.
 *
 * CloudWatch takes ten metrics in an alarm, so with more replicas the first ten stand for all.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create-alarm-on-metric-math-expression.html
 */
export function leastLag(identifiers: readonly string[]): MetricMath {
  const lags = identifiers.slice(0, 10).map((identifier, index) => [`lag${index + 1}`, rdsMetric("replicaLag", identifier)] as const);
  return {
    expression: `MIN([${lags.map(([id]) => `IF(${id} < 0, ${STOPPED}, ${id})`).join(", ")}])`,
    metrics: Object.fromEntries(lags),
    label: "Lag of the replica least behind",
    unit: "Seconds",
    betterIs: "lower",
  };
}

type Engine = "postgres" | "mysql";

/** Counters of each engine that Performance Insights has, and what they count. */
const COUNTERS = {
  postgres: {
    deadlocks: ["db.Concurrency.deadlocks", "Deadlocks a minute"],
    work: ["db.Transactions.xact_commit", "Commits a second"],
  },
  mysql: {
    deadlocks: ["db.Locks.innodb_deadlocks", "Deadlocks since the start"],
    work: ["db.SQL.Questions", "Statements a second"],
  },
} as const;

/**
 * A counter of the engine, read through Performance Insights: RDS publishes no metric of deadlocks, commits or statements. Graphs only.
 * CloudWatch would take it in an alarm, but a deadlock hurts nobody who tries again, and whom it does hurt shows among the service's errors.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PerfInsights.Cloudwatch.html#USER_PerfInsights.Cloudwatch.ExtraMetrics
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PerfInsights_Counters.html
 */
export function engineCounter(counter: "deadlocks" | "work", engine: Engine, resourceId: string): MetricMath {
  const [name, label] = COUNTERS[engine][counter];
  return {
    expression: `DB_PERF_INSIGHTS('RDS', '${resourceId}', '${name}.avg')`,
    metrics: {},
    label,
    betterIs: counter === "deadlocks" ? "lower" : "neither",
  };
}
