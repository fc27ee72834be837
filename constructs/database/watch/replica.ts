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
  /** A reference, so that the alarms come after it. Never parsed. */
  readonly identifier: string;
  /** What it is called beside the database, for example `"replica-1"`. */
  readonly role: string;
  /** A replica to read from, or the copy of another region that can take over and has the primary's class. */
  readonly kind: "replica" | "copy";
  /** Behind its source by more than this it may not be read from. */
  readonly lag: Duration;
  /** For counters of the engine on the dashboard. @default no such lines */
  readonly resourceId?: string;
}

/**
 * What one replica is watched by: tickets all, since a replica that is unfit leaves the reader's name by itself (`LagCheck`), and users are
 * served by the others. {@link watchReaders} pages when none is left.
 *
 * Cost drivers: each alarm by the metric that it reads, about 20 of them.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.Monitoring.html
 */
export function watchReplica(props: WatchReplicaProps): Watch {
  const { database, identifier, role, kind, resourceId } = props;
  const instance: InstanceProps = {
    database,
    identifier,
    name: [database.name, role],
    instanceClass: kind === "copy" ? database.size : database.replicaSize,
    performanceInsights: kind === "copy" ? database.performanceInsights : database.replicaPerformanceInsights,
  };
  const alarms = [
    behind(instance, props.lag),
    ...(database.engine === "mysql" ? [stopped(instance)] : []),
    ...storageRows({ ...instance, whenFull: FULL }),
    // Further replicas of a region hang on its copy, so that one is a source too.
    ...(kind === "copy" ? replicationLogRows(instance, database.readReplicas > 1) : []),
    ...bottleneckRows(instance),
  ];
  const lag = { signal: "latency", title: "Replica lag", metrics: [rdsMetric("replicaLag", identifier)] } as const;
  const limits = [{ label: "Leaves the reader's name", value: seconds(props.lag) }];
  return {
    tier: "replica",
    name: `${database.name} ${role}`,
    alarms,
    signals: [{ ...lag, limits }, ...instanceSignals({ ...instance, resourceId }, alarms)],
  };
}

const FULL = {
  severity: "ticket",
  reason: "A replica without storage stops replicating, leaves the reader's name, and may have to be made again.",
} as const;

/**
 * Half an hour: it was not a burst of writes or a long query. A silent replica is as good as one that is behind. An idle PostgreSQL source
 * shows up to five minutes of lag that is none; it goes back to zero each time RDS switches to another WAL file.
 */
function behind({ identifier, name }: InstanceProps, lag: Duration): AlarmRow {
  return {
    id: "Behind",
    name: [...name, "behind"],
    severity: "ticket",
    description: `${identifier} has been more than ${seconds(lag)} s behind its source, or silent, for half an hour.`,
    reason: "Users are served by fewer instances than were planned; a copy that is behind loses that much when it takes over.",
    metric: rdsMetric("replicaLag", identifier),
    comparison: "above",
    threshold: seconds(lag),
    period: "1 minute",
    datapoints: 30,
    missingData: "breaching",
  };
}

/** MySQL alone says -1. RDS tries again by itself for a while. */
function stopped({ identifier, name }: InstanceProps): AlarmRow {
  return {
    id: "NotReplicating",
    name: [...name, "not-replicating"],
    severity: "ticket",
    description: `${identifier} has not replicated for a quarter of an hour: a statement failed on it, or its source is gone.`,
    reason: "It does not mend itself from here: the statement is skipped by hand, or the replica is made again.",
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
  /** Identifiers of all instances that the region's reader name leads to when they are well. At least one. */
  readonly identifiers: readonly string[];
  readonly lag: Duration;
}

/**
 * The replicas of a database in a region together: a page when the last has been unfit for ten minutes. Then all reads of the region go to
 * the writer, which was not made for them, or outside the primary region to data that is old.
 *
 * @throws RangeError if there are none.
 */
export function watchReaders({ database, identifiers, lag }: WatchReadersProps): Watch {
  if (identifiers.length === 0)
    throw new RangeError(`database "${database.name}" has no replicas here; watch its readers only in a region that has at least 1`);
  const least = leastLag(identifiers);
  const limit = seconds(lag);
  const alarm: AlarmRow = {
    id: "ReadersOut",
    name: [database.name, "readers-out"],
    severity: "page",
    runbook: "replicas-out-of-rotation",
    description: `All replicas of ${database.name} in this region are more than ${limit} s behind, stopped or silent.`,
    reason: "Reads go to the writer, which may not bear them, or are of old data. Users notice slow answers, or changes that are gone.",
    metric: least,
    comparison: "above",
    threshold: limit,
    period: "1 minute",
    datapoints: 10,
    missingData: "breaching",
  };
  const limits = [{ label: "Leaves the reader's name", value: limit }];
  return {
    tier: "replica",
    name: `${database.name} readers`,
    alarms: [alarm],
    // The leading instance, where it is in this region.
    explained: [{ ids: [alarm.id], by: [{ tier: "database", name: database.name }] }],
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
