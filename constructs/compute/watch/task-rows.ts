import type { AlarmRow } from "../../watching/alarm-row";
import type { WorkloadKind } from "../workloads";
import { type EcsEvent, ecsEvent } from "../metrics/ecs-events";
import { missingTasks, runningTasks, storageShare, taskMetric } from "../metrics/ecs";
import { TICKET } from "../../watching/rows";

/** What runs as tasks of an ECS service: a service or a worker. */
export interface Tasks {
  readonly kind: WorkloadKind;
  /** As the model calls it. */
  readonly name: string;
  /** Plain: namespaces of its events are made from it. */
  readonly clusterName: string;
  /** Plain: namespaces of its events are made from it. */
  readonly serviceName: string;
  readonly scale: TaskScale;
}

export interface TaskScale {
  readonly min: number;
  readonly max: number;
  readonly schedules: readonly { readonly min: number; readonly max: number }[];
}

/** The fewest tasks that its scale or one of its schedules allows. */
export function leastTasks({ min, schedules }: TaskScale): number {
  return Math.min(min, ...schedules.map((schedule) => schedule.min));
}

/** The most tasks that its scale or one of its schedules allows. */
export function mostTasks({ max, schedules }: TaskScale): number {
  return Math.max(max, ...schedules.map((schedule) => schedule.max));
}

/** Fuller than that, a deployment or an unusual request kills the task. */
const NEARLY_FULL = 90;

/**
 * Why tasks do not do what they should: all of it tickets, for each is a cause, and what users notice of it pages by itself.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/stopped-task-error-codes.html
 */
export function taskRows(tasks: Tasks): readonly AlarmRow[] {
  return [missing(tasks), ...atMaximum(tasks), memory(tasks), storage(tasks), ...deployments(tasks), ...stops(tasks)];
}

/** What is common to all rows of a service or worker. */
export function named({ kind, name }: Pick<Tasks, "kind" | "name">, id: string, last: string): Pick<AlarmRow, "id" | "name"> {
  return { id, name: [kind, name, last] };
}

function missing(tasks: Tasks): AlarmRow {
  return {
    ...TICKET,
    ...named(tasks, "MissingTasks", "missing-tasks"),
    description: `Fewer tasks of ${tasks.name} run than should, for a quarter of an hour.`,
    reason: "Tasks crash, do not start, or AWS has no room for them. The others carry their load until they cannot.",
    metric: missingTasks(tasks.clusterName, tasks.serviceName),
    comparison: "at-or-above",
    threshold: 1,
  };
}

/** Not where the count of tasks is fixed: it is always at its maximum. Schedules move the maximum, so the highest counts. */
function atMaximum(tasks: Tasks): readonly AlarmRow[] {
  const most = mostTasks(tasks.scale);
  if (leastTasks(tasks.scale) === most) return [];
  return [
    {
      ...TICKET,
      ...named(tasks, "AtMaximum", "at-maximum"),
      description: `${tasks.name} has run all ${most} tasks that it may have, for half an hour.`,
      reason: "It cannot grow any more: the next wave of users waits or gets errors. Raise scale.max, or find what takes so long.",
      metric: runningTasks(tasks.clusterName, tasks.serviceName),
      comparison: "at-or-above",
      threshold: most,
      // A deployment runs both revisions, but not for so long.
      datapoints: 30,
    },
  ];
}

function memory(tasks: Tasks): AlarmRow {
  return {
    ...TICKET,
    ...named(tasks, "Memory", "memory"),
    description: `A task of ${tasks.name} has ${NEARLY_FULL} % of its memory in use.`,
    reason: "At the limit it is killed, and what it works on is lost. A leak shows as a slope, too little as a plateau.",
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
    description: `A task of ${tasks.name} has 80 % of its disk in use.`,
    reason: "When it is full, whatever writes a file fails. Most likely files in a writable path are never deleted.",
    metric: storageShare(tasks.clusterName, tasks.serviceName),
    comparison: "at-or-above",
    // Lower than memory: one large upload may take the rest.
    threshold: 80,
    datapointsToAlarm: 10,
  };
}

function deployments(tasks: Tasks): readonly AlarmRow[] {
  return [
    {
      ...TICKET,
      ...named(tasks, "DeploymentFailed", "deployment-failed"),
      description: `A deployment of ${tasks.name} failed and was rolled back.`,
      reason: "Users have the version of before. Who deployed may not know: the apply ended well.",
      metric: ecsEvent("deploymentFailures", tasks),
      comparison: "at-or-above",
      threshold: 1,
      period: "5 minutes",
      datapoints: 1,
    },
    {
      ...TICKET,
      ...named(tasks, "DeploymentStuck", "deployment-stuck"),
      description: `A deployment of ${tasks.name} has been running for an hour.`,
      reason: "Users have either version, by chance. It neither comes up nor fails: no room for new tasks, or old ones do not stop.",
      metric: taskMetric("deployments", tasks.clusterName, tasks.serviceName),
      comparison: "at-or-above",
      threshold: 2,
      period: "5 minutes",
      datapoints: 12,
    },
  ];
}

/** Three in a quarter of an hour: one is chance, two may be one that ECS told of twice. */
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
      `Three tasks of ${tasks.name} and more have crashed in a quarter of an hour.`,
      "What they worked on is lost, and users saw it fail. The log of ECS events has the reason and the exit code of each.",
    ),
    row(
      "startFailures",
      "StartFailures",
      "start-failures",
      `Three tasks of ${tasks.name} and more did not start in a quarter of an hour.`,
      "It cannot grow or replace what stops: an image or a secret is gone, or there is no way to them. The log of ECS events says which.",
    ),
  ];
}
