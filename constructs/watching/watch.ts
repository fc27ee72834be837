import type { Duration } from "../../language/units";
import type { AlarmRow } from "./alarm-row";
import type { Metric } from "./metric";
import type { MetricMath } from "./metric-math";

/** What one thing is watched by: plain data, made by a pure function of its tier. Alarms, dashboards and the index of runbooks read it. */
export interface Watch {
  /** Declared as a {@link Tier} by the folder that makes the watch, for example `queue`. */
  readonly tier: string;
  /** Of the thing, for example `api`. */
  readonly name: string;
  readonly alarms: readonly AlarmRow[];
  /** Golden signals, and the bottlenecks of what has them. */
  readonly signals: readonly Signal[];
  /** Which alarms other alarms explain. @default none */
  readonly suppressed?: readonly Suppression[];
}

/** Which watch is meant. */
export interface WatchId {
  readonly tier: string;
  readonly name: string;
}

/** Alarms of a watch. */
export interface AlarmsOf extends WatchId {
  /** Ids of rows, of composite alarms too. Rows that the watch does not have count for nothing. @default all rows with `explains` */
  readonly ids?: readonly string[];
}

/** While one of the causes is raised, nobody is told of the effects. Watches that are not in the region count for nothing. */
export interface Suppression {
  /** The watch that has the effects. @default this one */
  readonly of?: WatchId;
  /** The effects, as ids of rows. @default all that page, composite alarms too */
  readonly ids?: readonly string[];
  /** The causes, in the order in which they are named. */
  readonly by: readonly AlarmsOf[];
}

/** One graph. */
export interface Signal {
  readonly signal: "latency" | "traffic" | "errors" | "saturation";
  readonly title: string;
  readonly metrics: readonly (Metric | MetricMath)[];
  /** Lines across it: thresholds of alarms, read from their rows. */
  readonly limits?: readonly Limit[];
}

/** A signal that may need a range of its own: an error budget is meant over its whole window. */
export type GraphSignal = Signal & { readonly range?: Duration };

export interface Limit {
  readonly label: string;
  readonly value: number;
}
