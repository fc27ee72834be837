import { assertAlarmable } from "../../../../constructs/observability/alarm-rules";
import type { AlarmRow } from "../../../../constructs/observability/alarms";
import { alarmText } from "../../../../constructs/observability/alarm-text";
import { DYNAMODB_FACTS } from "../../../../constructs/observability/facts/dynamodb";
import { ELASTICACHE_FACTS } from "../../../../constructs/observability/facts/elasticache";
import { NAT_FACTS } from "../../../../constructs/observability/facts/nat";
import { RDS_FACTS } from "../../../../constructs/observability/facts/rds";
import type { Metric } from "../../../../constructs/observability/metric";
import { type MetricMath, isMath } from "../../../../constructs/observability/metric-math";
import type { Watch } from "../../../../constructs/observability/watch";
import type { Table } from "../../../../config/model";

const FACTS = [...RDS_FACTS, ...ELASTICACHE_FACTS, ...DYNAMODB_FACTS, ...NAT_FACTS];

/** One line for an alarm: who is told, when, of how many datapoints, what no data means, and the runbook. */
export function lineOf(row: AlarmRow): string {
  const { comparison, threshold, datapoints, datapointsToAlarm = datapoints, period, missingData } = row;
  const told = [row.severity, ...(row.runbook === undefined ? [] : [row.runbook])].join(" ");
  return `${row.id}: ${told}; ${comparison} ${String(threshold)}, ${datapointsToAlarm} of ${datapoints} × ${period}; no data: ${missingData}`;
}

export function linesOf({ alarms }: Watch): string[] {
  return alarms.map(lineOf);
}

/** What is wrong with a watch, for nothing: metrics that AWS does not publish, alarms that it refuses, names that are not unique. */
export function faultsOf({ alarms, signals }: Watch): string[] {
  return [
    ...metricsOf(alarms.map(({ metric }) => metric)).flatMap(faultOf),
    ...metricsOf(signals.flatMap(({ metrics }) => metrics)).flatMap(faultOf),
    ...alarms.flatMap(refusals),
    ...alarms.flatMap(({ metric }) => unknownNames(metric)),
    ...twice(alarms.map(({ id }) => id)),
    ...twice(alarms.map(({ name }) => name.join("-"))),
  ];
}

function metricsOf(values: readonly (Metric | MetricMath)[]): Metric[] {
  return values.flatMap((value) => (isMath(value) ? Object.values(value.metrics) : [value]));
}

/** Why AWS does not publish a metric so, or nothing. */
export function faultOf({ namespace, name, dimensions, statistic, unit, region }: Metric): string[] {
  const fact = FACTS.find((candidate) => candidate.namespace === namespace && candidate.name === name);
  if (!fact) return [`${namespace} publishes no ${name}`];
  const keys = Object.keys(dimensions).sort().join(", ");
  const kind = statistic.startsWith("p") ? "percentile" : statistic;
  return [
    ...(fact.dimensions.some((set) => [...set].sort().join(", ") === keys) ? [] : [`${name} does not come by ${keys}`]),
    ...(fact.statistics.includes(kind) ? [] : [`${statistic} of ${name} means nothing`]),
    ...(fact.unit === unit ? [] : [`${name} comes in ${String(fact.unit)}, not ${String(unit)}`]),
    ...(fact.region === region ? [] : [`${name} is published in ${String(fact.region)}`]),
  ];
}

function refusals(row: AlarmRow): string[] {
  try {
    assertAlarmable(row, "us-east-1");
    alarmText(row, "docs/runbooks");
    return [];
  } catch (error) {
    return [String(error)];
  }
}

/** Names in an expression that are no metric of it, no function and no operator: CloudWatch would refuse the alarm. */
function unknownNames(metric: Metric | MetricMath): string[] {
  if (!isMath(metric)) return [];
  const names: readonly string[] = metric.expression.match(/[a-z]\w*/gi) ?? [];
  const unknown = names.filter((name) => !(name in metric.metrics) && !/^(IF|FILL|RATE|MIN|MAX|SUM|PERIOD)$/.test(name));
  const unread = Object.keys(metric.metrics).filter((name) => !names.includes(name));
  return [...unknown, ...unread].map((name) => `${name} in ${metric.expression}`);
}

function twice(values: readonly string[]): string[] {
  return values.filter((value, index) => values.indexOf(value) !== index).map((value) => `${value} is there twice`);
}

/** A provisioned table with an index and two copies. */
export const TABLE: Table = {
  name: "likes",
  key: { partition: { name: "photo", type: "string" } },
  indexes: [{ name: "by_user", key: { partition: { name: "user", type: "string" } }, projection: "all" }],
  capacity: { mode: "provisioned", read: { min: 10, max: 1_000 }, write: { min: 5, max: 200 }, utilization: 70 },
  stream: "none",
  pointInTimeRecovery: true,
  regions: ["us-east-1", "eu-west-1"],
};
