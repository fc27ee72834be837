import type { Group } from "../constructs/compute/groups";
import type { WorkloadModels } from "../constructs/compute/workloads";
import type { RemovalPolicy } from "../constructs/core/removal-policy";
import type { Delivery, Rollout } from "../constructs/delivery/model";
import type { Cdn, Site } from "../constructs/edge/model";
import type { NetworkSettings, Region } from "../constructs/network/model";
import type { KindModels } from "../constructs/registry";
import type { Alerts, Observability } from "../constructs/watching/model";
import type { Duration } from "../language/units";

/**
 * The platform that is built, read-only, with every default filled in and every name resolved. `resolve` creates it; stacks and planning read
 * it. Maps are converted to lists, sorted by name.
 */
export interface Platform extends WorkloadModels, KindModels {
  readonly name: string;
  readonly stage: string;
  readonly account?: string;
  readonly domainName: string;
  /** An existing public zone; undefined if Terrace creates the zone. */
  readonly hostedZoneId?: string;
  readonly removalPolicy: RemovalPolicy;
  readonly logRetention: Duration;
  readonly state: { readonly bucket: string; readonly region: string };
  /**
   * Region of everything that the environment has once: image repositories, site files, primary tables and secrets. It never changes, and the
   * platform does not have to run in it.
   */
  readonly homeRegion: string;
  /** The region that receives writes, unless a resource has another primary region. */
  readonly primaryRegion: string;
  /** All regions, the primary first, then by name. */
  readonly regions: readonly Region[];
  readonly network: NetworkSettings;
  /** Groups of workloads with stacks of their own, sorted by name. Other workloads are in the default group. */
  readonly groups: readonly Group[];
  readonly site?: Site;
  readonly cdn: Cdn;
  readonly alarms: { readonly replicaLag: Duration };
  readonly alerts: Alerts;
  readonly observability: Observability;
  readonly rollout: Rollout;
  /** Undefined if no pipeline deploys this environment with its own roles. */
  readonly delivery?: Delivery;
  /** The environment whose roles deploy this one and whose permissions boundary its roles use. */
  readonly deployedBy?: string;
  readonly tags: Readonly<Record<string, string>>;
}
