import type { Platform } from "../../../../config/model";

/** A value for each minute, or one value for all minutes; undefined for no data. */
export type Level = number | ((minute: number) => number | undefined);

/**
 * Metric values by CloudWatch name. If several metrics of an alarm share a name, the key also has the statistic (`TargetResponseTime
 * SampleCount`) or the position of one metric (`SystemErrors/1`). Metrics without an entry have no data.
 */
export type Levels = Readonly<Record<string, Level>>;

/** The fault that an alarm detects: levels at which it must fire, and adjacent levels at which it must not. Both are at the limit. */
export interface Fault {
  readonly bad: Levels;
  readonly fine: Levels;
}

/** The resource that an alarm monitors, by its name in the environment. */
export interface Subject {
  readonly platform: Platform;
  readonly region: string;
  /** The name of the resource in the environment. */
  readonly name: string;
  /** The part of the resource: an index, a shard, another region. */
  readonly part?: string;
}

/** The fault of a row, derived from the environment and never from the alarm, so that a wrong threshold is detected. */
export type FaultOf = (subject: Subject) => Fault;

/** Faults by row role. */
export type Faults = Readonly<Record<string, FaultOf>>;

/** A fault that does not depend on the environment. */
export function always(bad: Levels, fine: Levels): FaultOf {
  return () => ({ bad, fine });
}

/** A fault of one metric, with the breaching and the adjacent level. */
export function level(metric: string, bad: Level, fine: Level): FaultOf {
  return always({ [metric]: bad }, { [metric]: fine });
}

/** One event every `minutes` minutes. */
export function oneIn(minutes: number): Level {
  return (minute) => ((minute + 1) % minutes === 0 ? 1 : undefined);
}

/**
 * The resource with this name.
 *
 * @throws Error if the environment has no such resource.
 */
export function named<Resource extends { readonly name: string }>(resources: readonly Resource[], name: string): Resource {
  const found = resources.find((resource) => resource.name === name);
  if (!found)
    throw new Error(`the environment has no "${name}"; existing: ${resources.map((resource) => resource.name).join(", ") || "none"}`);
  return found;
}

/** The expected band of traffic alarms, per five minutes. */
export const USUAL = { lower: 800, upper: 1_200 } as const;
