import type { Database } from "../model";
import { type Duration, seconds } from "../../../language/units";
import type { AlarmRow } from "../../watching/alarm-row";
import { rdsMetric } from "../metrics";
import { leastLag } from "../metrics-math";
import type { Watch } from "../../watching/watch";
import { type InstanceProps, bottleneckRows } from "./instance";
import { instanceSignals } from "./signals";
import { replicationLogRows, storageRows } from "./storage";

export interface WatchReplicaProps {
  readonly database: Database;
  /** A reference, so that the alarms are created after the instance. Never parsed. */
  readonly identifier: string;
  /** Name part after the database's name, for example `"replica-1"`. It is part of alarm names. */
  readonly role: string;
  /** A read replica, or a cross-region replica, which can be promoted and has the primary's class. */
  readonly kind: "read" | "cross-region";
  /** Lag above which it is removed from the reader DNS name. */
  readonly lag: Duration;
  /** For engine counters on the dashboard. @default no engine counters */
  readonly resourceId?: string;
}

/**
 * Alarms and graphs of one replica. All alarms are tickets, since an unhealthy replica is removed from the reader DNS name automatically
 * (`LagCheck`), and the other replicas serve users. {@link watchReaders} pages when no replica is left.
 *
 * Cost drivers: about 20 alarms, billed by the metrics that they read.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.Monitoring.html
 */
export function watchReplica(props: WatchReplicaProps): Watch {
  const { database, identifier, role, kind, resourceId } = props;
  const instance: InstanceProps = {
    database,
    identifier,
    name: [database.name, role],
    instanceClass: kind === "cross-region" ? database.size : database.replicaSize,
    performanceInsights: kind === "cross-region" ? database.performanceInsights : database.replicaPerformanceInsights,
  };
  const alarms = [
    behind(instance, props.lag),
    ...(database.engine === "mysql" ? [stopped(instance)] : []),
    ...storageRows({ ...instance, whenFull: FULL }),
    // Further replicas of a region follow its cross-region replica, so that is a source too.
    ...(kind === "cross-region" ? replicationLogRows(instance, database.readReplicas > 1) : []),
    ...bottleneckRows(instance),
  ];
  const lag = { signal: "latency", title: "Replica lag", metrics: [rdsMetric("replicaLag", identifier)] } as const;
  const limits = [{ label: "Removed from the reader DNS name", value: seconds(props.lag) }];
  return {
    tier: "replica",
    name: `${database.name} ${role}`,
    alarms,
    signals: [{ ...lag, limits }, ...instanceSignals({ ...instance, resourceId }, alarms)],
  };
}

const FULL = {
  level: "standard",
  severity: "ticket",
  reason: "A replica without free storage stops replicating, is removed from the reader DNS name, and may have to be recreated.",
} as const;

/**
 * 30 minutes exclude bursts of writes and long queries. A replica without metrics counts as lagging. Replicas of an idle PostgreSQL source
 * report up to five minutes of apparent lag; it returns to zero each time RDS switches to another WAL file.
 */
function behind({ identifier, name }: InstanceProps, lag: Duration): AlarmRow {
  return {
    id: "Behind",
    level: "standard",
    name: [...name, "behind"],
    severity: "ticket",
    description: `${identifier} has been more than ${seconds(lag)} s behind its source, or has reported no metrics, for 30 minutes.`,
    reason: "Fewer instances than planned serve reads. If a lagging cross-region replica is promoted, the writes of the lag are lost.",
    metric: rdsMetric("replicaLag", identifier),
    comparison: "above",
    threshold: seconds(lag),
    period: "1 minute",
    datapoints: 30,
    missingData: "breaching",
  };
}

/** Only MySQL reports -1. RDS retries automatically for some time. */
function stopped({ identifier, name }: InstanceProps): AlarmRow {
  return {
    id: "NotReplicating",
    level: "standard",
    name: [...name, "not-replicating"],
    severity: "ticket",
    description: `${identifier} has not replicated for 15 minutes: a statement failed on it, or its source no longer exists.`,
    reason: "It cannot recover automatically: skip the statement manually, or recreate the replica.",
    metric: rdsMetric("replicaLag", identifier),
    comparison: "below",
    threshold: 0,
    period: "1 minute",
    datapoints: 15,
    missingData: "notBreaching",
  };
}

export interface WatchReadersProps {
  readonly database: Database;
  /** Identifiers of all instances behind the region's reader DNS name. At least one. */
  readonly identifiers: readonly string[];
  readonly lag: Duration;
}

/**
 * All replicas of a database in a region. Pages when the last one has been unhealthy for ten minutes. In the primary region all reads then
 * go to the writer, which may lack the capacity; in other regions reads return outdated data.
 *
 * @throws RangeError if `identifiers` is empty.
 */
export function watchReaders({ database, identifiers, lag }: WatchReadersProps): Watch {
  if (identifiers.length === 0)
    throw new RangeError(
      `database "${database.name}" has no replicas in this region; watch its readers only in a region with at least 1 replica`,
    );
  const least = leastLag(identifiers);
  const limit = seconds(lag);
  const alarm: AlarmRow = {
    id: "ReadersOut",
    level: "basic",
    name: [database.name, "readers-out"],
    severity: "page",
    runbook: "replicas-out-of-rotation",
    description: `All replicas of ${database.name} in this region are more than ${limit} s behind, stopped or without metrics.`,
    reason: "Reads go to the writer, which may be overloaded, or return outdated data. Users notice slow responses or missing changes.",
    metric: least,
    comparison: "above",
    threshold: limit,
    period: "1 minute",
    datapoints: 10,
    missingData: "breaching",
  };
  const limits = [{ label: "Removed from the reader DNS name", value: limit }];
  return {
    tier: "replica",
    name: `${database.name} readers`,
    alarms: [alarm],
    // The primary, if it is in this region.
    suppressed: [{ ids: [alarm.id], by: [{ tier: "database", name: database.name }] }],
    signals: [
      {
        signal: "latency",
        title: "Replica lag",
        metrics: identifiers.map((identifier) => ({ ...rdsMetric("replicaLag", identifier), label: identifier })),
        limits,
      },
    ],
  };
}
