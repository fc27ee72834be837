import { grouped, oncePer } from "../../language/collections";
import type { ReadOnly } from "../../language/read-only";
import { type Duration, seconds } from "../../language/units";
import type { KindAndParts } from "../kind";
import type { Variables } from "../core/variables";
import type { QueueEntry } from "./schema";

/** A queue with every field decided. */
export type QueueSettings = Required<QueueEntry>;

/** A queue as it is built. */
export interface Queue extends ReadOnly<QueueSettings> {
  readonly name: string;
}

/** What a queue has to know of the workers that consume it. */
export interface QueueNeeds {
  readonly workers: Readonly<
    Record<string, { readonly consumes: string; readonly stopTimeout: Duration; readonly scale: { readonly secondsPerMessage: number } }>
  >;
}

/** For example `EMAILS_QUEUE_URL`. */
export const queueVariables = { suffix: "QUEUE", parts: ["URL"] } as const satisfies Variables;

const LONGEST_VISIBILITY = seconds("12 hours");

/**
 * How long the slowest worker of a queue may have a message: its work, and the stop timeout in which a task that is ended finishes it.
 * The queue has to hide the message for longer than that, or a second worker gets it too.
 */
export function longestWork({ workers }: QueueNeeds, queue: string): number {
  return (consumersOf(workers).get(queue) ?? []).reduce((longest, { work }) => Math.max(longest, work), 0);
}

/** Workers by the queue that they consume, with how long each may have a message. */
export const consumersOf = oncePer((workers: QueueNeeds["workers"]) =>
  grouped(
    Object.entries(workers).map(([worker, { consumes, scale, stopTimeout }]) => {
      return [consumes, { worker, work: scale.secondsPerMessage + seconds(stopTimeout) }] as const;
    }),
  ),
);

export function queueSettings(queue: QueueEntry, { name, environment }: { name: string; environment: QueueNeeds }): QueueSettings {
  const work = longestWork(environment, name);
  return { ...queue, visibility: queue.visibility ?? `${Math.min((Math.floor(work / 30) + 1) * 30, LONGEST_VISIBILITY)} seconds` };
}

export function queueModel(settings: QueueSettings, { name }: { name: string }): Queue {
  return { name, ...settings };
}

/** The queue and its dead-letter queue. */
export function queueNames({ type }: QueueSettings, { name }: { name: string }): readonly KindAndParts[] {
  return [name, `${name}-dead-letters`].map((part) => ["queue", type === "fifo" ? `${part}.fifo` : part]);
}
