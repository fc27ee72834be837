import { type Rule, entriesOf, forEach } from "../../language/rule";
import { oneOf } from "../../language/nearest";
import { seconds } from "../../language/units";
import { type QueueNeeds, type QueueSettings, consumersOf, longestWork } from "./model";

/** The part of an environment that queue rules read. */
type Environment = QueueNeeds & { readonly queues: Readonly<Record<string, QueueSettings>> };

const queues = (environment: Environment) => entriesOf(environment, "queues");

/** Rules about queues. */
export const queueRules: readonly Rule<Environment>[] = [
  forEach("queue.visibility", queues, function* ({ name, path, value: { visibility }, settings }) {
    const work = longestWork(settings, name);
    if (work === 0 || seconds(visibility) > work) return;
    const consumers = (consumersOf(settings.workers).get(name) ?? []).map(({ worker }) => worker);
    yield {
      path: [...path, "visibility"],
      problem: "is not longer than its worker can hold a message, so a second worker would receive the message too",
      received: visibility,
      allowed: `more than ${work} seconds: \`secondsPerMessage\` and \`stopTimeout\` of ${oneOf(consumers).replace(/ or ([^ ]+)$/, " and $1")}`,
      fix: `Write \`visibility: "${(Math.floor(work / 30) + 1) * 30} seconds"\` or remove it, or reduce the worker's \`stopTimeout\`.`,
      reads: consumers.flatMap((worker) => ["scale", "stopTimeout", "consumes"].map((field) => ["workers", worker, field])),
    };
  }),
  forEach("queue.retention", queues, function* ({ path, value: { visibility, retention, maxReceives } }) {
    const least = seconds(visibility) * maxReceives;
    if (seconds(retention) > least) return;
    yield {
      path: [...path, "retention"],
      problem: `is shorter than the time after which a failing message reaches the dead-letter queue: ${maxReceives} times ${visibility}`,
      received: retention,
      allowed: `more than ${least} seconds, which is \`maxReceives\` × \`visibility\``,
      fix: "Increase `retention`, or reduce `maxReceives` or `visibility`.",
      reads: [
        [...path, "visibility"],
        [...path, "maxReceives"],
      ],
    };
  }),
];
