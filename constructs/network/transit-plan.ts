import { type RegionPair, pairKey } from "./region-pairs";

/** What transit gateways need so that every pair of regions is joined. */
export interface TransitPlan {
  /** Regions with a gateway, by name. */
  readonly regions: readonly string[];
  /** Gateways that are joined with each other, by name. */
  readonly links: readonly RegionPair[];
  /** The static routes of the gateways, by region and destination. */
  readonly hops: readonly Hop[];
  /** The hops from one region to another, in their order. */
  path(from: string, to: string): readonly Hop[];
}

/** In the gateway of region `at`, what is for region `destination` goes on to the gateway of region `next`. */
export interface Hop {
  readonly at: string;
  readonly destination: string;
  readonly next: string;
}

/**
 * A double star: two hubs, each joined with all regions, and no other links. What comes from a hub or goes to one goes directly; all else
 * passes through the first hub.
 *
 * Why not every pair: a link is two attachments, paid by the hour on both sides. n regions would pay for n(n − 1), and peerings, which
 * cost nothing by the hour, do the same. A double star has at most 2n − 3 links: 5 for 4 regions (of 6 pairs), 17 for 10 (45), 57 for 30
 * (435). Why not one hub and n − 1 links: with it all others would lose each other, at the very time when one of them has to take over.
 * With two, the second hub still reaches all others, and nothing has to change for it: promote to the second hub.
 *
 * Gateways, attachments and links, which have a price and a quota, are linear in the regions. Routes, which have neither, are not where
 * all regions hold copies: each table has one for each region that it must reach, as with peerings, whose routes these are. So the plan is
 * hardly shorter than a mesh's (506 resources for 542 in 10 regions with four tables each, 4,526 for 5,222 in 30); a database that names
 * its `regions` makes it so (two of 30 with a copy: 746).
 *
 * What remains: a gateway's route table has one static route for a range and no second choice, so two other regions that meet in the
 * first hub do not meet while it is lost. Where it stays lost, `decommissioning: true` makes another region the hub.
 *
 * @param hubs the first of them is the one that is passed through.
 */
export function transitPlan(pairs: readonly RegionPair[], hubs: readonly string[]): TransitPlan {
  const path = (from: string, to: string) => hopsAlong(regionsBetween(from, to, hubs));
  const hops = new Map<string, Hop>();
  for (const { first, second } of pairs) {
    for (const hop of [...path(first, second), ...path(second, first)]) hops.set(hopKey(hop), hop);
  }
  const sorted = byKey(hops);
  const links = new Map(
    sorted.map(({ at, next }) => [pairKey(at, next), at < next ? { first: at, second: next } : { first: next, second: at }]),
  );
  return { regions: [...new Set(sorted.map(({ at }) => at))], links: byKey(links), hops: sorted, path };
}

/** What identifies a hop: a gateway has one for each destination. */
export function hopKey({ at, destination }: Pick<Hop, "at" | "destination">): string {
  return `${at} ${destination}`;
}

function regionsBetween(from: string, to: string, hubs: readonly string[]): readonly string[] {
  const [hub] = hubs;
  return hub === undefined || hubs.includes(from) || hubs.includes(to) ? [from, to] : [from, hub, to];
}

function hopsAlong(regions: readonly string[]): readonly Hop[] {
  const destination = regions.at(-1) ?? "";
  return regions.slice(1).map((next, index) => ({ at: regions[index] ?? "", destination, next }));
}

function byKey<T>(things: ReadonlyMap<string, T>): readonly T[] {
  return [...things].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, thing]) => thing);
}
