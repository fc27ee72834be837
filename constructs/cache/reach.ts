import type { Cache, Platform } from "../../config/model";
import type { Client, RegionalCidrs } from "../database/reach";

/**
 * Where the other members of a global cache are: the isolated subnets of every other region. All of them and not the primary region's
 * alone, so that a failover changes no rule.
 */
export function membersElsewhere({ regions }: Platform, region: string): readonly RegionalCidrs[] {
  return regions
    .filter(({ name, leaving }) => !leaving && name !== region)
    .map(({ name, zones }) => ({ region: name, cidrs: zones.map(({ isolatedCidr }) => isolatedCidr) }));
}

/** From where else a region's member of a global cache is reached: every other region, since each runs all workloads, if any uses it. */
export function clientsElsewhere({ regions, services, workers }: Platform, cache: Cache, region: string): readonly Client[] {
  const used = [...services, ...workers].some(({ uses }) => uses.some(({ kind, name }) => kind === "cache" && name === cache.name));
  if (!cache.global || !used) return [];
  return regions.filter(({ name, leaving }) => !leaving && name !== region).map(({ name, cidr }) => ({ region: name, cidr }));
}
