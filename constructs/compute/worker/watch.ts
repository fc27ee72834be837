import type { IndependentWorker, MessageWorker } from "../model";
import { seconds } from "../../../language/units";
import type { AlarmRow } from "../../watching/alarm-row";
import { backlogPerTask, messagesWithoutTasks, noTaskRuns } from "./metrics";
import type { Suppression, Signal, Watch } from "../../watching/watch";
import type { Consumable } from "../consumable";
import { limitsOf } from "../../watching/limits";
import { TICKET } from "../../watching/rows";
import { combinedPage } from "../watch/combined-page";
import { type Tasks, named, taskRows } from "../watch/task-rows";
import { alarmsOfUsed } from "../watch/used";
import { taskSignals } from "../watch/task-signals";

interface EcsNames {
  /** A plain string, not a reference: event namespaces contain it. */
  readonly clusterName: string;
  /** The ECS service name, a plain string: event namespaces contain it. */
  readonly serviceName: string;
}

export interface WatchWorkerProps extends EcsNames {
  readonly worker: MessageWorker;
  readonly consumes: Consumable;
}

export interface WatchIndependentWorkerProps extends EcsNames {
  readonly worker: IndependentWorker;
}

/** Seconds that a burst may take: scaling requires three datapoints, and a task one or two minutes to start. */
const MIN_MESSAGE_AGE = 300;

/**
 * The monitoring of a worker in one region. Pages: messages wait three times longer than acceptable, or wait while no task runs. The other
 * alarms are tickets that show causes. The watch of the consumed resource covers a worker that receives messages but fails to process them.
 *
 * There is no alarm on CPU: a worker may use all its CPU.
 *
 * Cost drivers: the metrics of each alarm, about 16 in total.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 */
export function watchWorker(props: WatchWorkerProps): Watch {
  const { worker, clusterName, serviceName } = props;
  const tasks: Tasks = { kind: "worker", name: worker.name, clusterName, serviceName, scale: worker.scale };
  const alarms = [late(props, tasks), asleep(props, tasks), backlog(props, tasks), ...taskRows(tasks)];
  return {
    tier: "worker",
    name: worker.name,
    alarms,
    signals: signalsOf(props, tasks, alarms),
    suppressed: suppressionsOf(props),
    page: combinedPage(tasks),
  };
}

/**
 * The monitoring of a worker without a queue in one region. It pages when no task runs. Only the worker's own `metrics`
 * can measure its work.
 *
 * Cost drivers: the metrics of each alarm, about 10 in total.
 */
export function watchIndependentWorker({ worker, clusterName, serviceName }: WatchIndependentWorkerProps): Watch {
  const tasks: Tasks = { kind: "worker", name: worker.name, clusterName, serviceName, scale: worker.scale };
  const alarms = [idle(tasks), ...taskRows(tasks)];
  return {
    tier: "worker",
    name: worker.name,
    alarms,
    signals: taskSignals(tasks, alarms),
    suppressed: [{ by: alarmsOfUsed(worker.uses) }],
    page: combinedPage(tasks),
  };
}

/**
 * - A failing resource suppresses all pages of a worker that uses it, and those about its failing messages.
 * - "No task runs" and failing messages suppress the page about late messages, because failed messages return to the queue.
 *
 * Nothing suppresses the alarm on messages that are about to expire.
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
 * Seconds that the oldest message can wait before the page: three times the acceptable latency; three visibility timeouts, since SQS no
 * longer counts a message after three failed receives, and the queue's watch monitors those; at least five minutes.
 */
export function maxMessageAge(worker: Pick<MessageWorker, "scale">, { visibility }: Pick<Consumable, "visibility">): number {
  return Math.max(3 * seconds(worker.scale.acceptableLatency), 3 * seconds(visibility), MIN_MESSAGE_AGE);
}

/** Ten minutes: a burst may take five, and the age decreases only after it. */
function late(props: WatchWorkerProps, tasks: Tasks): AlarmRow {
  const limit = maxMessageAge(props.worker, props.consumes);
  return {
    ...named(tasks, "Late", "late"),
    level: "basic",
    severity: "page",
    runbook: "worker-backlog",
    description: `The oldest message in ${props.consumes.name} has been older than ${limit} s for 10 minutes: ${tasks.name} falls behind.`,
    reason: "Work that users requested is at least three times later than acceptable, and the delay grows.",
    metric: props.consumes.metrics.oldest,
    comparison: "above",
    threshold: limit,
    period: "1 minute",
    datapoints: 10,
    // An empty queue has no oldest message, and a queue that has been inactive for six hours reports no metrics.
    missingData: "notBreaching",
  };
}

/** Scaling from zero takes three minutes, and the start of the first task two: ten minutes are twice that. */
function asleep(props: WatchWorkerProps, tasks: Tasks): AlarmRow {
  return {
    ...named(tasks, "NoTasks", "no-tasks"),
    level: "basic",
    severity: "page",
    runbook: "worker-down",
    description: `Messages wait in ${props.consumes.name}, but no task of ${tasks.name} has run for 10 minutes.`,
    reason: "No work that users requested is processed.",
    metric: messagesWithoutTasks(props.consumes.metrics.waiting, tasks.clusterName, tasks.serviceName),
    comparison: "above",
    threshold: 0,
    period: "1 minute",
    datapoints: 10,
    missingData: "notBreaching",
  };
}

/** As long as for a worker with a queue. No alarm while no task is desired, for example by a schedule. */
function idle(tasks: Tasks): AlarmRow {
  return {
    ...named(tasks, "NoTasks", "no-tasks"),
    level: "basic",
    severity: "page",
    runbook: "worker-down",
    description: `No task of ${tasks.name} has run for 10 minutes, although tasks are desired.`,
    reason: "None of its work is done.",
    metric: noTaskRuns(tasks.clusterName, tasks.serviceName),
    comparison: "at-or-above",
    threshold: 1,
    period: "1 minute",
    datapoints: 10,
    missingData: "notBreaching",
  };
}

/** Twice the scaling target for 30 minutes: scaling has had enough time to react. */
function backlog({ worker, consumes }: WatchWorkerProps, tasks: Tasks): AlarmRow {
  const target = worker.scale.backlogPerTask;
  return {
    ...TICKET,
    ...named(tasks, "Backlog", "backlog"),
    level: "standard",
    description: `${worker.name} has had at least ${2 * target} waiting messages of ${consumes.name} per task for 30 minutes (scaling target: ${target}).`,
    reason: "Messages wait too long. The worker is at its maximum number of tasks, cannot start more, or each message takes longer.",
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
      limits: [{ label: "Scaling target", value: worker.scale.backlogPerTask }, ...limitsOf(rows, "Backlog")],
    },
    { signal: "saturation", title: "Waiting messages", metrics: [metrics.waiting] },
    ...taskSignals(tasks, rows),
  ];
}
