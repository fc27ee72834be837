import type { Queue } from "./model";
import { type Duration, seconds } from "../../language/units";
import type { AlarmRow } from "../watching/alarm-row";
import { deadLetters, failedShare, oldestMessage, queueMetric, visibleMessages } from "./metrics";
import { type Place, requirePart } from "../watching/place";
import type { Tier } from "../watching/tier";
import type { Signal, Watch } from "../watching/watch";
import { limitsOf } from "../watching/limits";
import { TICKET } from "../watching/rows";

/** Tier of the queue watches. */
export const QUEUE_TIERS = [{ tier: "queue", title: "Queues", rank: 60 }] as const satisfies readonly Tier[];

/** A queue of a region, with the names that CloudWatch uses. */
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
 * Maximum messages in flight of both queue types; FIFO queues once had 20,000, which many pages still state. At the limit SQS delivers no
 * more messages, and long polling returns no error.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-fifo.html
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html
 */
const MOST_IN_FLIGHT = 120_000;

/**
 * Alarms and graphs of a queue in one region. Pages: failing work, and messages that are about to expire. The worker has the alarm on
 * waiting messages, since it has the maximum age.
 *
 * Empty receives have a graph but no alarm: with long polling they cost almost nothing.
 *
 * Cost drivers: alarms, billed by the metrics that they read, 5 in total.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 */
export function watchQueue(props: WatchQueueProps): Watch {
  const alarms = [failing(props), expiring(props), letters(props), inFlight(props)];
  return { tier: "queue", name: props.queue.name, alarms, signals: signalsOf(props, alarms) };
}

/**
 * Period of the failure rate: two visibility timeouts, since a received message can be finished that much later, rounded up to minutes; at
 * least 15 minutes, so that there are enough messages. A visibility timeout is at most 12 hours, so the period is at most a day.
 */
export function failurePeriod({ visibility }: Pick<Queue, "visibility">): Duration {
  return `${Math.max(15, Math.ceil((2 * seconds(visibility)) / 60))} minutes`;
}

/**
 * A failure rate of 50%: a few failing messages go to the dead-letter queue, but this many point to the worker or one of its dependencies.
 */
function failing({ queue, queueName }: WatchQueueProps): AlarmRow {
  const period = failurePeriod(queue);
  return {
    id: "Failing",
    level: "basic",
    name: ["queue", queue.name, "failing"],
    severity: "page",
    runbook: "queue-failing",
    description: `At least half of the messages received from ${queue.name} failed over ${period}.`,
    reason: "User requests fail, and SQS moves their messages to the dead-letter queue after a few receives.",
    metric: failedShare(queueName),
    comparison: "at-or-above",
    threshold: 50,
    period,
    datapoints: 1,
    missingData: "notBreaching",
  };
}

/** 75% of the retention period: with four days one day is left, which is shorter than a weekend, so a ticket would be too late. */
function expiring({ queue, queueName }: WatchQueueProps): AlarmRow {
  return {
    id: "Expiring",
    level: "basic",
    name: ["queue", queue.name, "expiring"],
    severity: "page",
    runbook: "queue-expiring",
    description: `The oldest message in ${queue.name} has waited for 75% of ${queue.retention}, after which SQS deletes it.`,
    reason: "User requests are about to be lost permanently; expired messages do not go to the dead-letter queue.",
    metric: oldestMessage(queueName),
    comparison: "at-or-above",
    threshold: Math.floor(0.75 * seconds(queue.retention)),
    period: "5 minutes",
    datapoints: 3,
    missingData: "notBreaching",
  };
}

/** A single message opens the ticket: it is retained for two weeks, and another alarm pages if most work fails. */
function letters({ queue, deadLetterQueueName }: WatchQueueProps): AlarmRow {
  return {
    ...TICKET,
    id: "DeadLetters",
    level: "basic",
    name: ["queue", queue.name, "dead-letters"],
    description: `The dead-letter queue of ${queue.name} contains messages that failed ${queue.maxReceives} times.`,
    reason: "User requests were not processed. Fix the cause and redrive the messages; SQS deletes them after 14 days.",
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
    level: "standard",
    name: ["queue", queue.name, "in-flight"],
    description: `${MOST_IN_FLIGHT * 0.8} messages of ${queue.name} are in flight; the limit is ${MOST_IN_FLIGHT}.`,
    reason: "At the limit SQS delivers no more messages. Most likely the worker does not delete processed messages.",
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
    { signal: "traffic", title: "Empty receives", metrics: [metric("emptyReceives")] },
    { signal: "errors", title: "Failed messages", metrics: [failedShare(queueName)], limits: limitsOf(rows, "Failing") },
    { signal: "errors", title: "Messages in the DLQ", metrics: [deadLetters(deadLetterQueueName)], limits: limitsOf(rows, "DeadLetters") },
    { signal: "saturation", title: "Waiting messages", metrics: [visibleMessages(queueName), metric("delayed")] },
    { signal: "saturation", title: "Messages in flight", metrics: [metric("inFlight")], limits: limitsOf(rows, "InFlight") },
  ];
}
