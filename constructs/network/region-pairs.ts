import { type KindModels, type Use, holdersOf } from "../registry";
import type { Region } from "./model";
import { regionFacts } from "../../aws/regions";

/** Two regions whose VPCs must reach each other, in the order of their names. */
export interface RegionPair {
  readonly first: string;
  readonly second: string;
}

interface User {
  readonly uses: readonly Use[];
}

/** What decides which regions need each other. */
export interface PairedPlatform extends KindModels {
  readonly homeRegion: string;
  readonly regions: readonly Pick<Region, "name" | "decommissioning">[];
}

/**
 * The regions that need each other: every workload runs in every region, so each region that holds a copy of something that a workload
 * uses is joined with all others. All copies count, not only the one that is written to now: when another one takes over, nothing in the
 * network changes. A region that is being decommissioned is joined with none, and where nothing is used across regions there is no pair at all.
 *
 * n regions have n(n − 1)/2 pairs if all of them hold a copy, and h(n − h) + h(h − 1)/2 if only h of them do: a database that names its
 * `regions` keeps the number linear.
 */
export function regionPairs(platform: PairedPlatform, workloads: readonly User[]): readonly RegionPair[] {
  const copies = copiesIn(platform, workloads);
  const regions = [...copies.keys()].sort();
  const holds = (region: string) => (copies.get(region) ?? 0) > 0;
  return regions.flatMap((first, index) =>
    regions
      .slice(index + 1)
      .filter((second) => holds(first) || holds(second))
      .map((second) => ({ first, second })),
  );
}

/**
 * The regions through which others may pass, the best two: where most copies are, since what is written there is reached directly; among
 * equals the home region, its neighbour, then by name. Neither a promotion nor, as a rule, a new region changes them.
 */
export function hubRegions(platform: PairedPlatform, workloads: readonly User[]): readonly string[] {
  const { homeRegion } = platform;
  const preferred = [homeRegion, regionFacts(homeRegion).neighbour];
  const rank = (region: string) => (preferred.includes(region) ? preferred.indexOf(region) : preferred.length);
  const copies = [...copiesIn(platform, workloads)].sort(([a, inA], [b, inB]) => inB - inA || rank(a) - rank(b) || (a < b ? -1 : 1));
  return copies.slice(0, 2).map(([region]) => region);
}

/** One name for two regions, whichever comes first. */
export function pairKey(a: string, b: string): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}

/** How many of the things that workloads reach over the network have a copy in each region that stays. */
function copiesIn(platform: PairedPlatform, workloads: readonly User[]): ReadonlyMap<string, number> {
  const regions = platform.regions.filter(({ decommissioning }) => !decommissioning).map(({ name }) => name);
  const uses = workloads.flatMap((workload) => workload.uses);
  const distinct = [...new Map(uses.map((use) => [`${use.kind} ${use.name}`, use])).values()];
  const holders = distinct.map((use) => holdersOf(platform, use, regions));
  return new Map(regions.map((region) => [region, holders.filter((holder) => holder.includes(region)).length]));
}
