import type { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Route53HealthCheck } from "@cdktf/provider-aws/lib/route53-health-check";
import { Construct } from "constructs";
import { DELETED_AFTER_USE, nameIn } from "../core/placement";

/**
 * The alarm of a Route 53 health check: one metric, a plain statistic, a period of at least 60 seconds, all datapoints. Route 53 reads the
 * alarm's data, not its state, and does not support metric math, M of N or percentiles.
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
  /** Role of the monitored resource, a part of the health check's name, for example `origin`. */
  readonly role: string;
  /** Region of the alarm. */
  readonly region: string;
  readonly alarm: FollowedAlarm;
}

/**
 * A health check that follows an alarm in any region. Route 53's own probes cannot reach a load balancer that accepts only the CDN, or a
 * resource in a VPC.
 *
 * Missing data has the same effect as in the alarm: if it is breaching, the check becomes unhealthy.
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
      lifecycle: DELETED_AFTER_USE,
    }).id;
  }
}

/** Status by the alarm's `treat_missing_data`. By default Route 53 would keep the last status, regardless of the alarm. */
const WITHOUT_DATA: Readonly<Record<string, string>> = { breaching: "Unhealthy", notBreaching: "Healthy" };

/**
 * Route 53 copies the alarm's settings when the health check is created or updated, so a change of the alarm has to update the health
 * check.
 */
function triggers(alarm: FollowedAlarm): Record<string, string> {
  return {
    metric: `${alarm.namespaceInput ?? ""} ${alarm.metricNameInput ?? ""} ${alarm.statisticInput ?? ""}`,
    dimensions: JSON.stringify(alarm.dimensionsInput ?? {}),
    threshold: `${alarm.comparisonOperatorInput} ${alarm.thresholdInput ?? ""}`,
    window: `${alarm.periodInput ?? ""} s x ${alarm.evaluationPeriodsInput}, ${alarm.datapointsToAlarmInput ?? "all"}`,
  };
}
