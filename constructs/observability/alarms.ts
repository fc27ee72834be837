import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";
import { type Duration, seconds } from "../../config/units";
import { nameIn, placementOf } from "../core/placement";
import type { Metric } from "./metric";
import { isMath, type MetricMath } from "./metric-math";

/** One alarm as a row: what it watches, from where on it is wrong, and what that means. */
export interface AlarmRow {
  /** PascalCase role, unique in its scope, for example `ReplicaLag`. */
  readonly id: string;
  /** Parts of its name behind the environment and region, for example `["main", "replica-1", "lag"]`. */
  readonly name: readonly string[];
  /** What happened, for the engineer who is woken by it. */
  readonly description: string;
  /** Route 53 follows a plain metric only. */
  readonly metric: Metric | MetricMath;
  readonly comparison: "above" | "at-or-above" | "below" | "at-or-below";
  readonly threshold: number;
  /** Length of one datapoint; 60 seconds at least where Route 53 follows the alarm. */
  readonly period: Duration;
  /** Datapoints in a row that must be wrong. */
  readonly datapoints: number;
  /** What no data means: `breaching` for a heartbeat, `notBreaching` for a count that exists only when it is not zero. */
  readonly missingData: "breaching" | "notBreaching" | "ignore" | "missing";
}

const OPERATORS = {
  above: "GreaterThanThreshold",
  "at-or-above": "GreaterThanOrEqualToThreshold",
  below: "LessThanThreshold",
  "at-or-below": "LessThanOrEqualToThreshold",
} as const;

/** The alarms of one thing, made from rows by one loop. */
export class Alarms<Id extends string = string> extends Construct {
  private readonly alarms = new Map<string, CloudwatchMetricAlarm>();

  public constructor(scope: Construct, id: string, rows: readonly (AlarmRow & { readonly id: Id })[]) {
    super(scope, id);
    for (const row of rows) this.alarms.set(row.id, this.create(row));
  }

  /** The alarm of a row. */
  public alarm(id: Id): CloudwatchMetricAlarm {
    const alarm = this.alarms.get(id);
    if (!alarm) throw new Error(`"${this.node.path}" has no alarm "${id}"; it has ${[...this.alarms.keys()].join(", ")}`);
    return alarm;
  }

  private create(row: AlarmRow): CloudwatchMetricAlarm {
    assertWindow(row);
    return new CloudwatchMetricAlarm(this, row.id, {
      alarmName: nameIn(this, "alarm", placementOf(this).region, ...row.name),
      alarmDescription: row.description,
      ...(isMath(row.metric) ? mathArguments(row.metric, seconds(row.period)) : metricArguments(row.metric, seconds(row.period))),
      comparisonOperator: OPERATORS[row.comparison],
      threshold: row.threshold,
      evaluationPeriods: row.datapoints,
      datapointsToAlarm: row.datapoints,
      treatMissingData: row.missingData,
    });
  }
}

function metricArguments(metric: Metric, period: number) {
  return {
    namespace: metric.namespace,
    metricName: metric.name,
    dimensions: { ...metric.dimensions },
    statistic: metric.statistic,
    period,
  };
}

/** One period for all metrics, and exactly one result: what CloudWatch demands of metric math in an alarm. */
function mathArguments(math: MetricMath, period: number) {
  return {
    metricQuery: [
      { id: "result", expression: math.expression, label: math.label, returnData: true },
      ...Object.entries(math.metrics).map(([id, metric]) => ({
        id,
        metric: {
          namespace: metric.namespace,
          metricName: metric.name,
          dimensions: { ...metric.dimensions },
          stat: metric.statistic,
          period,
        },
        returnData: false,
      })),
    ],
  };
}

/**
 * AWS looks back a day at most, or a week when a datapoint is an hour or longer.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
function assertWindow(row: AlarmRow): void {
  const period = seconds(row.period);
  const limit = period >= 3_600 ? 604_800 : 86_400;
  const window = period * row.datapoints;
  if (window > limit)
    throw new RangeError(
      `alarm "${row.name.join("-")}" looks back ${window} s; CloudWatch allows ${limit} s: shorten the period or take fewer datapoints`,
    );
}
