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

/** Tiers of the database watches: the lead instance and its replicas. */
export const DATABASE_TIERS = [
  { tier: "database", title: "Databases", rank: 70 },
  { tier: "replica", title: "Read replicas", rank: 80 },
] as const satisfies readonly Tier[];

export interface WatchDatabaseProps {
  readonly database: Database;
  /**
   * The primary's identifier. A reference, so that the alarms are created after the instance: before that, the alarm on missing metrics
   * would fire. Never parsed.
   */
  readonly identifier: string;
  /** The primary's resource ID, for engine counters on the dashboard. @default no engine counters */
  readonly resourceId?: string;
}

/**
 * Alarms and graphs of the primary of a database.
 *
 * Pages are for problems that users notice immediately or within hours: the instance reports no metrics, rejects connections, is full or
 * filling up, or runs out of transaction IDs. Every other limit opens a ticket.
 *
 * Errors: RDS publishes no error metric. Deadlocks and statements are on the dashboard (Performance Insights), failed and slow statements
 * are in the logs, and waiting sessions open a ticket.
 *
 * Keys: disabling or deleting the customer managed KMS key takes the database down, and no metric shows it. EventBridge receives the calls
 * (`DisableKey`, `ScheduleKeyDeletion`, as "AWS API Call via CloudTrail", if the account has a trail) and, when it is too late, the event
 * "KMS CMK Deletion". That needs an event rule, not an alarm, so it is not here.
 *
 * Cost drivers: about 25 alarms, billed by the metrics that they read.
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
  level: "basic",
  severity: "page",
  runbook: "database-storage",
  reason: "A database without free storage stops: users cannot write, and it may not restart before it has more storage.",
} as const;

/**
 * An instance reports its CPU every minute; without CPU metrics it is down. Five minutes, since a Multi-AZ failover takes one or two
 * minutes, and a restart no longer.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZSingleStandby.html
 */
function silent({ identifier, name }: InstanceProps): AlarmRow {
  return {
    id: "Silent",
    level: "basic",
    name: [...name, "silent"],
    severity: "page",
    runbook: "database-down",
    description: `${identifier} has reported no metrics for 5 minutes: it is down, stopped, or being replaced.`,
    reason: "Writes fail, and so do reads in its region if the region has no replica.",
    metric: { ...rdsMetric("cpu", identifier), statistic: "SampleCount", unit: "Count" },
    comparison: "below",
    threshold: 1,
    period: "1 minute",
    datapoints: 5,
    missingData: "breaching",
  };
}

/** Dependents page earlier than after five minutes, so their suppressor has to fire before them. */
function quiet(instance: InstanceProps): AlarmRow {
  const { identifier, name } = instance;
  return {
    ...silent(instance),
    id: "Quiet",
    name: [...name, "quiet"],
    severity: "none",
    runbook: undefined,
    description: `${identifier} has reported no metrics for 2 minutes: it is failing over, restarting, or down.`,
    reason: "Suppresses pages from dependents, so that one outage pages once. Pages itself after 5 minutes.",
    datapoints: 2,
    suppressesDependents: true,
  };
}

/**
 * Five minutes at the limit: tasks that start or reconnect are rejected. The percentage refers to the connections available to
 * applications, not to all connections.
 */
function connectionsFull({ database, identifier, name, instanceClass }: InstanceProps): AlarmRow[] {
  const usable = applicationConnections(database, instanceClass);
  if (usable === undefined) return [];
  return [
    {
      id: "ConnectionsFull",
      level: "basic",
      name: [...name, "connections-full"],
      severity: "page",
      runbook: "database-connections",
      description: `Applications use at least 95% of the ${usable} connections that ${identifier} has for them.`,
      reason: "The next task that connects is rejected, and its users get errors.",
      metric: connectionShare(identifier, usable),
      comparison: "at-or-above",
      threshold: 95,
      period: "1 minute",
      datapoints: 5,
      missingData: "notBreaching",
    },
    {
      id: "ConnectionsTaken",
      level: "basic",
      name: [...name, "connections-taken"],
      severity: "none",
      description: `Applications have used at least 95% of the connections of ${identifier} for 2 minutes.`,
      reason: "Suppresses pages from dependents, so that one outage pages once. Pages itself after 5 minutes.",
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

/** PostgreSQL has 2³¹ transaction IDs and stops 3,000,000 before the last one. */
const WRAPAROUND = { early: 1_000_000_000, late: 1_800_000_000 } as const;

/**
 * Rows that autovacuum cannot freeze. Autovacuum starts at 200 million, and AWS's adaptive autovacuum becomes more aggressive at 500
 * million, so one billion means that something blocks it (an open transaction, an unused replication slot); AWS recommends this threshold.
 * At 1.8 billion about 340 million are left: 19 hours at 5,000 writes a second, for a vacuum that takes hours.
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
      level: "standard",
      name: [...name, "transaction-ids"],
      severity: "ticket",
      description: `${identifier} has one billion transaction IDs in use: autovacuum cannot finish.`,
      reason: "At two billion the database rejects writes until a vacuum finishes, which takes hours.",
      threshold: WRAPAROUND.early,
    },
    {
      ...common,
      id: "TransactionIdsLate",
      level: "basic",
      name: [...name, "transaction-ids-late"],
      severity: "page",
      runbook: "database-wraparound",
      description: `${identifier} is about to run out of transaction IDs.`,
      reason: "Within hours the database rejects all writes, and a vacuum takes hours too.",
      threshold: WRAPAROUND.late,
    },
  ];
}
