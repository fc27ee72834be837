import type { Construct } from "constructs";
import type { Platform } from "../config/model";
import type { Region } from "../constructs/network/model";
import type { EncryptionKey } from "../constructs/core/encryption-key";
import { Stack } from "../constructs/core/stack";
import type { TopicArns } from "../constructs/alarms/alarms";
import { Dashboard } from "../constructs/observability/dashboard/dashboard";
import type { RegionAtAGlance } from "../constructs/observability/dashboard/global-dashboard";
import { regionDashboard } from "../constructs/observability/dashboard/region-dashboard";
import { KeyEvents } from "../constructs/observability/logs/key-events";
import { AlertTopics } from "../constructs/observability/topics";
import { suppressorsIn } from "../constructs/observability/suppression/suppressors";
import { WatchedAlarms } from "../constructs/observability/suppression/watched-alarms";
import type { KindParts } from "../constructs/registry";
import type { Watched } from "../constructs/watching/watched";
import type { DataStack } from "./data-stack";
import type { DatabaseStack } from "./database-stack";
import type { NetworkStack } from "./network-stack";
import { prepareStack } from "./prepare-stack";
import { type RegionServices, targetsIn } from "./service-stacks";
import { RegionLogs } from "./watch/region-logs";
import { regionWatches } from "./watch/region-watches";
import { TIERS } from "./watch/tiers";
import { type WatchedWorkload, workloadsOf } from "./watch/workloads";

export interface WatchStackProps {
  readonly platform: Platform;
  readonly region: Region;
  readonly network: NetworkStack;
  readonly data: DataStack;
  /** Stacks of the databases with an instance in the region, by name. */
  readonly databases: ReadonlyMap<string, DatabaseStack>;
  readonly services: RegionServices;
  /** KMS keys of images, secrets and tables in the region. */
  readonly keys: readonly EncryptionKey[];
}

/**
 * Monitoring of a region: topics, alarms and a dashboard. A separate stack that depends on all others of its region: it has no stateful
 * resources, and a changed threshold does not plan any stack that serves traffic.
 *
 * It is deployed after the stacks that it monitors. It refers to most of their resources by physical name: names do not change, and no output is
 * needed.
 */
export class WatchStack extends Stack {
  /** Notification targets of the region's alarms. */
  public readonly topics: TopicArns;
  /** The region as the dashboard of the environment shows it. */
  public readonly glance: RegionAtAGlance;
  private readonly workloads: readonly WatchedWorkload[];

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: WatchStackProps,
  ) {
    super(scope, id);
    const { platform, region } = props;
    prepareStack(this, platform, region.name);
    this.workloads = workloadsOf(platform);
    this.waitForOthers();
    const watched = this.watchAll();
    const alerts = new AlertTopics(this, "Alerts", { alerts: platform.alerts });
    this.topics = alerts.arns;
    this.watchKeys(alerts);
    this.searchLogs();
    const alarms = this.createAlarms(watched);
    this.glance = this.summarize(watched, alarms);
    this.createDashboard(watched);
  }

  /** An alarm on a resource that does not exist yet would fire immediately. */
  private waitForOthers(): void {
    const { data, databases, services } = this.props;
    for (const stack of [data, ...databases.values(), services.service, ...services.groups.values()]) this.addDependency(stack);
  }

  private watchAll(): readonly Watched[] {
    const { platform, region, network, data, services } = this.props;
    const { cluster, loadBalancer, networkLoadBalancer } = services.service;
    return regionWatches(this, {
      platform,
      region,
      workloads: this.workloads,
      natGatewayIds: network.network.natGatewayIds,
      clusterName: cluster.clusterName,
      ...(loadBalancer && { loadBalancer: loadBalancer.arnSuffix }),
      ...(networkLoadBalancer && { networkLoadBalancer: networkLoadBalancer.arnSuffix }),
      targets: targetsIn(services),
      consumables: data.consumables,
      resources: this.resources,
    });
  }

  /** All KMS keys of the region. If one is disabled, data is lost, logs are lost, tasks do not start, or notifications are not sent. */
  private watchKeys(alerts: AlertTopics): void {
    const { platform, network, data, databases, keys: others } = this.props;
    const keys = [network.logsKey, data.dataKey, ...[...databases.values()].map(({ key }) => key), ...others];
    new KeyEvents(this, "KeyEvents", { alerts, keys, runbooks: platform.alerts.runbooks });
  }

  /** Resources that workloads use in the region, by their names in CloudWatch. */
  private get resources(): KindParts {
    const { data, databases } = this.props;
    return {
      ...data.resources,
      databases: new Map([...databases].map(([name, { database }]) => [name, database])),
    };
  }

  private searchLogs(): void {
    const { platform, network, services } = this.props;
    const { service } = services;
    new RegionLogs(this, "Logs", { platform, workloads: this.workloads, logsKey: network.logsKey, service, resources: this.resources });
  }

  private createAlarms(watched: readonly Watched[]): WatchedAlarms {
    const { runbooks } = this.props.platform.alerts;
    return new WatchedAlarms(this, "Alarms", { watched, suppressors: suppressorsIn(watched), topics: this.topics, runbooks });
  }

  private summarize(watched: readonly Watched[], { pagingArns }: WatchedAlarms): RegionAtAGlance {
    return {
      region: this.props.region.name,
      pageAlarms: pagingArns,
      front: watched.map(({ watch }) => watch).filter(({ tier }) => FRONT.includes(tier)),
      objectives: watched.flatMap(({ watch, objectives }) => (objectives ? [{ service: watch.name, signals: objectives }] : [])),
    };
  }

  private createDashboard(watched: readonly Watched[]): void {
    const { region, platform } = this.props;
    const watches = watched.map(({ watch }) => watch);
    const bodies = regionDashboard({ tiers: TIERS, ...this.glance, watches, runbooks: platform.alerts.runbooks });
    new Dashboard(this, "Dashboard", { name: region.name, bodies });
  }
}

/** The tiers that users reach first. */
const FRONT: readonly string[] = TIERS.filter(({ front }) => front).map(({ tier }) => tier);
