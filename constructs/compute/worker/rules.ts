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
    if (consumes === undefined || Object.hasOwn(queues, consumes)) return;
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
  forEach("worker.queue-scale", workers, function* ({ path, value: { consumes, scale } }) {
    if (consumes !== undefined) return;
    for (const field of ["acceptableLatency", "secondsPerMessage"] as const) {
      if (scale[field] === undefined) continue;
      yield {
        path: [...path, "scale", field],
        problem: "is about messages, but the worker has no queue",
        received: scale[field],
        allowed: "no value, or a worker with `consumes`",
        fix: "Remove it and scale on `cpu`, `memory` or `metric`, or set `consumes`.",
        reads: [[...path, "consumes"]],
      };
    }
  }),
  forEach("worker.metric", workers, function* ({ path, value: { metrics, scale } }) {
    const { metric, perTask } = scale;
    if (metric === undefined && perTask === undefined) return;
    if (metric === undefined || perTask === undefined) {
      yield {
        path: [...path, "scale", metric === undefined ? "metric" : "perTask"],
        problem: "is missing: a worker scales on the value of a metric for each task",
        received: undefined,
        allowed: "both `metric` and `perTask`, or neither",
        fix: metric === undefined ? "Set `metric` to a name in `metrics`." : "For example `perTask: 100`.",
      };
    }
    if (metric === undefined || Object.hasOwn(metrics, metric)) return;
    const names = Object.keys(metrics).sort();
    yield {
      path: [...path, "scale", "metric"],
      problem: "is not a metric of the worker",
      received: metric,
      allowed: oneOf(names),
      fix: didYouMean(metric, names, "Add it to `metrics` of the worker."),
      reads: [[...path, "metrics"]],
    };
  }),
  {
    ...forEach("worker.scale-to-zero", workers, function* ({ path, value: { consumes, scale } }) {
      if (consumes !== undefined || scale.min > 0 || Object.values(scale.schedules).some(({ min }) => min > 0)) return;
      yield {
        path: [...path, "scale", "min"],
        problem: "is 0: a worker without a queue has no metrics while no task runs, so that one that has reached 0 never returns",
        received: scale.min,
        allowed: "at least 1, or 0 with a schedule whose `min` is at least 1",
        fix: "Set `min: 1`, or add `schedules` that start the worker again.",
        reads: [
          [...path, "scale", "schedules"],
          [...path, "consumes"],
        ],
      };
    }),
    warning: true,
  },
  {
    ...forEach("worker.latency", workers, function* ({ path, value: { scale } }) {
      if (scale.acceptableLatency === undefined || scale.secondsPerMessage === undefined) return;
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
