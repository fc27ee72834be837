import type { Platform } from "../../config/model";
import { groupOf, isMonitoredBy } from "../../constructs/compute/groups";
import { WORKLOAD_KINDS } from "../../constructs/compute/workloads";
import type { Region } from "../../constructs/network/model";
import { type AlarmPlan, alarmPlan, DEFAULT_HOME, type Home } from "../../constructs/observability/suppression/alarm-plan";
import { watchKey } from "../../constructs/observability/suppression/keys";
import { type KindParts, someOf } from "../../constructs/registry";
import type { WatchId } from "../../constructs/watching/watch";
import type { Watched } from "../../constructs/watching/watched";
import type { DataStack } from "../data-stack";
import type { DatabaseStack } from "../database-stack";
import type { NetworkStack } from "../network-stack";
import { type RegionServices, targetsIn } from "../service-stacks";
import { regionWatches, resourcesIn } from "./region-watches";
import { type WatchedWorkload, workloadsOf } from "./workloads";

export interface MonitoredRegionProps {
  readonly platform: Platform;
  readonly region: Region;
  readonly network: NetworkStack;
  readonly data: DataStack;
  /** Stacks of the databases with an instance in the region, by name. */
  readonly databases: ReadonlyMap<string, DatabaseStack>;
  readonly services: RegionServices;
}

/** The watches and alarms of a region, which the monitoring stacks of its groups share. */
export class MonitoredRegion {
  public readonly plan: AlarmPlan;
  private readonly watched: readonly Watched[];
  private readonly workloads: readonly WatchedWorkload[];
  /** The groups that monitor resources, by the keys of the resources' watches. */
  private readonly homesOfResources: ReadonlyMap<string, Home>;

  public constructor(public readonly props: MonitoredRegionProps) {
    this.workloads = workloadsOf(props.platform);
    this.homesOfResources = this.homesByGroup();
    this.watched = this.watchAll();
    this.plan = alarmPlan(this.watched, { homeOf: (one) => this.homeOf(one) });
  }

  /** All watches of the region, from the resources that users reach to the network. */
  public get watches(): readonly Watched[] {
    return this.watched;
  }

  /** The watches of one group: for the default group, also those of all resources that no other group monitors. */
  public watchesOf(home: Home): readonly Watched[] {
    return this.watched.filter(({ watch }) => this.homeOf(watch) === home);
  }

  /** The workloads of all groups, or of one. */
  public workloadsOf(home?: Home): readonly WatchedWorkload[] {
    if (home === undefined) return this.workloads;
    return this.workloads.filter(({ kind, workload }) => this.homeOf({ tier: kind, name: workload.name }) === home);
  }

  /** Resources that workloads use in the region, by their names in CloudWatch. */
  public get resources(): KindParts {
    const { data, databases } = this.props;
    return {
      ...data.resources,
      databases: new Map([...databases].map(([name, { database }]) => [name, database])),
    };
  }

  /** The tier of a workload's watch is the name of its kind. */
  private homeOf(one: WatchId): Home {
    const kind = WORKLOAD_KINDS.find(({ name }) => name === one.tier);
    if (kind) return groupOf(this.props.platform, kind.map, one.name) ?? DEFAULT_HOME;
    return this.homesOfResources.get(watchKey(one)) ?? DEFAULT_HOME;
  }

  /** A resource can have several watches, such as those of a database and its replicas. */
  private homesByGroup(): ReadonlyMap<string, Home> {
    const { platform, region } = this.props;
    const parts = { platform, region, resources: this.resources };
    const entries = platform.groups.flatMap((group) => {
      const models = someOf(platform, (map, name) => isMonitoredBy(group, map, name));
      return resourcesIn(parts, models).map((watch) => [watchKey(watch), group.name] as const);
    });
    return new Map(entries);
  }

  private watchAll(): readonly Watched[] {
    const { platform, region, network, data, services } = this.props;
    const { service } = services;
    const { cluster, loadBalancers, networkLoadBalancers } = service;
    return regionWatches(service, {
      platform,
      region,
      workloads: this.workloads,
      natGatewayIds: network.network.natGatewayIds,
      clusterName: cluster.clusterName,
      loadBalancers: suffixesOf(loadBalancers),
      networkLoadBalancers: suffixesOf(networkLoadBalancers),
      targets: targetsIn(services),
      consumables: data.consumables,
      resources: this.resources,
    });
  }
}

function suffixesOf(loadBalancers: ReadonlyMap<number, { readonly arnSuffix: string }>): ReadonlyMap<number, string> {
  return new Map([...loadBalancers].map(([number, { arnSuffix }]) => [number, arnSuffix]));
}
