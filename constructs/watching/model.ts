import type { Duration, Latency, Percent } from "../../language/units";
import type { Level } from "./level";

/** The part of the platform's model that configures monitoring. */

/** Notification targets. A topic without receivers exists but notifies no target. */
export interface Alerts {
  /** Defaults to the receivers of tickets. */
  readonly page: Receivers;
  readonly ticket: Receivers;
  /** The folder of the runbooks, without a trailing slash: a URL, or a path in the team's repository. */
  readonly runbooks: string;
}

export interface Receivers {
  /** Sorted, without duplicates. */
  readonly emails: readonly string[];
  readonly slack?: { readonly workspace: string; readonly channel: string };
  /** An HTTPS endpoint that contains a key. */
  readonly pagerDuty?: string;
  /** An HTTPS endpoint that contains a key. */
  readonly opsgenie?: string;
}

export interface Observability {
  /** Level of monitoring of everything except services and workers, which have their own. */
  readonly level: Level;
  /** Query engine for access logs; `none`: logs are stored without a query engine. */
  readonly accessLogs: "athena" | "logs-insights" | "none";
  /** A workspace of Amazon Managed Service for Prometheus in each region. */
  readonly prometheus: boolean;
  /** A workspace of Amazon Managed Grafana in the home region. */
  readonly grafana: boolean;
}

/** SLOs of an HTTP service over 30 days. */
export interface Objectives {
  /** Percent of requests without a 5xx response. */
  readonly availability: Percent;
  readonly latency?: LatencyObjective;
}

/** A percentile of the response time must be below a threshold. */
export interface LatencyObjective {
  /** From 50 to 99.9. */
  readonly p: number;
  /** Shorter than CloudFront's response timeout. */
  readonly under: Latency;
}

export interface Tracing {
  readonly sampling: Percent;
}

export type MetricUnit = "Count" | "Percent" | "Seconds" | "Milliseconds" | "Microseconds" | "Bytes" | "Bytes/Second" | "Count/Second";

/** A custom metric from a workload's log. */
export interface WorkloadMetric {
  readonly name: string;
  /** A JSON filter pattern of CloudWatch Logs. */
  readonly pattern: string;
  /** Value of the metric filter: `1`, or the path of a number such as `$.bytes`. */
  readonly value: string;
  readonly unit?: MetricUnit;
  /** Aggregation of a minute's values. */
  readonly statistic: "Sum" | "Average" | "Minimum" | "Maximum";
  readonly betterIs: "lower" | "higher" | "neither";
  readonly alarm?: WorkloadMetricAlarm;
}

/** Fires if every minute of `for` is above or below the threshold. */
export type WorkloadMetricAlarm = {
  readonly comparison: "above" | "below";
  readonly threshold: number;
  /** An integer number of minutes, at most one day. */
  readonly for: Duration;
  /** User impact. */
  readonly reason: string;
} & (
  | { readonly severity: "page"; /** The name of a runbook without `.md`. */ readonly runbook: string }
  | { readonly severity: "ticket"; readonly runbook?: string }
);
