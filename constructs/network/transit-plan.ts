import { type RegionPair, pairKey } from "./region-pairs";

/** The transit gateway resources that connect every pair of regions. */
export interface TransitPlan {
  /** Regions with a gateway, sorted. */
  readonly regions: readonly string[];
  /** Peered gateways, sorted. */
  readonly links: readonly RegionPair[];
  /** Static routes of the gateways, by region and destination. */
  readonly hops: readonly Hop[];
  /** The hops from one region to another, in order. */
  path(from: string, to: string): readonly Hop[];
}

/** The gateway of region `at` forwards traffic for region `destination` to the gateway of region `next`. */
export interface Hop {
  readonly at: string;
  readonly destination: string;
  readonly next: string;
}

/**
 * A double star: two hubs, each connected to all regions, and no other links. Traffic from or to a hub is direct; all other traffic passes
 * through the first hub.
 *
 * Not every pair: a link is two attachments, billed by the hour on both sides. n regions would pay for n(n − 1), and peerings, which have
 * no hourly cost, do the same. A double star has at most 2n − 3 links: 5 for 4 regions (of 6 pairs), 17 for 10 (45), 57 for 30 (435). Not
 * one hub with n − 1 links: an outage of the hub would disconnect all other regions, exactly when one of them has to take over. With two,
 * the second hub still reaches all others without a change: promote to the second hub.
 *
 * Gateways, attachments and links, which have a price and a quota, are linear in the number of regions. Routes, which have neither, are not
 * if all regions have replicas: each table has one for each region that it must reach, as with peerings, whose routes these are. So the
 * plan is hardly shorter than a mesh's (506 resources instead of 542 for 10 regions with four tables each, 4,526 instead of 5,222 for 30),
 * unless a database sets `regions` (two of 30 with a replica: 746).
 *
 * Limitation: a gateway's route table has one static route per range and no fallback, so two other regions that communicate through the
 * first hub lose connectivity during its outage. If the outage is permanent, `decommissioning: true` makes another region the hub.
 *
 * @param hubs the first one forwards traffic between the other regions.
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

/** The key of a hop: a gateway has one hop per destination. */
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

function byKey<T>(map: ReadonlyMap<string, T>): readonly T[] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
}
