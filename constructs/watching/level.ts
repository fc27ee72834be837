/**
 * Levels of monitoring, the cheapest first. Each level has the alarms of the level before it, and more.
 *
 * - `basic`: whether a workload works, and whether data is lost.
 * - `standard`: also the usual causes of an outage, before it happens.
 * - `full`: every alarm that Terrace has.
 */
export const LEVELS = ["basic", "standard", "full"] as const;

export type Level = (typeof LEVELS)[number];

/** Whether a part of this level, or of a lower one, exists at `level`. */
export function existsAt(level: Level, part: Level): boolean {
  return LEVELS.indexOf(part) <= LEVELS.indexOf(level);
}
