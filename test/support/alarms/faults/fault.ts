import type { Platform } from "../../../../config/model";

/** A value for each minute, or one for all of them; undefined where nothing is published. */
export type Level = number | ((minute: number) => number | undefined);

/**
 * What metrics say, by their names in CloudWatch. Where several of one alarm share a name: with the statistic (`TargetResponseTime
 * SampleCount`), or for one of them alone with its place (`SystemErrors/1`). What is not named says nothing.
 */
export type Levels = Readonly<Record<string, Level>>;

/** What an alarm is for: levels that must raise it, and levels next to those that must not. Both stand at the limit. */
export interface Fault {
  readonly bad: Levels;
  readonly fine: Levels;
}

/** Of what an alarm is, as users named it. */
export interface Subject {
  readonly platform: Platform;
  readonly region: string;
  /** Of the thing, as the environment calls it. */
  readonly name: string;
  /** What the alarm is about within it: an index, a shard, another region. */
  readonly part?: string;
}

/** The fault of a row, from what the environment says and never from the alarm: a wrong threshold must show. */
export type FaultOf = (subject: Subject) => Fault;

/** Faults by the roles of rows. */
export type Faults = Readonly<Record<string, FaultOf>>;

/** The same whatever the environment says. */
export function always(bad: Levels, fine: Levels): FaultOf {
  return () => ({ bad, fine });
}

/** One metric, at a level and next to it. */
export function level(metric: string, bad: Level, fine: Level): FaultOf {
  return always({ [metric]: bad }, { [metric]: fine });
}

/** One in so many minutes. */
export function oneIn(minutes: number): Level {
  return (minute) => ((minute + 1) % minutes === 0 ? 1 : undefined);
}

/**
 * The thing of that name.
 *
 * @throws Error if the environment has none.
 */
export function named<Thing extends { readonly name: string }>(things: readonly Thing[], name: string): Thing {
  const found = things.find((thing) => thing.name === name);
  if (!found) throw new Error(`the environment has no "${name}"; it has ${things.map((thing) => thing.name).join(", ") || "none"}`);
  return found;
}

/** What band an alarm on traffic is held against: what CloudWatch would expect of five minutes. */
export const USUAL = { lower: 800, upper: 1_200 } as const;
