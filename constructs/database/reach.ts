import type { Database, Platform } from "../../config/model";

/** Addresses in a region, for rules of security groups, which cannot name a group of another region. */
export interface RegionalCidrs {
  readonly region: string;
  readonly cidrs: readonly string[];
}

/**
 * Where the instances of a database are or could be: the isolated subnets of every region that holds a copy. All of them and not the
 * primary region's alone, so that a promotion changes no rule.
 */
export function copiesOf({ regions }: Platform, database: Database): readonly RegionalCidrs[] {
  return regions
    .filter(({ name, leaving }) => !leaving && database.regions.includes(name))
    .map(({ name, zones }) => ({ region: name, cidrs: zones.map(({ isolatedCidr }) => isolatedCidr) }));
}

/** A region whose workloads use something in another. */
export interface Client {
  readonly region: string;
  /** Of its VPC. */
  readonly cidr: string;
}

/** From where else a region's instances of a database are reached: every other region, since each runs all workloads, if any uses it. */
export function clientsOf({ regions, services, workers }: Platform, database: Database, region: string): readonly Client[] {
  const used = [...services, ...workers].some(({ uses }) => uses.some(({ kind, name }) => kind === "database" && name === database.name));
  if (!used) return [];
  return regions.filter(({ name, leaving }) => !leaving && name !== region).map(({ name, cidr }) => ({ region: name, cidr }));
}
