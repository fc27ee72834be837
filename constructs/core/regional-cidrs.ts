/** The attributes of a region that this file reads. */
interface Region {
  readonly name: string;
  readonly decommissioning: boolean;
  /** CIDR of its VPC. */
  readonly cidr: string;
  readonly zones: readonly { readonly isolatedCidr: string }[];
}

interface Used {
  readonly kind: string;
  readonly name: string;
}

interface Workload {
  readonly uses: readonly Used[];
}

/** Address ranges in a region, for security group rules, which cannot reference a group of another region. */
export interface RegionalCidrs {
  readonly region: string;
  readonly cidrs: readonly string[];
}

/**
 * The isolated subnets of all matching regions, where stateful resources are or could be. Regions that are being decommissioned are
 * excluded.
 *
 * @example isolatedCidrs(platform, ({ name }) => database.regions.includes(name));
 */
export function isolatedCidrs(
  { regions }: { readonly regions: readonly Region[] },
  holds: (region: Region) => boolean,
): readonly RegionalCidrs[] {
  return regions
    .filter((region) => !region.decommissioning && holds(region))
    .map(({ name, zones }) => ({ region: name, cidrs: zones.map(({ isolatedCidr }) => isolatedCidr) }));
}

/** A region whose workloads use a resource in another region. */
export interface RemoteClient {
  readonly region: string;
  /** CIDR of its VPC. */
  readonly cidr: string;
}

/** The other regions from which a resource is used: all of them if any workload uses it, because each region runs all workloads. */
export function remoteClients(
  { regions }: { readonly regions: readonly Region[] },
  workloads: readonly Workload[],
  used: Used,
  region: string,
): readonly RemoteClient[] {
  const uses = workloads.flatMap((workload) => workload.uses);
  if (!uses.some(({ kind, name }) => kind === used.kind && name === used.name)) return [];
  return regions
    .filter(({ name, decommissioning }) => !decommissioning && name !== region)
    .map(({ name, cidr }) => ({ region: name, cidr }));
}
