import type { ServiceSettings } from "../../constructs/compute/service/model";
import type { Settings } from "../settings/settings";
import type { WorkerSettings } from "../../constructs/compute/worker/model";
import type { MetricSettings } from "../../constructs/compute/workload-model";
import { countRegularExpressions, patternProblem } from "../../aws/filter-patterns";
import { seconds } from "../../language/units";
import { type Rule, type Subject, forEach, workloads } from "./rule";

/**
 * Metric filters of a log group, regular expressions in one pattern, and in all patterns of a log group
 * (https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html).
 */
const MOST_FILTERS = 100;
const MOST_EXPRESSIONS = 2;
const MOST_EXPRESSIONS_OF_ALL = 5;

/** Metric filters that Terrace itself may make on the log of a workload, as for its rate of errors. */
const OWN_FILTERS = 10;

/** Rules about figures of the business. */
export const metricRules: readonly Rule[] = [
  forEach("metric.filters", workloads, function* ({ path, value: { metrics } }) {
    const count = Object.keys(metrics).length;
    if (count <= MOST_FILTERS - OWN_FILTERS) return;
    yield {
      path: [...path, "metrics"],
      problem: `has ${count} metrics`,
      received: Object.keys(metrics),
      allowed: `at most ${MOST_FILTERS - OWN_FILTERS}: a log group has ${MOST_FILTERS} metric filters, and Terrace keeps ${OWN_FILTERS} for its own`,
      fix: "Remove some, or log them in CloudWatch's embedded metric format.",
    };
  }),
  forEach("metric.pattern", everyMetric, function* ({ path, value: { pattern } }) {
    const problem = patternProblem(pattern);
    if (problem === undefined) return;
    yield {
      path: [...path, "pattern"],
      problem,
      received: pattern,
      allowed: 'conditions such as $.event = "upload" or $.bytes > 0, with && and || between them',
      fix: "Write for example `pattern: '{ $.event = \"upload\" && $.bytes > 0 }'`.",
    };
  }),
  forEach("metric.expressions", workloads, function* ({ path, value: { metrics } }) {
    const counts = Object.entries(metrics).map(([name, { pattern }]) => [name, countRegularExpressions(pattern)] as const);
    for (const [name, count] of counts) {
      if (count <= MOST_EXPRESSIONS) continue;
      yield {
        path: [...path, "metrics", name, "pattern"],
        problem: `has ${count} regular expressions`,
        received: metrics[name]?.pattern,
        allowed: `at most ${MOST_EXPRESSIONS} in one pattern`,
        fix: "Compare with texts, in which * stands for anything.",
      };
    }
    const all = counts.reduce((sum, [, count]) => sum + count, 0);
    if (all <= MOST_EXPRESSIONS_OF_ALL) return;
    yield {
      path: [...path, "metrics"],
      problem: `has ${all} regular expressions in its patterns`,
      received: counts.filter(([, count]) => count > 0).map(([name]) => name),
      allowed: `at most ${MOST_EXPRESSIONS_OF_ALL} in all patterns of one log`,
      fix: "Compare with texts, in which * stands for anything.",
    };
  }),
  forEach("metric.bound", everyMetric, function* ({ path, value: { alarm } }) {
    if (alarm === undefined || (alarm.above === undefined) !== (alarm.below === undefined)) return;
    const { above, below } = alarm;
    yield {
      path: [...path, "alarm"],
      problem: above === undefined ? "has neither `above` nor `below`" : "has both `above` and `below`",
      received: above === undefined ? undefined : { above, below },
      allowed: "one bound: `above` or `below`",
      fix: above === undefined ? "Add for example `above: 5`." : "Remove one of them, or make two metrics.",
      reads: [
        [...path, "alarm", "above"],
        [...path, "alarm", "below"],
      ],
    };
  }),
  forEach("metric.never", everyMetric, function* ({ path, value: { alarm, value } }) {
    if (alarm?.below === undefined || value !== undefined || alarm.below > 0) return;
    yield {
      path: [...path, "alarm", "below"],
      problem: "is never reached, since lines are counted",
      received: alarm.below,
      allowed: "a number above 0 without a `value`",
      fix: "Write for example `below: 1`.",
      reads: [[...path, "value"]],
    };
  }),
  forEach("metric.minutes", everyMetric, function* ({ path, value: { alarm } }) {
    if (alarm === undefined || seconds(alarm.for) % 60 === 0) return;
    yield {
      path: [...path, "alarm", "for"],
      problem: "is not a whole number of minutes",
      received: alarm.for,
      allowed: "whole minutes: CloudWatch looks at a log's figures once a minute",
      fix: `Write \`for: "${Math.ceil(seconds(alarm.for) / 60)} minutes"\`.`,
    };
  }),
  forEach("metric.runbook", everyMetric, function* ({ path, name, value: { alarm } }) {
    if (alarm?.severity !== "page" || alarm.runbook !== undefined) return;
    yield {
      path: [...path, "alarm", "runbook"],
      problem: "is missing, and nobody should be woken without being told what to do",
      received: undefined,
      allowed: "the name of a file in the folder of the runbooks, without .md",
      fix: `Write the runbook, and \`runbook: "${name}"\`; or make it a ticket.`,
      reads: [[...path, "alarm", "severity"]],
    };
  }),
];

/** The metrics of all services and workers. */
function everyMetric(settings: Settings): Subject<MetricSettings>[] {
  return workloads(settings).flatMap(({ path, value }: Subject<ServiceSettings | WorkerSettings>) =>
    Object.entries(value.metrics).map(([name, metric]) => ({ name, path: [...path, "metrics", name], value: metric, settings })),
  );
}
