import type { Duration, Latency, Percent } from "../../language/units";

/** How a platform is watched, as it is built: a part of the model. */

/** Who is told. Without receivers a topic is there, and tells nobody. */
export interface Alerts {
  /** Those of tickets, where the environment names none. */
  readonly page: Receivers;
  readonly ticket: Receivers;
  /** The folder of the runbooks, without a slash at its end: a URL, or a path in the team's repository. */
  readonly runbooks: string;
}

export interface Receivers {
  /** Sorted, each once. */
  readonly emails: readonly string[];
  readonly slack?: { readonly workspace: string; readonly channel: string };
  /** An https endpoint, with a key in it. */
  readonly pagerDuty?: string;
  /** An https endpoint, with a key in it. */
  readonly opsgenie?: string;
}

export interface Observability {
  /** How access logs are searched; `none`: they are kept, and nothing is made to search them. */
  readonly accessLogs: "athena" | "logs-insights" | "none";
  /** A workspace of Amazon Managed Service for Prometheus in each region. */
  readonly prometheus: boolean;
  /** A workspace of Amazon Managed Grafana in the home region. */
  readonly grafana: boolean;
}

/** What an HTTP service promises, over 30 days. */
export interface Objectives {
  /** Of all requests, those not answered with 5xx. */
  readonly availability: Percent;
  readonly latency?: LatencyObjective;
}

/** So many percent of requests are answered faster. */
export interface LatencyObjective {
  /** From 50 to 99.9. */
  readonly p: number;
  /** Shorter than CloudFront waits for an answer. */
  readonly under: Latency;
}

export interface Tracing {
  readonly sampling: Percent;
}

export type MetricUnit = "Count" | "Percent" | "Seconds" | "Milliseconds" | "Microseconds" | "Bytes" | "Bytes/Second" | "Count/Second";

/** A figure of the business, taken from a workload's log. */
export interface WorkloadMetric {
  readonly name: string;
  /** A JSON filter pattern of CloudWatch Logs. */
  readonly pattern: string;
  /** What a metric filter takes as its value: `1`, or the path of a number such as `$.bytes`. */
  readonly value: string;
  readonly unit?: MetricUnit;
  /** What is made of a minute's values. */
  readonly statistic: "Sum" | "Average" | "Minimum" | "Maximum";
  readonly betterIs: "lower" | "higher" | "neither";
  readonly alarm?: WorkloadMetricAlarm;
}

/** Every minute of `for` is above or below the threshold. */
export type WorkloadMetricAlarm = {
  readonly comparison: "above" | "below";
  readonly threshold: number;
  /** Whole minutes, a day at most. */
  readonly for: Duration;
  /** What users notice. */
  readonly reason: string;
} & (
  | { readonly severity: "page"; /** The name of a runbook without `.md`. */ readonly runbook: string }
  | { readonly severity: "ticket"; readonly runbook?: string }
);
