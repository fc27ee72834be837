import type { Duration } from "../../language/units";
import type { AlarmRow } from "./alarm-row";
import type { Level } from "./level";
import type { Metric } from "./metric";
import type { MetricMath } from "./metric-math";

/** Alarms and graphs of one resource: plain data from a pure function of its tier. Alarms, dashboards and the runbook index read it. */
export interface Watch {
  /** A {@link Tier} of the folder that defines the watch, for example `queue`. */
  readonly tier: string;
  /** Name of the resource, for example `api`. */
  readonly name: string;
  readonly alarms: readonly AlarmRow[];
  /** Golden signals, and bottlenecks if the resource has any. */
  readonly signals: readonly Signal[];
  /** Suppressions of alarms by root-cause alarms. @default none */
  readonly suppressed?: readonly Suppression[];
  /** Below the level `full`, one composite alarm that notifies on behalf of all paging alarms. @default each pages itself */
  readonly page?: CombinedPage;
}

/** The only page of a watch. */
export interface CombinedPage {
  /** Parts of its name after the environment and region. */
  readonly name: readonly string[];
  readonly description: string;
  readonly reason: string;
  /** Leads to the runbooks of the members. */
  readonly runbook: string;
}

/** Identifies a watch. */
export interface WatchId {
  readonly tier: string;
  readonly name: string;
}

/** Alarms of a watch. */
export interface AlarmsOf extends WatchId {
  /**
   * IDs of rows, including composite alarms. Rows that the watch does not have are ignored. @default all rows with `suppressesDependents`
   */
  readonly ids?: readonly string[];
}

/** While one of the root-cause alarms fires, the suppressed alarms send no notification. Watches that are not in the region are ignored. */
export interface Suppression {
  /** The watch of the suppressed alarms. @default this watch */
  readonly of?: WatchId;
  /** IDs of the suppressed rows. @default all paging alarms, including composite alarms */
  readonly ids?: readonly string[];
  /** The root-cause alarms, in the order of their names in the suppressor. */
  readonly by: readonly AlarmsOf[];
}

/** One graph. */
export interface Signal {
  readonly signal: "latency" | "traffic" | "errors" | "saturation";
  readonly title: string;
  /** The lowest level of monitoring that has its metrics, if they are billed. @default "basic" */
  readonly level?: Level;
  readonly metrics: readonly (Metric | MetricMath)[];
  /** Lines across the graph: thresholds of alarms, from their rows. */
  readonly limits?: readonly Limit[];
}

/** A signal that can have its own time range: an error budget graph covers its whole window. */
export type GraphSignal = Signal & { readonly range?: Duration };

export interface Limit {
  readonly label: string;
  readonly value: number;
  /** ID of the alarm whose threshold it is. @default a limit without an alarm */
  readonly alarm?: string;
}
