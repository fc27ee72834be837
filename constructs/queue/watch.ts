import type { Queue } from "./model";
import { type Duration, seconds } from "../../language/units";
import type { AlarmRow } from "../watching/alarm-row";
import { deadLetters, failedShare, oldestMessage, queueMetric, visibleMessages } from "./metrics";
import { type Place, requirePart } from "../watching/place";
import type { Tier } from "../watching/tier";
import type { Signal, Watch } from "../watching/watch";
import { limitsOf } from "../watching/limits";
import { TICKET } from "../watching/rows";

/** What the watches of queues belong to. */
export const QUEUE_TIERS = [{ tier: "queue", title: "Queues", rank: 60 }] as const satisfies readonly Tier[];

/** A queue of a region, as CloudWatch names it. */
export interface QueuePart {
  readonly queueName: string;
  readonly deadLetterQueueName: string;
}

export interface WatchQueueProps extends QueuePart {
  readonly queue: Queue;
}

/** All watches of a queue in a region. */
export function queueWatches(queue: Queue, part: QueuePart | undefined, place: Place): readonly Watch[] {
  const { queueName, deadLetterQueueName } = requirePart(part, "queue", queue.name, place);
  return [watchQueue({ queue, queueName, deadLetterQueueName })];
}

/**
 * Messages that may be worked on at the same time, of a queue of either type: FIFO queues once had 20,000, which many pages still say. Above
 * that SQS gives no more, without an error to those that ask by long polling.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-fifo.html
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html
 */
const MOST_IN_FLIGHT = 120_000;

/**
 * What a queue is watched by, in one region. Pages: work fails, and messages about to be lost. That messages wait is a worker's to tell,
 * which knows how long they may.
 *
 * Empty receives are on the graph alone: with long polling they cost next to nothing.
 *
 * Cost drivers: each alarm by the metrics that it reads, 5 in all.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 */
export function watchQueue(props: WatchQueueProps): Watch {
  const alarms = [failing(props), expiring(props), letters(props), inFlight(props)];
  return { tier: "queue", name: props.queue.name, alarms, signals: signalsOf(props, alarms) };
}

/**
 * How long a datapoint on failed work is: two visibility timeouts, since what was taken may be done that much later, and whole minutes; a
 * quarter of an hour at least, so that enough is taken. No visibility timeout exceeds 12 hours, so it is a day at most.
 */
export function failurePeriod({ visibility }: Pick<Queue, "visibility">): Duration {
  return `${Math.max(15, Math.ceil((2 * seconds(visibility)) / 60))} minutes`;
}

/** Half of a hundred messages and more: a few bad ones are dead letters, this is the worker or what it depends on. */
function failing({ queue, queueName }: WatchQueueProps): AlarmRow {
  const period = failurePeriod(queue);
  return {
    id: "Failing",
    name: ["queue", queue.name, "failing"],
    severity: "page",
    runbook: "queue-failing",
    description: `Half of the messages of ${queue.name} that are taken, and more, are not done, over ${period}.`,
    reason: "What users asked for fails, and is put aside as dead letters after a few tries.",
    metric: failedShare(queueName),
    comparison: "at-or-above",
    threshold: 50,
    period,
    datapoints: 1,
    missingData: "notBreaching",
  };
}

/** Three quarters of the time that SQS keeps a message: with four days one is left, and a weekend is longer, so it cannot be a ticket. */
function expiring({ queue, queueName }: WatchQueueProps): AlarmRow {
  return {
    id: "Expiring",
    name: ["queue", queue.name, "expiring"],
    severity: "page",
    runbook: "queue-expiring",
    description: `The oldest message in ${queue.name} has waited for three quarters of ${queue.retention}, after which SQS deletes it.`,
    reason: "What users asked for is about to be lost for good, without a dead letter.",
    metric: oldestMessage(queueName),
    comparison: "at-or-above",
    threshold: Math.floor(0.75 * seconds(queue.retention)),
    period: "5 minutes",
    datapoints: 3,
    missingData: "notBreaching",
  };
}

/** One is enough: there are two weeks to look at it, and if all work fails, that pages by itself. */
function letters({ queue, deadLetterQueueName }: WatchQueueProps): AlarmRow {
  return {
    ...TICKET,
    id: "DeadLetters",
    name: ["queue", queue.name, "dead-letters"],
    description: `Messages of ${queue.name} have been given up after ${queue.maxReceives} tries.`,
    reason: "What somebody asked for was not done. Mend the cause and send them again; they are deleted after 14 days.",
    metric: deadLetters(deadLetterQueueName),
    comparison: "above",
    threshold: 0,
    period: "5 minutes",
    datapoints: 1,
  };
}

function inFlight({ queue, queueName }: WatchQueueProps): AlarmRow {
  return {
    ...TICKET,
    id: "InFlight",
    name: ["queue", queue.name, "in-flight"],
    description: `${MOST_IN_FLIGHT * 0.8} messages of ${queue.name} are being worked on, of ${MOST_IN_FLIGHT} that may be.`,
    reason: "At the limit SQS gives no more, and all wait. Most likely messages are not deleted when they are done.",
    metric: queueMetric("inFlight", queueName),
    comparison: "at-or-above",
    threshold: MOST_IN_FLIGHT * 0.8,
    datapointsToAlarm: 10,
  };
}

function signalsOf({ queueName, deadLetterQueueName }: WatchQueueProps, rows: readonly AlarmRow[]): readonly Signal[] {
  const metric = (name: Parameters<typeof queueMetric>[0]) => queueMetric(name, queueName);
  return [
    { signal: "latency", title: "Age of the oldest message", metrics: [oldestMessage(queueName)], limits: limitsOf(rows, "Expiring") },
    { signal: "traffic", title: "Messages", metrics: [metric("sent"), metric("received"), metric("deleted")] },
    { signal: "traffic", title: "Asked in vain", metrics: [metric("emptyReceives")] },
    { signal: "errors", title: "Share not done", metrics: [failedShare(queueName)], limits: limitsOf(rows, "Failing") },
    { signal: "errors", title: "Dead letters", metrics: [deadLetters(deadLetterQueueName)], limits: limitsOf(rows, "DeadLetters") },
    { signal: "saturation", title: "Waiting messages", metrics: [visibleMessages(queueName), metric("delayed")] },
    { signal: "saturation", title: "Messages being worked on", metrics: [metric("inFlight")], limits: limitsOf(rows, "InFlight") },
  ];
}
