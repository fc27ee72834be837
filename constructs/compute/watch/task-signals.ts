import type { AlarmRow } from "../../watching/alarm-row";
import { ECS_EVENTS, ecsEvent } from "../metrics/ecs-events";
import { runningTasks, storageShare, taskMetric } from "../metrics/ecs";
import type { Signal } from "../../watching/watch";
import { limitsOf } from "../../watching/limits";
import type { Tasks } from "./task-rows";

/** Graphs of the tasks: failures, task counts, CPU, memory, disk and network, with the thresholds of the alarms. */
export function taskSignals(tasks: Tasks, rows: readonly AlarmRow[]): readonly Signal[] {
  const { clusterName, serviceName } = tasks;
  const metric = (name: Parameters<typeof taskMetric>[0]) => taskMetric(name, clusterName, serviceName);
  return [
    { signal: "errors", title: "Failed tasks and deployments", metrics: ECS_EVENTS.map((event) => ecsEvent(event, tasks)) },
    {
      signal: "saturation",
      title: "Tasks",
      level: "standard",
      metrics: [runningTasks(clusterName, serviceName), metric("desired"), metric("pending"), metric("deployments")],
      limits: limitsOf(rows, "AtMaximum"),
    },
    { signal: "saturation", title: "CPU", metrics: [metric("cpu"), metric("busiestCpu")], limits: limitsOf(rows, "Cpu") },
    { signal: "saturation", title: "Memory", metrics: [metric("memory"), metric("fullestMemory")], limits: limitsOf(rows, "Memory") },
    {
      signal: "saturation",
      title: "Disk",
      level: "standard",
      metrics: [storageShare(clusterName, serviceName)],
      limits: limitsOf(rows, "Storage"),
    },
    { signal: "saturation", title: "Network", level: "standard", metrics: [metric("received"), metric("sent")] },
  ];
}
