import type { Duration } from "../../language/units";
import type { Metric } from "./metric";
import type { MetricMath } from "./metric-math";

/**
 * Who is told, and how soon.
 *
 * - `page`: users notice now, or will within hours. Somebody is woken, so there must be something to do: a runbook.
 * - `ticket`: can wait for the next working day.
 * - `none`: something follows it (Route 53, a deployment, a scaling policy, a composite alarm); nobody is told by it alone.
 */
export type Severity = "page" | "ticket" | "none";

/** A severity that tells people. */
export type NotifyingSeverity = Exclude<Severity, "none">;

/** Who is told by an alarm. `runbook` is the slug of `docs/runbooks/<slug>.md`. */
export type Notification =
  | { readonly severity: "page"; readonly runbook: string }
  | { readonly severity: "ticket"; readonly runbook?: string }
  | { readonly severity: "none"; readonly runbook?: undefined };

/** One alarm as a row: what it watches, from where on it is wrong, what that means, and who is told. */
export type AlarmRow = AlarmFacts & Notification & (Limit | Band);

/** What all alarms on metrics have. */
export interface AlarmFacts {
  /** PascalCase role, unique in its scope, for example `ReplicaLag`. */
  readonly id: string;
  /** Parts of its name behind the environment and region, for example `["main", "replica-1", "lag"]`. */
  readonly name: readonly string[];
  /** What happened, for the engineer who is woken by it. */
  readonly description: string;
  /** What users notice or will notice: why it is worth a person's time. */
  readonly reason: string;
  /** Route 53 follows a plain metric only. */
  readonly metric: Metric | MetricMath;
  /** Length of one datapoint; 60 seconds at least where Route 53 follows the alarm. */
  readonly period: Duration;
  /** Datapoints that are looked at. */
  readonly datapoints: number;
  /** How many of them must be wrong, in any order. @default all, which Route 53 demands of an alarm it follows */
  readonly datapointsToAlarm?: number;
  /**
   * What no data means: `breaching` for a heartbeat, `notBreaching` for a count that exists only when it is not zero. For metrics of
   * `AWS/DynamoDB` AWS's reference says that they are always ignored: fill what is missing by metric math, or an alarm may never end.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
   */
  readonly missingData: MissingData;
  /**
   * Whether it is the cause when who uses the thing fails: while it is raised, nobody is told of them besides. It must be raised sooner than
   * their alarms are. @default false
   */
  readonly suppressesDependents?: true;
}

export type MissingData = "breaching" | "notBreaching" | "ignore" | "missing";

/** Wrong beyond a number. */
export interface Limit {
  readonly comparison: "above" | "at-or-above" | "below" | "at-or-below";
  readonly threshold: number;
  readonly band?: undefined;
}

/**
 * Wrong outside of what CloudWatch expects of this hour and day of the week, learnt from two weeks of the metric. For what has no number
 * that is wrong at any time, such as traffic. It has no state until there is enough to learn from.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Anomaly_Detection.html
 */
export interface Band {
  readonly comparison: "above" | "below" | "outside";
  /** Half the width of the band, in standard deviations: more are more tolerant. */
  readonly band: { readonly deviations: number };
  readonly threshold?: undefined;
}

/** An alarm that something follows, so that nobody is told by it alone: a plain threshold, without a person. */
export type FollowedAlarmRow = AlarmFacts & Limit & { readonly severity: "none"; readonly runbook?: undefined };
