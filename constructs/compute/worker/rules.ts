import { oncePer } from "../../../language/collections";
import { didYouMean, oneOf } from "../../../language/nearest";
import { NAMES } from "../../../language/parse";
import { seconds } from "../../../language/units";
import { type Rule, entriesOf, forEach } from "../../../language/rule";
import type { WorkerSettings } from "./model";

/** The fields that worker rules read. */
export interface Environment {
  readonly workers: Readonly<Record<string, WorkerSettings>>;
  readonly queues: Readonly<Record<string, unknown>>;
}

const workers = (environment: Environment) => entriesOf(environment, "workers");

const queueNames = oncePer((queues: Environment["queues"]) => Object.keys(queues).sort());

/** Rules for workers and the queues that they consume. */
export const workerRules: readonly Rule<Environment>[] = [
  forEach("worker.consumes", workers, function* ({ path, value: { consumes }, settings: { queues } }) {
    if (Object.hasOwn(queues, consumes)) return;
    const names = queueNames(queues);
    yield {
      path: [...path, "consumes"],
      problem: "is not a queue",
      received: consumes,
      allowed: oneOf(names),
      fix: didYouMean(consumes, names, "Add it to `queues`, for example `" + consumes + ": {}`."),
      reads: [["queues", NAMES]],
    };
  }),
  {
    ...forEach("worker.latency", workers, function* ({ path, value: { scale } }) {
      if (seconds(scale.acceptableLatency) >= scale.secondsPerMessage) return;
      yield {
        path: [...path, "scale", "acceptableLatency"],
        problem: "is shorter than the processing time of one message, so that no number of tasks can meet it",
        received: scale.acceptableLatency,
        allowed: `at least \`secondsPerMessage\`, which is ${scale.secondsPerMessage}`,
        fix: "Increase `acceptableLatency`, or split the messages.",
        reads: [[...path, "scale", "secondsPerMessage"]],
      };
    }),
    warning: true,
  },
];
