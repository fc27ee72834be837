import type { Metric } from "../watching/metric";
import type { MetricMath } from "../watching/metric-math";
import { type RdsMetric, rdsMetric } from "./metrics";

/** Hours that represent "never", since metric math has no infinity: one year. */
export const NEVER = 8_760;

/** Disk operations a second below which latency is ignored: a single slow operation dominates the average of an idle volume's minute. */
const ENOUGH_OPERATIONS = 10;

/** Connections in use, in percent of those available to applications. */
export function connectionShare(identifier: string, usable: number): MetricMath {
  return {
    expression: `100 * connections / ${usable}`,
    metrics: { connections: rdsMetric("connections", identifier) },
    label: "Connections in use",
    unit: "Percent",
    betterIs: "lower",
  };
}

/** Disk reads and writes a second. A volume limits the total. */
export function operations(identifier: string): MetricMath {
  return sum("readIops", "writeIops", identifier, "Disk operations", "Count/Second");
}

/** Bytes a second read from and written to disk. */
export function throughput(identifier: string): MetricMath {
  return sum("readThroughput", "writeThroughput", identifier, "Disk throughput", "Bytes/Second");
}

function sum(first: RdsMetric, second: RdsMetric, identifier: string, label: string, unit: Metric["unit"]): MetricMath {
  const metrics = { first: rdsMetric(first, identifier), second: rdsMetric(second, identifier) };
  return { expression: "first + second", metrics, label, unit, betterIs: "neither" };
}

/** Latency of disk operations; 0 while there are too few for a meaningful average. */
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
 * Hours until storage is full if it keeps filling at the rate between the last two datapoints; {@link NEVER} while it does not fill. The
 * period of the alarm or graph determines the trend: six hours smooth out a nightly batch, ten minutes show a runaway query.
 *
 * `RATE` is the difference of two datapoints in bytes a second. It works in alarms, unlike `MIN` or `AVG` over time, whose results depend
 * on the number of datapoints that CloudWatch reads.
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

/** Seconds that represent "replication has stopped", which MySQL reports as -1: more than any real lag. */
const STOPPED = 1_000_000;

/**
 * The lowest lag of these replicas. Replicas without metrics do not count; without any metrics there is no data.
 *
 * An alarm can read ten metrics, so with more replicas only the first ten count.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create-alarm-on-metric-math-expression.html
 */
export function leastLag(identifiers: readonly string[]): MetricMath {
  const lags = identifiers.slice(0, 10).map((identifier, index) => [`lag${index + 1}`, rdsMetric("replicaLag", identifier)] as const);
  return {
    expression: `MIN([${lags.map(([id]) => `IF(${id} < 0, ${STOPPED}, ${id})`).join(", ")}])`,
    metrics: Object.fromEntries(lags),
    label: "Lowest replica lag",
    unit: "Seconds",
    betterIs: "lower",
  };
}

type Engine = "postgres" | "mysql";

/** Performance Insights counters of each engine, with their labels. */
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
 * A counter of the engine, read through Performance Insights: RDS publishes no metric of deadlocks, commits or statements. Graphs only. An
 * alarm could read it, but a retried deadlock is harmless, and a failed request shows among the service's errors.
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
