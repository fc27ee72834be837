import type { KindModels } from "../constructs/registry";
import type { Delivery, Rollout } from "./model-delivery";
import type { Alerts, Observability } from "./model-watching";
import type { Service, Worker } from "./model-workloads";
import type { Duration } from "../language/units";

export type * from "./model-data";
export type * from "./model-delivery";
export type * from "./model-watching";
export type * from "./model-workloads";

/**
 * The platform as it is built: every field decided, every name looked up, all of it read-only. `resolve` makes it; stacks and planning
 * read it. Maps have become lists, sorted by name.
 */
export interface Platform extends KindModels {
  readonly name: string;
  readonly stage: string;
  readonly account?: string;
  readonly domainName: string;
  /** An existing public zone; undefined when Terrace makes it. */
  readonly hostedZoneId?: string;
  readonly removalPolicy: RemovalPolicy;
  readonly logRetention: Duration;
  readonly state: { readonly bucket: string; readonly region: string };
  /**
   * Where all lives that the environment has only one of: image repositories, the site's files, the first copy of tables and secrets. It
   * never changes, and may be a region in which nothing runs.
   */
  readonly homeRegion: string;
  /** Name of the region that writes go to, where nothing more special says otherwise. */
  readonly primaryRegion: string;
  /** All regions, the primary first, then by name. */
  readonly regions: readonly Region[];
  readonly network: NetworkSettings;
  readonly services: readonly Service[];
  readonly workers: readonly Worker[];
  readonly site?: Site;
  readonly cdn: Cdn;
  readonly alarms: { readonly replicaLag: Duration };
  readonly alerts: Alerts;
  readonly observability: Observability;
  readonly rollout: Rollout;
  /** Undefined: no pipeline has rights here. */
  readonly delivery?: Delivery;
  /** The environment whose roles deploy this one, and whose boundary its own roles stand within. */
  readonly deliveredBy?: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** What becomes of things that keep data when they leave the code: kept and protected, or destroyed. */
export type RemovalPolicy = "retain" | "destroy";

export interface Region {
  readonly name: string;
  readonly primary: boolean;
  /** Out of the public names; all else stays as it is. */
  readonly evacuated: boolean;
  /** About to be destroyed: nothing outside refers to it, and nothing in it is protected. */
  readonly leaving: boolean;
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

export interface Site {
  readonly singlePageApp: boolean;
  readonly failoverRegion: string;
  readonly contentSecurityPolicy: string;
}

export interface Cdn {
  readonly priceClass: "PriceClass_100" | "PriceClass_200" | "PriceClass_All";
  /** Requests in five minutes from one address. */
  readonly rateLimit: number;
  readonly managedRules: "count" | "block";
}
