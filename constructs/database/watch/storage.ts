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
  /** User impact of full storage: writes fail, or a replica is removed from DNS. */
  readonly whenFull:
    { readonly level: "basic"; readonly severity: "page"; readonly runbook: string; readonly reason: string } | StorageTicket;
}

interface StorageTicket {
  readonly level: "standard";
  readonly severity: "ticket";
  readonly reason: string;
}

/** Free fraction of the storage below which an alarm fires. */
const LATE = 0.05;

/** AWS grows storage if less than a tenth has been free for five minutes. */
const GROWS_AT = 0.1;

/** AWS grows storage at most once in six hours, so storage that fills faster can be full before it can grow again. */
const COOLDOWN_HOURS = 6;

/** Two weeks: enough time to clean up, or to increase `maxStorage`, in working hours. */
const TREND_HOURS = 14 * 24;

/**
 * Alarms on free storage and on the time until storage is full.
 *
 * - `StorageFull`: little storage has been free for 15 minutes. AWS grows storage after five minutes if it can, so it cannot: the storage
 *   is at its maximum, within six hours of the last growth, or being optimized.
 * - `StorageFilling`: the storage will be full before AWS can grow it again. If storage can grow, only below a tenth of free space: above,
 *   AWS does not try to grow it.
 * - `StorageTrend`: the storage reaches its maximum within two weeks. RDS has no metric for allocated storage, so the remaining growth is
 *   computed from the environment file. After AWS has grown the storage, this ticket is late, and the other two alarms apply.
 *
 * Missing data keeps the alarm's state: a full database may report no metrics.
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
      description: `${identifier} has less than ${LATE * 100}% of its storage left, and the storage has not grown.`,
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
      description: `${identifier} will fill its storage within ${COOLDOWN_HOURS} hours, before AWS can grow it again.`,
      metric: hoursToFull({ identifier, below }),
      comparison: "below",
      threshold: COOLDOWN_HOURS,
      // 30 minutes: a sort that spills to disk has finished by then.
      period: "10 minutes",
      datapoints: 3,
      missingData: "ignore",
    },
    {
      id: "StorageTrend",
      level: "standard",
      name: [...name, "storage-trend"],
      severity: "ticket",
      description: `${identifier} will reach its maximum storage within two weeks.`,
      reason: "Storage at its maximum fills up. Increasing `maxStorage` takes a minute; cleaning up takes days.",
      metric: hoursToFull({ identifier, growth }),
      comparison: "below",
      threshold: TREND_HOURS,
      // Six hours smooth out nightly batches. One of the four datapoints of a day can be the jump after AWS grew the storage.
      period: "6 hours",
      datapoints: 4,
      datapointsToAlarm: 3,
      missingData: "ignore",
    },
  ];
}

/**
 * Logs that a source retains for its replicas.
 *
 * A missing or stalled PostgreSQL replica retains WAL on its source up to `max_slot_wal_keep_size`; then the replica is lost. So the disk
 * is safe, and the ticket at half of that limit leaves time to save the replica. MySQL retains binary logs for its replicas and for AWS's
 * backups without such a limit.
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
      level: "standard",
      name: [...name, "logs"],
      severity: "ticket",
      comparison: "at-or-above",
      // The 25% that slots can retain, plus the WAL of a checkpoint or a data load.
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
    level: "standard",
    name: [...name, "slot-lag"],
    severity: "ticket",
    description: `${identifier} retains half of the allowed WAL for a replica: the replica is missing, stalled or too slow.`,
    reason: "At the limit the replica is lost and must be recreated; until then the WAL uses storage.",
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
    description: `WAL uses 40% of the storage of ${identifier}.`,
    reason: "A logical replication slot without a reader, or a failing archive, retains the WAL. It fills the disk.",
  };
}

function binaryLogs(identifier: string) {
  return {
    id: "BinlogStorage",
    metric: rdsMetric("binlogStorage", identifier),
    description: `Binary logs use 40% of the storage of ${identifier}.`,
    reason: "A stalled replica or a long retention period retains the logs. They fill the disk.",
  };
}
