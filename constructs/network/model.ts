/** Regions and their networks, as they are built. */

export interface Region {
  readonly name: string;
  readonly primary: boolean;
  /** Out of the public names; all else stays as it is. */
  readonly evacuated: boolean;
  /** About to be destroyed: nothing outside refers to it, and nothing in it is protected. */
  readonly decommissioning: boolean;
  readonly cidr: string;
  /** One subnet of each tier in each zone, in the order of the zones' table. */
  readonly zones: readonly Zone[];
}

/** An availability zone by its id, which all accounts agree on, with the CIDRs of its subnets. */
export interface Zone {
  /** For example `use1-az1`. */
  readonly id: string;
  readonly publicCidr: string;
  readonly privateCidr: string;
  readonly isolatedCidr: string;
}

export interface NetworkSettings {
  readonly natGateways: "none" | "one" | "per-zone";
  /** Services as in their endpoints' names, for example `ecr.api`. */
  readonly interfaceEndpoints: readonly string[];
  readonly flowLogs: "all" | "reject" | "none";
  readonly staticAddresses: boolean;
  /** What joins the VPCs of the regions. */
  readonly interRegion: "peering" | "transit-gateway";
}
