import type { WorkloadModels } from "../constructs/compute/workloads";
import type { RemovalPolicy } from "../constructs/core/removal-policy";
import type { Delivery, Rollout } from "../constructs/delivery/model";
import type { Cdn, Site } from "../constructs/edge/model";
import type { NetworkSettings, Region } from "../constructs/network/model";
import type { KindModels } from "../constructs/registry";
import type { Alerts, Observability } from "../constructs/watching/model";
import type { Duration } from "../language/units";

/**
 * The platform as it is built: every field decided, every name looked up, all of it read-only. `resolve` makes it; stacks and planning
 * read it. Maps have become lists, sorted by name.
 */
export interface Platform extends WorkloadModels, KindModels {
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
  readonly site?: Site;
  readonly cdn: Cdn;
  readonly alarms: { readonly replicaLag: Duration };
  readonly alerts: Alerts;
  readonly observability: Observability;
  readonly rollout: Rollout;
  /** Undefined: no pipeline has rights here. */
  readonly delivery?: Delivery;
  /** The environment whose roles deploy this one, and whose boundary its own roles stand within. */
  readonly deployedBy?: string;
  readonly tags: Readonly<Record<string, string>>;
}
