import { applicationConnections } from "../../../aws/instance-classes";
import type { Database } from "../model";
import type { AlarmRow } from "../../watching/alarm-row";
import { rdsMetric } from "../metrics";
import { latencyWithTraffic, connectionShare, operations, throughput } from "../metrics-math";
import { hourlyCredits } from "../../../aws/cpu-credits";
import { burstsToDisk, memoryOf, vcpusOf, volumeLimits } from "./limits";
import { TICKET } from "../../watching/rows";

/** An instance of a database: primary, cross-region replica or read replica. */
export interface InstanceProps {
  readonly database: Database;
  /** The instance's identifier. Never parsed, so it can be a token. */
  readonly identifier: string;
  /** Parts of the alarms' names, for example `["main", "replica-1"]`. */
  readonly name: readonly string[];
  readonly instanceClass: string;
  readonly performanceInsights: boolean;
}

/** Fraction of a limit from which an alarm fires. */
const NEAR = 0.9;

/**
 * Alarms on the bottlenecks of an instance, all tickets: users notice slow responses, for which the services' alarms fire, and these alarms
 * show the cause.
 *
 * The evaluation window is 15 minutes, so that a backup, a vacuum or a nightly batch opens no ticket. Missing data does not fire, since
 * another alarm covers an instance without metrics. No rows on `SwapUsage` and `DiskQueueDepth`: high values are often harmless, and
 * harmful ones show as low memory or as slow reads and writes.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_BestPractices.html#CHAP_BestPractices.UsingMetrics
 */
export function bottleneckRows(props: InstanceProps): readonly AlarmRow[] {
  return [
    cpu(props),
    ...memory(props),
    ...connections(props),
    ...disk(props),
    ...reserves(props),
    ...credits(props),
    ...(props.performanceInsights ? waiting(props) : []),
  ];
}

function cpu({ identifier, name }: InstanceProps): AlarmRow {
  return {
    ...TICKET,
    id: "Cpu",
    level: "standard",
    name: [...name, "cpu"],
    description: `${identifier} uses at least ${NEAR * 100}% of its CPU.`,
    reason:
      "Statements wait for each other; a little more traffic slows all of them down. Use a larger class or fix the expensive statement.",
    metric: rdsMetric("cpu", identifier),
    comparison: "at-or-above",
    threshold: NEAR * 100,
    datapointsToAlarm: 12,
  };
}

/** 5%: free memory includes the page cache, so a healthy database of any size has more. */
function memory({ identifier, name, instanceClass }: InstanceProps): AlarmRow[] {
  const total = memoryOf(instanceClass);
  if (total === undefined) return [];
  return [
    {
      ...TICKET,
      id: "Memory",
      level: "standard",
      name: [...name, "memory"],
      description: `${identifier} has less than 5% of its memory left.`,
      reason: "It starts to swap, and then the kernel kills the database: it restarts, and every connection is lost.",
      metric: rdsMetric("freeMemory", identifier),
      comparison: "below",
      threshold: Math.round(total * 0.05),
    },
  ];
}

function connections({ database, identifier, name, instanceClass }: InstanceProps): AlarmRow[] {
  const usable = applicationConnections(database, instanceClass);
  if (usable === undefined) return [];
  return [
    {
      ...TICKET,
      id: "Connections",
      level: "standard",
      name: [...name, "connections"],
      description: `Applications use at least 80% of the ${usable} connections that ${identifier} has for them.`,
      reason:
        "At the limit new tasks are rejected, most likely during a deployment or a peak. Lower `connectionsPerTask` or the maximum task counts, or use a larger class.",
      metric: connectionShare(identifier, usable),
      comparison: "at-or-above",
      threshold: 80,
    },
  ];
}

/** gp3 responds in single-digit milliseconds; twice that, for this long, is a queue. */
const SLOW_DISK = 0.02;

