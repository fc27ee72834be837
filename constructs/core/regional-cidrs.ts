/** What is read of a region. */
interface Place {
  readonly name: string;
  readonly decommissioning: boolean;
  /** Of its VPC. */
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

/** Addresses in a region, for rules of security groups, which cannot name a group of another region. */
export interface RegionalCidrs {
  readonly region: string;
  readonly cidrs: readonly string[];
}

/**
 * Where what keeps data is or could be: the isolated subnets of the regions for which this is true. A region that is being decommissioned is none.
 *
 * @example isolatedCidrs(platform, ({ name }) => database.regions.includes(name));
 */
export function isolatedCidrs(
  { regions }: { readonly regions: readonly Place[] },
  holds: (region: Place) => boolean,
): readonly RegionalCidrs[] {
  return regions
    .filter((region) => !region.decommissioning && holds(region))
    .map(({ name, zones }) => ({ region: name, cidrs: zones.map(({ isolatedCidr }) => isolatedCidr) }));
}

/** A region whose workloads use something in another. */
export interface RemoteClient {
  readonly region: string;
  /** Of its VPC. */
  readonly cidr: string;
}

/** From where else something in a region is used: every other region, since each runs all workloads, if any of them uses it. */
export function remoteClients(
  { regions }: { readonly regions: readonly Place[] },
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
