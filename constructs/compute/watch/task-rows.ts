import type { AlarmRow } from "../../watching/alarm-row";
import type { WorkloadKind } from "../workloads";
import { type EcsEvent, ecsEvent } from "../metrics/ecs-events";
import { missingTasks, runningTasks, storageShare, taskMetric } from "../metrics/ecs";
import { TICKET } from "../../watching/rows";

/** The tasks of an ECS service: a service or a worker. */
export interface Tasks {
  readonly kind: WorkloadKind;
  /** Name in the model. */
  readonly name: string;
  /** A plain string, not a reference: event namespaces contain it. */
  readonly clusterName: string;
  /** A plain string, not a reference: event namespaces contain it. */
  readonly serviceName: string;
  readonly scale: TaskScale;
}

export interface TaskScale {
  readonly min: number;
  readonly max: number;
  readonly schedules: readonly { readonly min: number; readonly max: number }[];
}

/** The lowest minimum of the scale and its schedules. */
export function leastTasks({ min, schedules }: TaskScale): number {
  return Math.min(min, ...schedules.map((schedule) => schedule.min));
}

/** The highest maximum of the scale and its schedules. */
export function mostTasks({ max, schedules }: TaskScale): number {
  return Math.max(max, ...schedules.map((schedule) => schedule.max));
}

/** Above this percentage, a deployment or an unusual request can exceed the limit and kill the task. */
const NEARLY_FULL = 90;

/**
 * Alarms on the causes of task failures. All are tickets; the effects on users page separately.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html
 */
export function taskRows(tasks: Tasks): readonly AlarmRow[] {
  return [missing(tasks), ...atMaximum(tasks), memory(tasks), storage(tasks), ...deployments(tasks), ...stops(tasks)];
}

/** ID and name of an alarm row of a service or worker. */
export function named({ kind, name }: Pick<Tasks, "kind" | "name">, id: string, last: string): Pick<AlarmRow, "id" | "name"> {
  return { id, name: [kind, name, last] };
}

function missing(tasks: Tasks): AlarmRow {
  return {
    ...TICKET,
    ...named(tasks, "MissingTasks", "missing-tasks"),
    level: "standard",
    description: `Fewer tasks of ${tasks.name} than desired have been running for 15 minutes.`,
    reason: "Tasks crash, do not start, or AWS has no capacity for them. The running tasks take over their load.",
    metric: missingTasks(tasks.clusterName, tasks.serviceName),
    comparison: "at-or-above",
    threshold: 1,
  };
}

/** No alarm if the task count is fixed, because it would always be at its maximum. Schedules change the maximum, so the highest counts. */
function atMaximum(tasks: Tasks): readonly AlarmRow[] {
  const most = mostTasks(tasks.scale);
  if (leastTasks(tasks.scale) === most) return [];
  return [
    {
      ...TICKET,
      ...named(tasks, "AtMaximum", "at-maximum"),
      level: "standard",
      description: `${tasks.name} has run its maximum of ${most} tasks for 30 minutes.`,
      reason: "It cannot scale out further: more load causes delays or errors. Raise scale.max, or find the slow requests.",
      metric: runningTasks(tasks.clusterName, tasks.serviceName),
      comparison: "at-or-above",
      threshold: most,
      // A deployment also runs both revisions, but for a shorter time.
      datapoints: 30,
    },
  ];
}

function memory(tasks: Tasks): AlarmRow {
  return {
    ...TICKET,
    ...named(tasks, "Memory", "memory"),
    // A worker has no alarm on its CPU: memory is its only saturation.
    level: tasks.kind === "worker" ? "basic" : "standard",
    description: `A task of ${tasks.name} uses at least ${NEARLY_FULL}% of its memory.`,
    reason: "At the limit ECS kills the task, and its work is lost. A rising line means a leak; a plateau means too little memory.",
    metric: taskMetric("fullestMemory", tasks.clusterName, tasks.serviceName),
    comparison: "at-or-above",
    threshold: NEARLY_FULL,
    datapointsToAlarm: 10,
  };
}

function storage(tasks: Tasks): AlarmRow {
  return {
    ...TICKET,
    ...named(tasks, "Storage", "storage"),
    description: `A task of ${tasks.name} uses at least 80% of its disk.`,
    reason: "When the disk is full, writes fail. Most likely, files in a writable path are never deleted.",
    metric: storageShare(tasks.clusterName, tasks.serviceName),
    comparison: "at-or-above",
    // Lower than for memory: one large upload can fill the rest.
    threshold: 80,
    datapointsToAlarm: 10,
  };
}

function deployments(tasks: Tasks): readonly AlarmRow[] {
  return [
    {
      ...TICKET,
      ...named(tasks, "DeploymentFailed", "deployment-failed"),
      level: "standard",
      description: `A deployment of ${tasks.name} failed and was rolled back.`,
      reason: "Users still get the previous version. The apply succeeded, so the person who deployed may not know.",
      metric: ecsEvent("deploymentFailures", tasks),
      comparison: "at-or-above",
      threshold: 1,
      period: "5 minutes",
      datapoints: 1,
    },
    {
      ...TICKET,
      ...named(tasks, "DeploymentStuck", "deployment-stuck"),
      description: `A deployment of ${tasks.name} has been in progress for 1 hour.`,
      reason: "Users get either version. The deployment neither completes nor fails: no capacity for new tasks, or old tasks do not stop.",
      metric: taskMetric("deployments", tasks.clusterName, tasks.serviceName),
      comparison: "at-or-above",
      threshold: 2,
      period: "5 minutes",
      datapoints: 12,
    },
  ];
}

/** Three in 15 minutes: one is chance, and two may be one event that ECS reported twice. */
function stops(tasks: Tasks): readonly AlarmRow[] {
  const row = (event: EcsEvent, id: string, last: string, description: string, reason: string): AlarmRow => ({
    ...TICKET,
    ...named(tasks, id, last),
    description,
    reason,
    metric: ecsEvent(event, tasks),
    comparison: "at-or-above",
    threshold: 3,
    period: "15 minutes",
    datapoints: 1,
  });
  return [
    row(
      "crashes",
      "Crashes",
      "crashes",
      `At least 3 tasks of ${tasks.name} crashed within 15 minutes.`,
      "Their work is lost, and users saw failures. The log of ECS events has the reason and exit code of each.",
    ),
    row(
      "startFailures",
      "StartFailures",
      "start-failures",
      `At least 3 tasks of ${tasks.name} failed to start within 15 minutes.`,
      "It cannot scale out or replace stopped tasks: an image or secret is missing or unreachable. The log of ECS events has the reason.",
    ),
  ];
}
