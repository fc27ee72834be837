import type { Worker } from "../model";
import { seconds } from "../../../language/units";
import type { AlarmRow } from "../../watching/alarm-row";
import { backlogPerTask, messagesWithoutTasks } from "./metrics";
import type { Suppression, Signal, Watch } from "../../watching/watch";
import type { Consumable } from "../consumable";
import { limitsOf } from "../../watching/limits";
import { TICKET } from "../../watching/rows";
import { type Tasks, named, taskRows } from "../watch/task-rows";
import { alarmsOfUsed } from "../watch/used";
import { taskSignals } from "../watch/task-signals";

export interface WatchWorkerProps {
  readonly worker: Worker;
  readonly consumes: Consumable;
  /** Plain: namespaces of its events are made from it. */
  readonly clusterName: string;
  /** As ECS calls it. Plain: namespaces of its events are made from it. */
  readonly serviceName: string;
}

/** A burst may take so long: scaling wants three datapoints, and a task a minute or two to start. */
const LEAST_PATIENCE = 300;

/**
 * What a worker is watched by, in one region. Pages: messages wait three times longer than they may, or wait and no task runs at all. The
 * rest is why. That it does its work and all of it fails is in the watch of what it consumes.
 *
 * No alarm on CPU: a worker that uses all it has works.
 *
 * Cost drivers: each alarm by the metrics that it reads, about 16 in all.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 */
export function watchWorker(props: WatchWorkerProps): Watch {
  const { worker, clusterName, serviceName } = props;
  const tasks: Tasks = { kind: "worker", name: worker.name, clusterName, serviceName, scale: worker.scale };
  const alarms = [late(props, tasks), asleep(props, tasks), backlog(props, tasks), ...taskRows(tasks)];
  return { tier: "worker", name: worker.name, alarms, signals: signalsOf(props, tasks, alarms), suppressed: suppressionsOf(props) };
}

/**
 * - A resource that it uses and that does not answer explains all that fails of it, its messages too.
 * - That no task runs, and that messages fail, explain that others wait: those that failed come again.
 *
 * Nothing explains messages that are about to be lost.
 */
export function suppressionsOf({
  worker: { name, uses },
  consumes: { failing },
}: Pick<WatchWorkerProps, "worker" | "consumes">): readonly Suppression[] {
  const used = alarmsOfUsed(uses);
  return [
    { by: used },
    { of: failing, ids: failing.ids, by: used },
    { ids: ["Late"], by: [{ tier: "worker", name, ids: ["NoTasks"] }, failing] },
  ];
}

/**
 * Seconds that the oldest message may wait before somebody is woken: thrice what is acceptable; three visibility timeouts, since one that was
 * taken three times in vain no longer counts, and its failing is its queue's to tell; five minutes at least.
 */
export function maxMessageAge(worker: Worker, { visibility }: Pick<Consumable, "visibility">): number {
  return Math.max(3 * seconds(worker.scale.acceptableLatency), 3 * seconds(visibility), LEAST_PATIENCE);
}

/** Ten minutes: five would be the burst that it may take, and the age only tells of it afterwards. */
function late(props: WatchWorkerProps, tasks: Tasks): AlarmRow {
  const limit = maxMessageAge(props.worker, props.consumes);
  return {
    ...named(tasks, "Late", "late"),
    severity: "page",
    runbook: "worker-backlog",
    description: `The oldest message in ${props.consumes.name} has waited longer than ${limit} s for ten minutes: ${tasks.name} does not keep up.`,
    reason: "Users wait for what they asked for, three times longer than they should at least, and it grows.",
    metric: props.consumes.metrics.oldest,
    comparison: "above",
    threshold: limit,
    period: "1 minute",
    datapoints: 10,
    // An empty queue has no oldest message, and one that nobody has touched for six hours says nothing.
    missingData: "notBreaching",
  };
}

/** A worker that sleeps is woken in three minutes, and its first task starts in two: ten are twice that. */
function asleep(props: WatchWorkerProps, tasks: Tasks): AlarmRow {
  return {
    ...named(tasks, "NoTasks", "no-tasks"),
    severity: "page",
    runbook: "worker-down",
    description: `Messages wait in ${props.consumes.name}, and no task of ${tasks.name} has run for ten minutes.`,
    reason: "Nothing of what users asked for is done.",
    metric: messagesWithoutTasks(props.consumes.metrics.waiting, tasks.clusterName, tasks.serviceName),
    comparison: "above",
    threshold: 0,
    period: "1 minute",
    datapoints: 10,
    missingData: "notBreaching",
  };
}

/** Twice what scaling aims at, for half an hour: it has had its time many times over. */
function backlog({ worker, consumes }: WatchWorkerProps, tasks: Tasks): AlarmRow {
  const target = worker.scale.backlogPerTask;
  return {
    ...TICKET,
    ...named(tasks, "Backlog", "backlog"),
    description: `Each task of ${worker.name} has ${2 * target} messages of ${consumes.name} before it and more, for half an hour; ${target} is the aim.`,
    reason: "Messages wait longer than they may. It has all tasks that it may have, cannot start more, or each message takes longer.",
    metric: backlogPerTask(consumes.metrics.waiting, tasks.clusterName, tasks.serviceName),
    comparison: "at-or-above",
    threshold: 2 * target,
    datapoints: 30,
  };
}

function signalsOf({ worker, consumes: { metrics } }: WatchWorkerProps, tasks: Tasks, rows: readonly AlarmRow[]): readonly Signal[] {
  return [
    { signal: "latency", title: "Age of the oldest message", metrics: [metrics.oldest], limits: limitsOf(rows, "Late") },
    { signal: "traffic", title: "Messages", metrics: [metrics.taken, metrics.done] },
    {
      signal: "saturation",
      title: "Waiting messages per task",
      metrics: [backlogPerTask(metrics.waiting, tasks.clusterName, tasks.serviceName)],
      limits: [{ label: "Aim of scaling", value: worker.scale.backlogPerTask }, ...limitsOf(rows, "Backlog")],
    },
    { signal: "saturation", title: "Waiting messages", metrics: [metrics.waiting] },
    ...taskSignals(tasks, rows),
  ];
}
