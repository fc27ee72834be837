import { applicationConnections } from "../../aws/instance-classes";
import type { Database } from "./model";
import type { AlarmRow } from "../watching/alarm-row";
import { rdsMetric } from "./metrics";
import { connectionShare } from "./metrics-math";
import type { Tier } from "../watching/tier";
import type { Watch } from "../watching/watch";
import { type InstanceProps, bottleneckRows } from "./watch/instance";
import { instanceSignals } from "./watch/signals";
import { replicationLogRows, storageRows } from "./watch/storage";

/** What the watches of databases belong to: the leading instance, and those that follow it. */
export const DATABASE_TIERS = [
  { tier: "database", title: "Databases", rank: 70 },
  { tier: "replica", title: "Read replicas", rank: 80 },
] as const satisfies readonly Tier[];

export interface WatchDatabaseProps {
  readonly database: Database;
  /**
   * The primary's identifier. A reference, so that the alarms come after it: that on silence would ring while the instance is made. Never
   * parsed.
   */
  readonly identifier: string;
  /** The primary's resource id, for counters of the engine on the dashboard. @default no such lines */
  readonly resourceId?: string;
}

/**
 * What the primary of a database is watched by.
 *
 * Pages are what users notice at once or within hours: it is silent, it refuses connections, it is full or will be, it stops for want of
 * transaction ids. All else that is near a limit is a ticket.
 *
 * Errors: RDS publishes none. Deadlocks and statements are lines of the dashboard (Performance Insights); errors of statements and slow ones
 * are in the logs; waiting sessions have a ticket.
 *
 * Keys: a key of ours that is disabled or about to be deleted takes the database with it, and no metric says so. EventBridge has the calls
 * (`DisableKey`, `ScheduleKeyDeletion`, as "AWS API Call via CloudTrail", if the account has a trail) and, when it is too late, the event
 * "KMS CMK Deletion". That is a rule and not an alarm, so it is not here.
 *
 * Cost drivers: each alarm by the metric that it reads, about 25 of them.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-kms.html
 */
export function watchDatabase({ database, identifier, resourceId }: WatchDatabaseProps): Watch {
  const instance: InstanceProps = {
    database,
    identifier,
    name: [database.name],
    instanceClass: database.size,
    performanceInsights: database.performanceInsights,
  };
  const alarms = [
    silent(instance),
    quiet(instance),
    ...connectionsFull(instance),
    ...storageRows({ ...instance, whenFull: FULL }),
    ...replicationLogRows(instance, database.readReplicas > 0 || database.regions.length > 1),
    ...(database.engine === "postgres" ? transactionIds(instance) : []),
    ...bottleneckRows(instance),
  ];
  return { tier: "database", name: database.name, alarms, signals: instanceSignals({ ...instance, resourceId }, alarms) };
}

const FULL = {
  severity: "page",
  runbook: "database-storage",
  reason: "A database without storage stops: users cannot write, and it may not start again before it has more.",
} as const;

/**
 * An instance says its CPU each minute; one that says nothing is down. Five minutes, since a failover of Multi-AZ takes one or two, and a
 * restart no longer.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZSingleStandby.html
 */
function silent({ identifier, name }: InstanceProps): AlarmRow {
  return {
    id: "Silent",
    name: [...name, "silent"],
    severity: "page",
    runbook: "database-down",
    description: `${identifier} has said nothing for five minutes: it is down, stopped, or being replaced.`,
    reason: "Nobody can write, and in its region nobody can read who has no replica.",
    metric: { ...rdsMetric("cpu", identifier), statistic: "SampleCount", unit: "Count" },
    comparison: "below",
    threshold: 1,
    period: "1 minute",
    datapoints: 5,
    missingData: "breaching",
  };
}

/** What depends on it pages sooner than five minutes, so what explains that has to be raised before. */
function quiet(instance: InstanceProps): AlarmRow {
  const { identifier, name } = instance;
  return {
    ...silent(instance),
    id: "Quiet",
    name: [...name, "quiet"],
    severity: "none",
    runbook: undefined,
    description: `${identifier} has said nothing for two minutes: it fails over, restarts, or is down.`,
    reason: "It explains what fails of whoever uses it, so that one outage pages once; from five minutes on it pages itself.",
    datapoints: 2,
    suppressesDependents: true,
  };
}

/** Five minutes at the limit: tasks that start or reconnect are refused. The share is of what applications may have, not of all. */
function connectionsFull({ database, identifier, name, instanceClass }: InstanceProps): AlarmRow[] {
  const usable = applicationConnections(database, instanceClass);
  if (usable === undefined) return [];
  return [
    {
      id: "ConnectionsFull",
      name: [...name, "connections-full"],
      severity: "page",
      runbook: "database-connections",
      description: `Applications have 95 % and more of the ${usable} connections that ${identifier} has for them.`,
      reason: "The next task that connects is refused, and its users get errors.",
      metric: connectionShare(identifier, usable),
      comparison: "at-or-above",
      threshold: 95,
      period: "1 minute",
      datapoints: 5,
      missingData: "notBreaching",
    },
    {
      id: "ConnectionsTaken",
      name: [...name, "connections-taken"],
      severity: "none",
      description: `Applications have had 95 % and more of the connections of ${identifier} for two minutes.`,
      reason: "It explains what fails of whoever connects, so that one outage pages once; from five minutes on it pages itself.",
      metric: connectionShare(identifier, usable),
      comparison: "at-or-above",
      threshold: 95,
      period: "1 minute",
      datapoints: 2,
      missingData: "notBreaching",
      suppressesDependents: true,
    },
  ];
}

/** PostgreSQL has 2³¹ transaction ids and stops 3,000,000 before the last. */
const WRAPAROUND = { early: 1_000_000_000, late: 1_800_000_000 } as const;

/**
 * Rows that autovacuum does not get to freeze. It begins at 200 million, and AWS's adaptive autovacuum presses on from 500 million, so that
 * a billion means that something stops it (a transaction that stays open, a forgotten slot); that is the value AWS advises. At 1.8 billion
 * some 340 million are left: at 5,000 writes a second 19 hours, for a vacuum that takes hours.
 *
 * @see https://aws.amazon.com/blogs/database/implement-an-early-warning-system-for-transaction-id-wraparound-in-amazon-rds-for-postgresql/
 * @see https://www.postgresql.org/docs/current/routine-vacuuming.html#VACUUM-FOR-WRAPAROUND
 */
function transactionIds({ identifier, name }: InstanceProps): AlarmRow[] {
  const common = {
    metric: rdsMetric("transactionIds", identifier),
    comparison: "at-or-above",
    period: "5 minutes",
    datapoints: 3,
    missingData: "ignore",
  } as const;
  return [
    {
      ...common,
      id: "TransactionIds",
      name: [...name, "transaction-ids"],
      severity: "ticket",
      description: `${identifier} has a billion transaction ids in use: autovacuum does not get through.`,
      reason: "At two billion the database takes no more changes until it has been vacuumed, for hours.",
      threshold: WRAPAROUND.early,
    },
    {
      ...common,
      id: "TransactionIdsLate",
      name: [...name, "transaction-ids-late"],
      severity: "page",
      runbook: "database-wraparound",
      description: `${identifier} is about to run out of transaction ids.`,
      reason: "Within hours the database takes no more changes from anybody, and a vacuum takes hours too.",
      threshold: WRAPAROUND.late,
    },
  ];
}
