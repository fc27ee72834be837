import type { Database } from "../model";
import type { AlarmRow } from "../../watching/alarm-row";
import { rdsMetric } from "../metrics";
import { hoursToFull } from "../metrics-math";
import { bytes, grows, slotLimit } from "./limits";

export interface StorageProps {
  readonly database: Database;
  readonly identifier: string;
  /** Parts of the alarms' names, for example `["main", "replica-1"]`. */
  readonly name: readonly string[];
  /** What becomes of users when it is full: they cannot write, or reads leave a replica. */
  readonly whenFull: { readonly severity: "page"; readonly runbook: string; readonly reason: string } | StorageTicket;
}

interface StorageTicket {
  readonly severity: "ticket";
  readonly reason: string;
}

/** Share of the storage that is free when it is late. */
const LATE = 0.05;

/** AWS grows storage when a tenth is free, for five minutes, if it can. */
const GROWS_AT = 0.1;

/** AWS grows storage once in six hours: what fills faster than that may be full before it may grow again. */
const COOLDOWN_HOURS = 6;

/** Two weeks: time to clean up, or to raise `maxStorage`, in working hours. */
const TREND_HOURS = 14 * 24;

/**
 * Storage as time to full, and as what is left.
 *
 * - `StorageFull`: little is left for a quarter of an hour. AWS would have begun to grow it after five minutes, so it cannot: it is at its
 *   maximum, in its six hours of rest, or being optimised.
 * - `StorageFilling`: it will be full before AWS may grow it again. Only below a tenth where storage grows: above, AWS has not been asked.
 * - `StorageTrend`: it reaches its maximum within two weeks. What is allocated now is no metric, so room to grow counts from what the
 *   environment says: once AWS has grown it the ticket comes late, and the two pages are what holds.
 *
 * No data changes nothing: a full database may well be silent.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Troubleshooting.html#CHAP_Troubleshooting.Storage
 */
export function storageRows({ database, identifier, name, whenFull }: StorageProps): readonly AlarmRow[] {
  const allocated = bytes(database.storage);
  const growth = bytes(database.maxStorage) - allocated;
  const below = grows(database) ? Math.round(allocated * GROWS_AT) : undefined;
  return [
    {
      ...whenFull,
      id: "StorageFull",
      name: [...name, "storage-full"],
      description: `${identifier} has less than ${LATE * 100} % of its storage left, and it has not grown.`,
      metric: rdsMetric("freeStorage", identifier),
      comparison: "below",
      threshold: Math.round(allocated * LATE),
      period: "1 minute",
      datapoints: 15,
      missingData: "ignore",
    },
    {
      ...whenFull,
      id: "StorageFilling",
      name: [...name, "storage-filling"],
      description: `${identifier} will have filled its storage within ${COOLDOWN_HOURS} hours, before AWS may let it grow again.`,
      metric: hoursToFull({ identifier, below }),
      comparison: "below",
      threshold: COOLDOWN_HOURS,
      // Half an hour: a sort that spills to disk is over by then.
      period: "10 minutes",
      datapoints: 3,
      missingData: "ignore",
    },
    {
      id: "StorageTrend",
      name: [...name, "storage-trend"],
      severity: "ticket",
      description: `${identifier} will have filled all the storage it may have within two weeks.`,
      reason: "Storage that is at its maximum is full next; raising `maxStorage` takes a minute, and cleaning up takes days.",
      metric: hoursToFull({ identifier, growth }),
      comparison: "below",
      threshold: TREND_HOURS,
      // Six hours even out what fills and empties in a night; one of a day's four may be the jump when AWS grew it.
      period: "6 hours",
      datapoints: 4,
      datapointsToAlarm: 3,
      missingData: "ignore",
    },
  ];
}

/**
 * Logs that wait for somebody: of a source, for its replicas.
 *
 * A replica of PostgreSQL that is gone or stalled holds WAL back on its source, until `max_slot_wal_keep_size` says stop and the replica is
 * lost. So the disk is safe, and the ticket at half of it is the time to save the replica. MySQL keeps binary logs for its replicas and for
 * AWS's backups without such a bound.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PostgreSQL.Replication.ReadReplicas.Monitor.html
 */
export function replicationLogRows({ database, identifier, name }: Omit<StorageProps, "whenFull">, hasReplicas: boolean) {
  const logs = database.engine === "postgres" ? wal(identifier) : binaryLogs(identifier);
  const slots = database.engine === "postgres" && hasReplicas ? [slotLag({ database, identifier, name })] : [];
  const rows: readonly AlarmRow[] = [
    ...slots,
    {
      ...logs,
      name: [...name, "logs"],
      severity: "ticket",
      comparison: "at-or-above",
      // What slots may hold back (25 %), and what a checkpoint or a load of data adds.
      threshold: Math.round(bytes(database.storage) * 0.4),
      period: "1 minute",
      datapoints: 15,
      missingData: "ignore",
    },
  ];
  return rows;
}

function slotLag({ database, identifier, name }: Omit<StorageProps, "whenFull">): AlarmRow {
  return {
    id: "SlotLag",
    name: [...name, "slot-lag"],
    severity: "ticket",
    description: `${identifier} keeps half as much WAL for a replica as it may: the replica is gone, stalled or too slow.`,
    reason: "At the limit the replica is lost and has to be made again; until then the log takes the place of data.",
    metric: rdsMetric("slotLag", identifier),
    comparison: "at-or-above",
    threshold: slotLimit(database) / 2,
    period: "1 minute",
    // A replica that restarts catches up within minutes.
    datapoints: 15,
    missingData: "notBreaching",
  };
}

function wal(identifier: string) {
  return {
    id: "WalStorage",
    metric: rdsMetric("walStorage", identifier),
    description: `WAL takes two fifths of the storage of ${identifier}.`,
    reason: "Something holds the log back: a slot of logical replication that nobody reads, or an archive that fails. It fills the disk.",
  };
}

function binaryLogs(identifier: string) {
  return {
    id: "BinlogStorage",
    metric: rdsMetric("binlogStorage", identifier),
    description: `Binary logs take two fifths of the storage of ${identifier}.`,
    reason: "A replica that stalls, or a long retention, holds the logs back. They fill the disk.",
  };
}
