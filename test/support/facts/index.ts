import type { Metric } from "../../../constructs/watching/metric";
import { isMath, type MetricMath } from "../../../constructs/watching/metric-math";
import { EVENT_METRIC_NAMES, EVENT_NAMESPACE } from "../../../constructs/compute/metrics/ecs-events";
import { APPLICATION_ELB_FACTS } from "./application-elb";
import { CLOUDFRONT_FACTS } from "./cloudfront";
import { DYNAMODB_FACTS } from "./dynamodb";
import { ECS_FACTS } from "./ecs";
import { ELASTICACHE_FACTS } from "./elasticache";
import type { MetricFact } from "./metric-fact";
import { NAT_FACTS } from "./nat";
import { NETWORK_ELB_FACTS } from "./network-elb";
import { RDS_FACTS } from "./rds";
import { ROUTE53_FACTS } from "./route53";
import { SQS_FACTS } from "./sqs";
import { WAF_FACTS } from "./waf";

/** All AWS metrics that Terrace reads. */
export const FACTS: readonly MetricFact[] = [
  ...CLOUDFRONT_FACTS,
  ...WAF_FACTS,
  ...ROUTE53_FACTS,
  ...APPLICATION_ELB_FACTS,
  ...NETWORK_ELB_FACTS,
  ...ECS_FACTS,
  ...SQS_FACTS,
  ...RDS_FACTS,
  ...ELASTICACHE_FACTS,
  ...DYNAMODB_FACTS,
  ...NAT_FACTS,
];

/**
 * The reasons why a metric, or a metric of its expression, is not published as requested; empty if it is. CloudWatch accepts an alarm on a
 * metric without data: the alarm then never fires, or fires permanently.
 *
 * @example whyNotPublished({ ...cpu, name: "CPUUsage" }) // ["AWS/ECS publishes no CPUUsage; it publishes CPUUtilization, MemoryUtilization"]
 */
export function whyNotPublished(metric: Metric | MetricMath): readonly string[] {
  return isMath(metric) ? Object.values(metric.metrics).flatMap(reasons) : reasons(metric);
}

function reasons(metric: Metric): readonly string[] {
  const known = factsOf(metric.namespace);
  const fact = known.find(({ name }) => name === metric.name);
  if (fact) return [wrongDimensions, wrongStatistic, wrongUnit, wrongRegion].flatMap((check) => check(metric, fact) ?? []);
  if (known.length > 0)
    return [`${metric.namespace} publishes no ${metric.name}; it publishes ${known.map(({ name }) => name).join(", ")}`];
  return [`unknown namespace ${metric.namespace}; known: ${[...new Set(FACTS.map((fact) => fact.namespace))].join(", ")}`];
}

function factsOf(namespace: string): readonly MetricFact[] {
  return namespace.startsWith(`${EVENT_NAMESPACE}/`) ? eventFacts(namespace) : FACTS.filter((fact) => fact.namespace === namespace);
}

/** Metrics that Terrace's metric filters publish from the log of ECS events. */
function eventFacts(namespace: string): readonly MetricFact[] {
  const common = { namespace, dimensions: [[]], statistics: ["Sum"], unit: "Count", period: "1 minute", silentWhenZero: true } as const;
  return EVENT_METRIC_NAMES.map((name) => ({ ...common, name }));
}

type Check = (metric: Metric, fact: MetricFact) => string | undefined;

/** CloudWatch does not aggregate over dimensions: each set of dimensions is a separate metric. */
const wrongDimensions: Check = ({ name, dimensions }, fact) => {
  const wanted = listed(Object.keys(dimensions));
  const sets = fact.dimensions.map(listed);
  return sets.includes(wanted) ? undefined : `${name} is not published by ${wanted}; valid: by ${sets.join(" or by ")}`;
};

const wrongStatistic: Check = ({ name, statistic }, { statistics }) => {
  const kind = /^(p\d|PR\()/.test(statistic) ? "percentile" : statistic;
  return statistics.includes(kind) ? undefined : `${statistic} is not a valid statistic of ${name}; valid: ${statistics.join(", ")}`;
};

const wrongUnit: Check = ({ name, statistic, unit }, fact) => {
  const wanted = unitOf(statistic, fact);
  return wanted === unit ? undefined : `the unit of ${name} is ${wanted ?? "none"}, not ${unit ?? "none"}`;
};

/** The unit of a statistic: `SampleCount` is a count and a percentile rank is a percentage, regardless of the metric's unit. */
function unitOf(statistic: string, { unit }: MetricFact): Metric["unit"] {
  if (statistic === "SampleCount") return "Count";
  return statistic.startsWith("PR(") ? "Percent" : unit;
}

const wrongRegion: Check = ({ name, region }, fact) => {
  if (fact.region === region) return undefined;
  const where = (place: string | undefined) => place ?? "the region of its resource";
  return `${name} is published in ${where(fact.region)}, not in ${where(region)}`;
};

function listed(dimensions: readonly string[]): string {
  return dimensions.length === 0 ? "nothing" : [...dimensions].sort().join(", ");
}
