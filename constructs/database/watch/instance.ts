import { applicationConnections } from "../../../aws/instance-classes";
import type { Database } from "../model";
import type { AlarmRow } from "../../watching/alarm-row";
import { rdsMetric } from "../metrics";
import { latencyWithTraffic, connectionShare, operations, throughput } from "../metrics-math";
import { hourlyCredits } from "../../../aws/cpu-credits";
import { burstsToDisk, memoryOf, vcpusOf, volumeLimits } from "./limits";
import { TICKET } from "../../watching/rows";

/** An instance of a database: primary, copy or replica. */
export interface InstanceProps {
  readonly database: Database;
  /** The instance's. Never parsed, so it may be a token. */
  readonly identifier: string;
  /** Parts of the alarms' names, for example `["main", "replica-1"]`. */
  readonly name: readonly string[];
  readonly instanceClass: string;
  readonly performanceInsights: boolean;
}

/** Share of a limit that is too near to it. */
const NEAR = 0.9;

/**
 * The bottlenecks of an instance, tickets all: users feel them as slow answers, which the services' own alarms tell, and here is why.
 *
 * A quarter of an hour each, so that a backup, a vacuum or a nightly batch opens none. No data is no trouble: that an instance is silent is
 * an alarm of its own. No rows on `SwapUsage` and `DiskQueueDepth`: both have values that are high and hurt nobody, and those that hurt
 * show as memory and as slow reads and writes.
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
    name: [...name, "cpu"],
    description: `${identifier} uses ${NEAR * 100} % of its CPU.`,
    reason: "Statements wait for each other; a little more traffic makes all of them slow. A larger class, or the statement that does it.",
    metric: rdsMetric("cpu", identifier),
    comparison: "at-or-above",
    threshold: NEAR * 100,
    datapointsToAlarm: 12,
  };
}

/** A twentieth: what is free counts the cache of files, so a healthy database of any size has more. */
function memory({ identifier, name, instanceClass }: InstanceProps): AlarmRow[] {
  const total = memoryOf(instanceClass);
  if (total === undefined) return [];
  return [
    {
      ...TICKET,
      id: "Memory",
      name: [...name, "memory"],
      description: `${identifier} has less than 5 % of its memory left.`,
      reason: "It swaps next, and then the kernel ends the database: a restart, and every connection is lost.",
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
      name: [...name, "connections"],
      description: `Applications have 80 % of the ${usable} connections that ${identifier} has for them.`,
      reason:
        "At the limit new tasks are refused, most likely in a deployment or at a peak. `connectionsPerTask`, maxima, or a larger class.",
      metric: connectionShare(identifier, usable),
      comparison: "at-or-above",
      threshold: 80,
    },
  ];
}

/** gp3 answers in single-digit milliseconds; twice that, for as long as this, is a queue. */
const SLOW_DISK = 0.02;

function disk({ database, identifier, name }: InstanceProps): AlarmRow[] {
  const limits = volumeLimits(database.storage);
  const mebibytes = limits.bytes / 1_024 ** 2;
  return [
    {
      ...TICKET,
      id: "Iops",
      name: [...name, "iops"],
      description: `${identifier} does ${NEAR * 100} % of the ${limits.operations} disk operations a second that its volume has.`,
      reason: "Above the limit operations wait, and every statement that is not in memory is slow.",
      metric: operations(identifier),
      comparison: "at-or-above",
      threshold: limits.operations * NEAR,
    },
    {
      ...TICKET,
      id: "Throughput",
      name: [...name, "throughput"],
      description: `${identifier} moves ${NEAR * 100} % of the ${mebibytes} MiB a second that its volume has.`,
      reason: "Above the limit large reads and backups wait, and hold up the small ones.",
      metric: throughput(identifier),
      comparison: "at-or-above",
      threshold: limits.bytes * NEAR,
    },
    ...(["read", "write"] as const).map((kind): AlarmRow => ({
      ...TICKET,
      id: kind === "read" ? "SlowReads" : "SlowWrites",
      name: [...name, `slow-${kind}s`],
      description: `A disk ${kind} of ${identifier} takes ${SLOW_DISK * 1_000} ms and more.`,
      reason: kind === "read" ? "What is not in memory is slow for users." : "Every commit waits for the disk, so every change is slow.",
      metric: latencyWithTraffic(kind, identifier),
      comparison: "at-or-above",
      threshold: SLOW_DISK,
      datapointsToAlarm: 12,
    })),
  ];
}

/** A quarter of what may be saved for half an hour's burst is left: minutes. */
function reserves({ identifier, name, instanceClass }: InstanceProps): AlarmRow[] {
  if (!burstsToDisk(instanceClass)) return [];
  return (["ebsOperations", "ebsBytes"] as const).map((metric) => ({
    ...TICKET,
    id: metric === "ebsOperations" ? "DiskOperationsReserve" : "DiskBandwidthReserve",
    name: [...name, metric === "ebsOperations" ? "operations-reserve" : "bandwidth-reserve"],
    description: `${instanceClass} of ${identifier} has used up three quarters of its reserve of disk ${metric === "ebsOperations" ? "operations" : "bandwidth"}.`,
    reason: "When none is left the class falls back to its baseline, far below what the volume can do.",
    metric: rdsMetric(metric, identifier),
    comparison: "below",
    threshold: 25,
  }));
}

/**
 * Less than an hour's earning is left, for two hours. A new instance begins with none and has that after an hour. RDS goes on at full speed
 * (its T classes are "unlimited") and bills each vCPU hour above the baseline, so this is about money.
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
      reason: "From here on AWS bills what it uses above its baseline by the vCPU hour; a class that does not burst is cheaper.",
      metric: rdsMetric("cpuCredits", identifier),
      comparison: "below",
      threshold: hourly,
      // Credits are told every five minutes.
      period: "5 minutes",
      datapoints: 24,
    },
  ];
}

/**
 * As many sessions wait, for locks, disk or network, as there are vCPUs. This stands for the alarm on locks that RDS has no metric for: one
 * transaction that holds a lock shows as all that wait behind it.
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
      reason: "Users wait as long as these sessions do. Performance Insights names the lock or the statement.",
      metric: rdsMetric("loadWaiting", identifier),
      comparison: "above",
      threshold: vcpus,
      datapointsToAlarm: 12,
    },
  ];
}
