/** The resolved settings of regions and networks. */

export interface Region {
  readonly name: string;
  readonly primary: boolean;
  /** Removed from public DNS; everything else in the region keeps running. */
  readonly evacuated: boolean;
  /** The region is about to be destroyed: no other region references it, and its resources are not protected. */
  readonly decommissioning: boolean;
  readonly cidr: string;
  /** One subnet of each tier per zone, in the order of AWS's zone table. */
  readonly zones: readonly Zone[];
}

/** An availability zone with the CIDRs of its subnets. Zone IDs are the same in all accounts. */
export interface Zone {
  /** For example `use1-az1`. */
  readonly id: string;
  readonly publicCidr: string;
  readonly privateCidr: string;
  readonly isolatedCidr: string;
}

export interface NetworkSettings {
  readonly natGateways: "none" | "one" | "per-zone";
  /** Service names as in the endpoints' names, for example `ecr.api`. */
  readonly interfaceEndpoints: readonly string[];
  readonly flowLogs: "all" | "reject" | "none";
  readonly staticAddresses: boolean;
  /** The connection between the VPCs of the regions. */
  readonly interRegion: "peering" | "transit-gateway";
}
