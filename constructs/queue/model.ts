import { grouped, oncePer } from "../../language/collections";
import type { ReadOnly } from "../../language/read-only";
import { type Duration, seconds } from "../../language/units";
import type { KindAndParts } from "../kind";
import { SECONDS_PER_MESSAGE } from "../core/seconds-per-message";
import type { Variables } from "../core/variables";
import type { QueueEntry } from "./schema";

/** A queue with a value for every field. */
export type QueueSettings = Required<QueueEntry>;

/** The model of a queue. */
export interface Queue extends ReadOnly<QueueSettings> {
  readonly name: string;
}

/** The part of an environment that a queue depends on: its workers. */
export interface QueueNeeds {
  readonly workers: Readonly<
    Record<
      string,
      {
        readonly consumes?: string | undefined;
        readonly stopTimeout: Duration;
        readonly scale: { readonly secondsPerMessage?: number | undefined };
      }
    >
  >;
}

/** For example `EMAILS_QUEUE_URL`. */
export const queueVariables = { suffix: "QUEUE", parts: ["URL"] } as const satisfies Variables;

const LONGEST_VISIBILITY = seconds("12 hours");

/**
 * Maximum seconds for which the slowest worker of a queue can hold a message: its processing time plus the stop timeout in which a stopping
 * task finishes. The visibility timeout has to be longer, or a second worker receives the message too.
 */
export function longestWork({ workers }: QueueNeeds, queue: string): number {
  return (consumersOf(workers).get(queue) ?? []).reduce((longest, { work }) => Math.max(longest, work), 0);
}

/** Workers by queue, with the maximum seconds for which each can hold a message. */
export const consumersOf = oncePer((workers: QueueNeeds["workers"]) =>
  grouped(
    Object.entries(workers).flatMap(([worker, { consumes, scale, stopTimeout }]) => {
      if (consumes === undefined) return [];
      return [[consumes, { worker, work: (scale.secondsPerMessage ?? SECONDS_PER_MESSAGE) + seconds(stopTimeout) }] as const];
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
