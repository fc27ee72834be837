import type { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Route53HealthCheck } from "@cdktf/provider-aws/lib/route53-health-check";
import { Construct } from "constructs";
import { nameIn } from "../core/placement";

/**
 * What Route 53 needs of the alarm that it follows: one metric, an ordinary statistic, 60 seconds or longer, all datapoints. It reads the
 * alarm's data, not its state; metric math, M of N and percentiles are beyond it.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-creating-values.html
 */
export type FollowedAlarm = Pick<
  CloudwatchMetricAlarm,
  | "alarmName"
  | "comparisonOperatorInput"
  | "datapointsToAlarmInput"
  | "dimensionsInput"
  | "evaluationPeriodsInput"
  | "metricNameInput"
  | "namespaceInput"
  | "periodInput"
  | "statisticInput"
  | "thresholdInput"
  | "treatMissingDataInput"
>;

export interface RegionalHealthCheckProps {
  /** What is watched, as a part of its name, for example `origin`. */
  readonly role: string;
  /** Where the alarm lives. */
  readonly region: string;
  readonly alarm: FollowedAlarm;
}

/**
 * A health check that follows an alarm in any region. Route 53's own probes could not reach a load balancer that admits the CDN alone, nor
 * anything in a VPC.
 *
 * Without data it says what the alarm says: an alarm that takes silence as bad news makes the check unhealthy. Where all regions are,
 * Route 53 asks them all.
 */
export class RegionalHealthCheck extends Construct {
  public readonly healthCheckId: string;

  public constructor(scope: Construct, id: string, { role, region, alarm }: RegionalHealthCheckProps) {
    super(scope, id);
    this.healthCheckId = new Route53HealthCheck(this, "Resource", {
      type: "CLOUDWATCH_METRIC",
      cloudwatchAlarmName: alarm.alarmName,
      cloudwatchAlarmRegion: region,
      insufficientDataHealthStatus: WITHOUT_DATA[alarm.treatMissingDataInput ?? "missing"] ?? "LastKnownStatus",
      triggers: triggers(alarm),
      tags: { Name: nameIn(this, "alarm", region, role) },
    }).id;
  }
}

/** By the alarm's `treat_missing_data`. Left out, Route 53 would keep the last status, whatever the alarm says. */
const WITHOUT_DATA: Readonly<Record<string, string>> = { breaching: "Unhealthy", notBreaching: "Healthy" };

/** Route 53 copies the alarm's settings when it is told of the alarm, so it has to be told again when they change. */
function triggers(alarm: FollowedAlarm): Record<string, string> {
  return {
    metric: `${alarm.namespaceInput ?? ""} ${alarm.metricNameInput ?? ""} ${alarm.statisticInput ?? ""}`,
    dimensions: JSON.stringify(alarm.dimensionsInput ?? {}),
    threshold: `${alarm.comparisonOperatorInput} ${alarm.thresholdInput ?? ""}`,
    window: `${alarm.periodInput ?? ""} s x ${alarm.evaluationPeriodsInput}, ${alarm.datapointsToAlarmInput ?? "all"}`,
  };
}
