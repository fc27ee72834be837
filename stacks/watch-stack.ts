import type { Construct } from "constructs";
import type { EncryptionKey } from "../constructs/core/encryption-key";
import { Stack } from "../constructs/core/stack";
import type { TopicArns } from "../constructs/alarms/alarms";
import { Dashboard } from "../constructs/observability/dashboard/dashboard";
import type { RegionAtAGlance } from "../constructs/observability/dashboard/global-dashboard";
import { type ObjectiveLines, regionDashboard } from "../constructs/observability/dashboard/region-dashboard";
import { KeyEvents } from "../constructs/observability/logs/key-events";
import { AlertTopics } from "../constructs/observability/topics";
import { DEFAULT_HOME } from "../constructs/observability/suppression/alarm-plan";
import { WatchedAlarms } from "../constructs/observability/suppression/watched-alarms";
import type { Watched } from "../constructs/watching/watched";
import { prepareStack } from "./prepare-stack";
import type { MonitoredRegion } from "./watch/monitored-region";
import { RegionLogs } from "./watch/region-logs";
import { frontWatches, TIERS } from "./watch/tiers";

export interface WatchStackProps {
  readonly monitored: MonitoredRegion;
  /** KMS keys of images, secrets and tables in the region. */
  readonly keys: readonly EncryptionKey[];
}

/**
 * Monitoring of a region: topics, alarms and a dashboard. A separate stack that depends on all others of its region: it has no stateful
 * resources, and a changed threshold does not plan any stack that serves traffic. Alarms and log filters of a group's workloads are in a stack of
 * the group; saved queries and the alarms on shared resources are here.
 *
 * It is deployed after the stacks that it monitors. It refers to most of their resources by physical name: names do not change, and no output is
 * needed.
 */
export class WatchStack extends Stack {
  /** Notification targets of the region's alarms. */
  public readonly topics: TopicArns;
  /** The region as the dashboard of the environment shows it. */
  public readonly glance: RegionAtAGlance;

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: WatchStackProps,
  ) {
    super(scope, id);
    const { platform, region } = props.monitored.props;
    prepareStack(this, platform, region.name);
    this.waitForOthers();
    const alerts = new AlertTopics(this, "Alerts", { alerts: platform.alerts });
    this.topics = alerts.arns;
    this.watchKeys(alerts);
    this.searchLogs();
    const alarms = this.createAlarms();
    this.glance = this.summarize(alarms);
    this.createDashboard();
  }

  /** An alarm on a resource that does not exist yet would fire immediately. */
  private waitForOthers(): void {
    const { data, databases, services } = this.props.monitored.props;
    for (const stack of [data, ...databases.values(), services.service]) this.addDependency(stack);
  }

  /** All KMS keys of the region. If one is disabled, data is lost, logs are lost, tasks do not start, or notifications are not sent. */
  private watchKeys(alerts: AlertTopics): void {
    const { platform, network, data, databases } = this.props.monitored.props;
    const keys = [network.logsKey, data.dataKey, ...[...databases.values()].map(({ key }) => key), ...this.props.keys];
    new KeyEvents(this, "KeyEvents", { alerts, keys, runbooks: platform.alerts.runbooks });
  }

  private searchLogs(): void {
    const { monitored } = this.props;
    const { platform, network, services } = monitored.props;
    const { service } = services;
    const workloads = monitored.workloadsOf(DEFAULT_HOME);
    new RegionLogs(this, "Logs", { platform, workloads, logsKey: network.logsKey, service, resources: monitored.resources });
  }

  private createAlarms(): WatchedAlarms {
    const { plan, props } = this.props.monitored;
    return new WatchedAlarms(this, "Alarms", { plan, topics: this.topics, runbooks: props.platform.alerts.runbooks });
  }

  private get own(): readonly Watched[] {
    return this.props.monitored.watchesOf(DEFAULT_HOME);
  }

  private summarize({ pagingArns }: WatchedAlarms): RegionAtAGlance {
    const { watches, props } = this.props.monitored;
    return {
      region: props.region.name,
      pageAlarms: pagingArns,
      front: frontWatches(this.own),
      objectives: objectivesOf(watches),
    };
  }

  /** The SLOs of a group are on the group's own dashboard. */
  private createDashboard(): void {
    const { region, platform } = this.props.monitored.props;
    const [watches, objectives] = [this.own.map(({ watch }) => watch), objectivesOf(this.own)];
    const bodies = regionDashboard({ tiers: TIERS, ...this.glance, objectives, watches, runbooks: platform.alerts.runbooks });
    new Dashboard(this, "Dashboard", { name: region.name, bodies });
  }
}

/** The graphs of the SLOs of watches. */
export function objectivesOf(watched: readonly Watched[]): readonly ObjectiveLines[] {
  return watched.flatMap(({ watch, objectives }) => (objectives ? [{ service: watch.name, signals: objectives }] : []));
}