function disk({ database, identifier, name }: InstanceProps): AlarmRow[] {
  const limits = volumeLimits(database.storage);
  const mebibytes = limits.bytes / 1_024 ** 2;
  return [
    {
      ...TICKET,
      id: "Iops",
      name: [...name, "iops"],
      description: `${identifier} uses at least ${NEAR * 100}% of its volume's ${limits.operations} disk operations a second.`,
      reason: "Above the limit operations wait, and every statement that reads from disk is slow.",
      metric: operations(identifier),
      comparison: "at-or-above",
      threshold: limits.operations * NEAR,
    },
    {
      ...TICKET,
      id: "Throughput",
      name: [...name, "throughput"],
      description: `${identifier} uses at least ${NEAR * 100}% of its volume's ${mebibytes} MiB a second.`,
      reason: "Above the limit large reads and backups wait and delay small reads.",
      metric: throughput(identifier),
      comparison: "at-or-above",
      threshold: limits.bytes * NEAR,
    },
    ...(["read", "write"] as const).map((kind): AlarmRow => ({
      ...TICKET,
      id: kind === "read" ? "SlowReads" : "SlowWrites",
      name: [...name, `slow-${kind}s`],
      description: `A disk ${kind} of ${identifier} takes at least ${SLOW_DISK * 1_000} ms.`,
      reason:
        kind === "read"
          ? "Reads of data that is not in memory are slow for users."
          : "Every commit waits for the disk, so every write is slow.",
      metric: latencyWithTraffic(kind, identifier),
      comparison: "at-or-above",
      threshold: SLOW_DISK,
      datapointsToAlarm: 12,
    })),
  ];
}

/** A full balance lasts for a burst of 30 minutes, so a quarter of it lasts for minutes. */
function reserves({ identifier, name, instanceClass }: InstanceProps): AlarmRow[] {
  if (!burstsToDisk(instanceClass)) return [];
  return (["ebsOperations", "ebsBytes"] as const).map((metric) => ({
    ...TICKET,
    id: metric === "ebsOperations" ? "DiskOperationsReserve" : "DiskBandwidthReserve",
    name: [...name, metric === "ebsOperations" ? "operations-reserve" : "bandwidth-reserve"],
    description: `${instanceClass} of ${identifier} has used 75% of its reserve of disk ${metric === "ebsOperations" ? "operations" : "bandwidth"}.`,
    reason: "Without a reserve the class falls back to its baseline, far below the limits of the volume.",
    metric: rdsMetric(metric, identifier),
    comparison: "below",
    threshold: 25,
  }));
}

/**
 * For two hours the balance is below the credits earned in one hour. A new instance starts without credits and reaches that after an hour.
 * RDS continues at full speed (its T classes are "unlimited") and bills each vCPU hour above the baseline, so this alarm is about cost.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Types.html
 */
function credits({ identifier, name, instanceClass }: InstanceProps): AlarmRow[] {
  const hourly = hourlyCredits(instanceClass);
  if (hourly === undefined) return [];
  return [
    {
      ...TICKET,
      id: "CpuCredits",
      name: [...name, "cpu-credits"],
      description: `${identifier} has used up its CPU credits: ${instanceClass} is too small for its load.`,
      reason: "AWS now bills each vCPU hour above its baseline; a class that does not burst is cheaper.",
      metric: rdsMetric("cpuCredits", identifier),
      comparison: "below",
      threshold: hourly,
      // Credits are published every five minutes.
      period: "5 minutes",
      datapoints: 24,
    },
  ];
}

/**
 * More sessions wait for locks, disk or network than there are vCPUs. RDS has no lock metric, so this alarm covers locks too: a transaction
 * that holds a lock shows as the sessions that wait for it.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PerfInsights.Overview.ActiveSessions.html
 */
function waiting({ identifier, name, instanceClass }: InstanceProps): AlarmRow[] {
  const vcpus = vcpusOf(instanceClass);
  if (vcpus === undefined) return [];
  return [
    {
      ...TICKET,
      id: "Waiting",
      name: [...name, "waiting"],
      description: `More sessions of ${identifier} wait for locks, disk or network than it has vCPUs (${vcpus}).`,
      reason: "Users wait as long as these sessions do. Performance Insights shows the lock or the statement.",
      metric: rdsMetric("loadWaiting", identifier),
      comparison: "above",
      threshold: vcpus,
      datapointsToAlarm: 12,
    },
  ];
}
