import type { Settings } from "./defaults";
import type { Use } from "./model";

/** The maps that `uses` looks names up in, with the kind of thing that each holds. */
export const USED_MAPS = [
  ["databases", "database"],
  ["tables", "table"],
  ["caches", "cache"],
  ["queues", "queue"],
  ["secrets", "secret"],
] as const;

/** Everything with this name that can be used: one thing, none, or several if a name was given twice. */
export function findUses(settings: Pick<Settings, (typeof USED_MAPS)[number][0]>, name: string): readonly Use[] {
  return USED_MAPS.filter(([map]) => Object.hasOwn(settings[map], name)).map(([, kind]) => ({ kind, name }));
}

/** Names of everything that can be used. */
export function usableNames(settings: Pick<Settings, (typeof USED_MAPS)[number][0]>): readonly string[] {
  return USED_MAPS.flatMap(([map]) => Object.keys(settings[map])).sort();
}
