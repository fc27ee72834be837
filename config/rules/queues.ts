import { longestWork } from "../defaults";
import { didYouMean, oneOf } from "../../language/nearest";
import { NAMES } from "../parse";
import { seconds } from "../../language/units";
import { type Rule, entries, forEach } from "./rule";

/** Rules about queues and the workers that take messages from them. */
export const queueRules: readonly Rule[] = [
  forEach("worker.consumes", entries("workers"), function* ({ path, value: { consumes }, settings: { queues } }) {
    if (Object.hasOwn(queues, consumes)) return;
    const names = Object.keys(queues).sort();
    yield {
      path: [...path, "consumes"],
      problem: "is no queue",
      received: consumes,
      allowed: oneOf(names),
      mend: didYouMean(consumes, names, "Add it to `queues`, for example `" + consumes + ": {}`."),
      reads: [["queues", NAMES]],
    };
  }),
  forEach("queue.visibility", entries("queues"), function* ({ name, path, value: { visibility }, settings }) {
    const work = longestWork(settings, name);
    if (work === 0 || seconds(visibility) > work) return;
    const consumers = Object.entries(settings.workers).filter(([, { consumes }]) => consumes === name);
    yield {
      path: [...path, "visibility"],
      problem: "is not longer than its worker may have a message: a second worker would get it too",
      received: visibility,
      allowed: `more than ${work} seconds: \`secondsPerMessage\` and \`stopTimeout\` of ${consumers.map(([worker]) => worker).join(" and ")}`,
      mend: `Write \`visibility: "${(Math.floor(work / 30) + 1) * 30} seconds"\` or leave it out, or lower the worker's \`stopTimeout\`.`,
      reads: consumers.flatMap(([worker]) => ["scale", "stopTimeout", "consumes"].map((field) => ["workers", worker, field])),
    };
  }),
  forEach("queue.retention", entries("queues"), function* ({ path, value: { visibility, retention, maxReceives } }) {
    const least = seconds(visibility) * maxReceives;
    if (seconds(retention) > least) return;
    yield {
      path: [...path, "retention"],
      problem: `ends before a message that keeps failing reaches the dead-letter queue, after ${maxReceives} times ${visibility}`,
      received: retention,
      allowed: `more than ${least} seconds, which is \`maxReceives\` × \`visibility\``,
      mend: "Raise `retention`, or lower `maxReceives` or `visibility`.",
      reads: [
        [...path, "visibility"],
        [...path, "maxReceives"],
      ],
    };
  }),
  {
    ...forEach("worker.latency", entries("workers"), function* ({ path, value: { scale } }) {
      if (seconds(scale.acceptableLatency) >= scale.secondsPerMessage) return;
      yield {
        path: [...path, "scale", "acceptableLatency"],
        problem: "is shorter than the work on one message, so that no number of tasks keeps it",
        received: scale.acceptableLatency,
        allowed: `at least \`secondsPerMessage\`, which is ${scale.secondsPerMessage}`,
        mend: "Raise `acceptableLatency`, or make the messages smaller.",
        reads: [[...path, "scale", "secondsPerMessage"]],
      };
    }),
    warning: true,
  },
];
