import { LIMITS } from "../../aws/limits";
import type { ServiceSettings } from "../../constructs/compute/service/model";
import type { Settings } from "../settings/settings";
import type { WorkerSettings } from "../../constructs/compute/worker/model";
import type { MetricSettings } from "../../constructs/compute/workload-model";
import { countRegularExpressions, patternProblem } from "../../aws/filter-patterns";
import { seconds } from "../../language/units";
import { type Rule, type Subject, forEach, workloads } from "./rule";

/**
 * Quotas: metric filters per log group, regular expressions per pattern, regular expressions in all patterns of a log group
 * (https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutMetricFilter.html).
 */
const MOST_FILTERS = LIMITS["logs.metric-filters"].value;
const MOST_EXPRESSIONS = 2;
const MOST_EXPRESSIONS_OF_ALL = 5;

/** Metric filters that are reserved for Terrace, for example for the error rate. */
const OWN_FILTERS = 10;

/** Rules about custom metrics. */
export const metricRules: readonly Rule[] = [
  forEach("metric.filters", workloads, function* ({ path, value: { metrics } }) {
    const count = Object.keys(metrics).length;
    if (count <= MOST_FILTERS - OWN_FILTERS) return;
    yield {
      path: [...path, "metrics"],
      problem: `has ${count} metrics`,
      received: Object.keys(metrics),
      allowed: `at most ${MOST_FILTERS - OWN_FILTERS}: a log group can have ${MOST_FILTERS} metric filters, and Terrace reserves ${OWN_FILTERS}`,
      fix: "Remove some, or log them in the CloudWatch embedded metric format.",
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
      fix: "For example: `pattern: '{ $.event = \"upload\" && $.bytes > 0 }'`.",
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
        fix: "Compare with strings, in which * matches anything.",
      };
    }
    const all = counts.reduce((sum, [, count]) => sum + count, 0);
    if (all <= MOST_EXPRESSIONS_OF_ALL) return;
    yield {
      path: [...path, "metrics"],
      problem: `has ${all} regular expressions in its patterns`,
      received: counts.filter(([, count]) => count > 0).map(([name]) => name),
      allowed: `at most ${MOST_EXPRESSIONS_OF_ALL} in all patterns of one log group`,
      fix: "Compare with strings, in which * matches anything.",
    };
  }),
  forEach("metric.bound", everyMetric, function* ({ path, value: { alarm } }) {
    if (alarm === undefined || (alarm.above === undefined) !== (alarm.below === undefined)) return;
    const { above, below } = alarm;
    yield {
      path: [...path, "alarm"],
      problem: above === undefined ? "has neither `above` nor `below`" : "has both `above` and `below`",
      received: above === undefined ? undefined : { above, below },
      allowed: "one threshold: `above` or `below`",
      fix: above === undefined ? "Add it, for example `above: 5`." : "Remove one of them, or define two metrics.",
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
      problem: "can never be reached, because the metric counts lines",
      received: alarm.below,
      allowed: "a number above 0 if `value` is not set",
      fix: "For example: `below: 1`.",
      reads: [[...path, "value"]],
    };
  }),
  forEach("metric.minutes", everyMetric, function* ({ path, value: { alarm } }) {
    if (alarm === undefined || seconds(alarm.for) % 60 === 0) return;
    yield {
      path: [...path, "alarm", "for"],
      problem: "is not in whole minutes",
      received: alarm.for,
      allowed: "whole minutes: CloudWatch evaluates the metrics of a log once a minute",
      fix: `Set \`for: "${Math.ceil(seconds(alarm.for) / 60)} minutes"\`.`,
    };
  }),
  forEach("metric.runbook", everyMetric, function* ({ path, name, value: { alarm } }) {
    if (alarm?.severity !== "page" || alarm.runbook !== undefined) return;
    yield {
      path: [...path, "alarm", "runbook"],
      problem: "is missing, but every alarm that pages requires a runbook",
      received: undefined,
      allowed: "the name of a file in the folder of runbooks, without .md",
      fix: `Write the runbook and set \`runbook: "${name}"\`, or set \`severity: "ticket"\`.`,
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
