import type { Duration } from "../../language/units";
import type { Level } from "./level";
import type { Metric } from "./metric";
import type { MetricMath } from "./metric-math";

/**
 * Notification severity of an alarm.
 *
 * - `page`: users notice the problem now or within hours. A person is paged, so the alarm needs a runbook.
 * - `ticket`: can wait for the next working day.
 * - `none`: used by Route 53, a deployment, a scaling policy or a composite alarm; sends no notification.
 */
export type Severity = "page" | "ticket" | "none";

/** A severity with notifications. */
export type NotifyingSeverity = Exclude<Severity, "none">;

/** Notification of an alarm. `runbook` is the slug of `docs/runbooks/<slug>.md`. */
export type Notification =
  | { readonly severity: "page"; readonly runbook: string }
  | { readonly severity: "ticket"; readonly runbook?: string }
  | { readonly severity: "none"; readonly runbook?: undefined };

/** One alarm as a row: metric, threshold, meaning and notification. */
export type AlarmRow = AlarmFacts & Notification & (Limit | Band);

/** Fields of every metric alarm. */
export interface AlarmFacts {
  /** PascalCase role, unique in its scope, for example `ReplicaLag`. */
  readonly id: string;
  /** Parts of its name after the environment and region, for example `["main", "replica-1", "lag"]`. */
  readonly name: readonly string[];
  /** Description of the problem, for the engineer who is paged. */
  readonly description: string;
  /** User impact, now or later: the reason for the notification. */
  readonly reason: string;
  /** Route 53 health checks support only a plain metric. */
  readonly metric: Metric | MetricMath;
  /** Length of one datapoint; at least 60 seconds if a Route 53 health check follows the alarm. */
  readonly period: Duration;
  /** Datapoints in the evaluation window. */
  readonly datapoints: number;
  /** Number of breaching datapoints that fire the alarm, in any order. @default all, which Route 53 health checks require */
  readonly datapointsToAlarm?: number;
  /**
   * Treatment of missing data: `breaching` for a heartbeat, `notBreaching` for a count that is published only when it is not zero. For
   * metrics of `AWS/DynamoDB`, CloudWatch always ignores missing data: fill it by metric math, or an alarm may never recover.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
   */
  readonly missingData: MissingData;
  /** The lowest level of monitoring that has the alarm. Pages of resources, and suppressors, exist at every level. @default "full" */
  readonly level?: Level;
  /** Differences of the alarm if it replaces a composite alarm that does not exist at the level. @default it never does */
  readonly alone?: Pick<AlarmFacts, "reason" | "metric" | "period" | "datapoints" | "datapointsToAlarm">;
  /** Whether it pages itself although its watch has a combined page, because a team has defined it with its own runbook. @default false */
  readonly pagesItself?: true;
  /** While this alarm fires, it suppresses the alarms of the resource's users. It must fire earlier than they do. @default false */
  readonly suppressesDependents?: true;
}

export type MissingData = "breaching" | "notBreaching" | "ignore" | "missing";

/** A fixed threshold. */
export interface Limit {
  readonly comparison: "above" | "at-or-above" | "below" | "at-or-below";
  readonly threshold: number;
  readonly band?: undefined;
}

/**
 * An anomaly detection band, which CloudWatch learns from two weeks of the metric, by hour and day of the week. For metrics without a fixed
 * threshold, such as traffic. The alarm stays in INSUFFICIENT_DATA until CloudWatch has enough data.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Anomaly_Detection.html
 */
export interface Band {
  readonly comparison: "above" | "below" | "outside";
  /** Half the width of the band in standard deviations; higher values are more tolerant. */
  readonly band: { readonly deviations: number };
  readonly threshold?: undefined;
}

/** An alarm that a Route 53 health check follows: a fixed threshold without notification. */
export type FollowedAlarmRow = AlarmFacts & Limit & { readonly severity: "none"; readonly runbook?: undefined };
