import { applicationConnections } from "../../../aws/instance-classes";
import type { AlarmRow } from "../../watching/alarm-row";
import { type RdsMetric, rdsMetric } from "../metrics";
import { connectionShare, engineCounter, hoursToFull, operations, throughput } from "../metrics-math";
import type { Signal } from "../../watching/watch";
import type { InstanceProps } from "./instance";
import { bytes } from "./limits";
import { limitsOf } from "../../watching/limits";

export interface InstanceSignalsProps extends InstanceProps {
  /** Resource ID for Performance Insights. @default no engine counters */
  readonly resourceId?: string;
}

/** Golden signals and bottlenecks of an instance, with the thresholds of its alarms. */
export function instanceSignals(props: InstanceSignalsProps, rows: readonly AlarmRow[]): readonly Signal[] {
  const { database, identifier, instanceClass } = props;
  const usable = applicationConnections(database, instanceClass);
  const growth = bytes(database.maxStorage) - bytes(database.storage);
  const of = (...metrics: readonly RdsMetric[]) => metrics.map((metric) => rdsMetric(metric, identifier));
  return [
    { signal: "latency", title: "Disk latency", metrics: of("readLatency", "writeLatency"), limits: limitsOf(rows, "SlowReads") },
    { signal: "traffic", title: "Disk operations", metrics: of("readIops", "writeIops") },
    { signal: "traffic", title: "Network", metrics: of("received", "sent") },
    ...counters(props),
    { signal: "saturation", title: "CPU", metrics: of("cpu"), limits: limitsOf(rows, "Cpu") },
    { signal: "saturation", title: "Memory", metrics: of("freeMemory", "swap"), limits: limitsOf(rows, "Memory") },
    ...(usable === undefined ? [] : [connections(identifier, usable, rows)]),
    { signal: "saturation", title: "Operations of the volume", metrics: [operations(identifier)], limits: limitsOf(rows, "Iops") },
    { signal: "saturation", title: "Throughput of the volume", metrics: [throughput(identifier)], limits: limitsOf(rows, "Throughput") },
    { signal: "saturation", title: "Disk queue", metrics: of("diskQueue") },
    {
      signal: "saturation",
      title: "Reserves",
      metrics: of("ebsOperations", "ebsBytes"),
      limits: limitsOf(rows, "DiskOperationsReserve"),
    },
    { signal: "saturation", title: "Free storage", metrics: of("freeStorage"), limits: limitsOf(rows, "StorageFull") },
    {
      signal: "saturation",
      title: "Time until storage is full",
      metrics: [hoursToFull({ identifier, growth })],
      limits: limitsOf(rows, "StorageTrend"),
    },
    ...(props.performanceInsights
      ? [{ signal: "saturation", title: "Sessions", metrics: of("loadOnCpu", "loadWaiting"), limits: limitsOf(rows, "Waiting") } as const]
      : []),
  ];
}

function connections(identifier: string, usable: number, rows: readonly AlarmRow[]): Signal {
  return {
    signal: "saturation",
    title: "Connections",
    metrics: [connectionShare(identifier, usable)],
    limits: limitsOf(rows, "Connections", "ConnectionsFull"),
  };
}

/** Performance Insights counters, for which RDS has no metric. */
function counters({ database: { engine }, performanceInsights, resourceId }: InstanceSignalsProps): Signal[] {
  if (!performanceInsights || resourceId === undefined) return [];
  return [
    { signal: "traffic", title: "Work", metrics: [engineCounter("work", engine, resourceId)] },
    { signal: "errors", title: "Deadlocks", metrics: [engineCounter("deadlocks", engine, resourceId)] },
  ];
}
