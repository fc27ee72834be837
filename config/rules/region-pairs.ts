import type { Settings } from "../settings/settings";
import { findUses, holdersIn } from "../../constructs/registry";
import { workloads } from "./rule";

/** The required connections between regions, according to the settings. */
export interface RegionLinks {
  /** Regions that are not being decommissioned. */
  readonly regions: number;
  /** Regions among them with a replica of a resource that a workload reaches over the network. */
  readonly holders: number;
  /** Pairs of regions with at least one holder: h(n − h) + h(h − 1)/2. */
  readonly pairs: number;
}

/** Counts the pairs that `constructs/network/region-pairs.ts` connects; a test compares both. */
export function regionLinks(settings: Settings): RegionLinks {
  const remaining = Object.entries(settings.regions).flatMap(([name, { decommissioning }]) => (decommissioning ? [] : [name]));
  const names = new Set(workloads(settings).flatMap(({ value }) => value.uses));
  const used = [...names].flatMap((name) => findUses(settings, name));
  const held = new Set(used.flatMap((use) => holdersIn(settings, use, remaining)));
  const [regions, holders] = [remaining.length, remaining.filter((name) => held.has(name)).length];
  return { regions, holders, pairs: holders * (regions - holders) + (holders * (holders - 1)) / 2 };
}
