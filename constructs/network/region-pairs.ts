import { type KindModels, type Use, holdersOf } from "../registry";
import type { Region } from "./model";
import { regionFacts } from "../../aws/regions";

/** Two regions whose VPCs are connected, ordered by name. */
export interface RegionPair {
  readonly first: string;
  readonly second: string;
}

interface Consumer {
  readonly uses: readonly Use[];
}

/** The parts of a platform that determine which regions are connected. */
export interface PairedPlatform extends KindModels {
  readonly homeRegion: string;
  readonly regions: readonly Pick<Region, "name" | "decommissioning">[];
}

/**
 * The pairs of regions that need a connection. Every workload runs in every region, so each region with a replica of a used resource is
 * connected to all others. All replicas count, not only the primary, so that a promotion changes nothing in the network. Regions that are
 * being decommissioned have no connections. If no resource is used across regions, there are no pairs.
 *
 * n regions have n(n − 1)/2 pairs if all of them have a replica, and h(n − h) + h(h − 1)/2 if only h of them do: a database with `regions`
 * keeps the number linear.
 */
export function regionPairs(platform: PairedPlatform, workloads: readonly Consumer[]): readonly RegionPair[] {
  const counts = resourceCounts(platform, workloads);
  const regions = [...counts.keys()].sort();
  const holds = (region: string) => (counts.get(region) ?? 0) > 0;
  return regions.flatMap((first, index) =>
    regions
      .slice(index + 1)
      .filter((second) => holds(first) || holds(second))
      .map((second) => ({ first, second })),
  );
}

/**
 * The two hub regions for transit traffic: the regions with the most replicas, because traffic to a hub is direct; then the home region,
 * its neighbor, and by name. A promotion does not change them; a new region rarely does.
 */
export function hubRegions(platform: PairedPlatform, workloads: readonly Consumer[]): readonly string[] {
  const { homeRegion } = platform;
  const preferred = [homeRegion, regionFacts(homeRegion).neighbor];
  const rank = (region: string) => (preferred.includes(region) ? preferred.indexOf(region) : preferred.length);
  const byPreference = [...resourceCounts(platform, workloads)].sort(
    ([a, countA], [b, countB]) => countB - countA || rank(a) - rank(b) || (a < b ? -1 : 1),
  );
  return byPreference.slice(0, 2).map(([region]) => region);
}

/** One key for two regions, independent of their order. */
export function pairKey(a: string, b: string): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}

/** The number of used network resources in each region that stays, replicas included. */
function resourceCounts(platform: PairedPlatform, workloads: readonly Consumer[]): ReadonlyMap<string, number> {
  const regions = platform.regions.filter(({ decommissioning }) => !decommissioning).map(({ name }) => name);
  const uses = workloads.flatMap((workload) => workload.uses);
  const distinct = [...new Map(uses.map((use) => [`${use.kind} ${use.name}`, use])).values()];
  const holders = distinct.map((use) => holdersOf(platform, use, regions));
  return new Map(regions.map((region) => [region, holders.filter((holder) => holder.includes(region)).length]));
}
