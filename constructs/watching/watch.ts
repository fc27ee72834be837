import type { AlarmRow } from "./alarm-row";
import type { Metric } from "./metric";
import type { MetricMath } from "./metric-math";

/** What is watched, from what users see first to what is behind it. */
export type Tier =
  | "public-name"
  | "cdn"
  | "firewall"
  | "load-balancer"
  | "network-load-balancer"
  | "service"
  | "worker"
  | "queue"
  | "database"
  | "replica"
  | "cache"
  | "table"
  | "nat";

/** What one thing is watched by: plain data, made by a pure function of its tier. Alarms, dashboards and the index of runbooks read it. */
export interface Watch {
  readonly tier: Tier;
  /** Of the thing, for example `api`. */
  readonly name: string;
  readonly alarms: readonly AlarmRow[];
  /** Golden signals, and the bottlenecks of what has them. */
  readonly signals: readonly Signal[];
}

/** One graph. */
export interface Signal {
  readonly signal: "latency" | "traffic" | "errors" | "saturation";
  readonly title: string;
  readonly metrics: readonly (Metric | MetricMath)[];
  /** Lines across it: thresholds of alarms, read from their rows. */
  readonly limits?: readonly Limit[];
}

export interface Limit {
  readonly label: string;
  readonly value: number;
}
