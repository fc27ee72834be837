import type { Construct } from "constructs";
import type { Platform } from "../config/model";
import { Stack } from "../constructs/core/stack";
import { EDGE_REGION } from "../constructs/edge/edge-region";
import type { TopicArns } from "../constructs/alarms/alarms";
import { Dashboard } from "../constructs/observability/dashboard/dashboard";
import { type RegionAtAGlance, globalDashboard } from "../constructs/observability/dashboard/global-dashboard";
import { KeyEvents } from "../constructs/observability/logs/key-events";
import { SlackAlerts } from "../constructs/observability/slack-alerts";
import { AlertTopics } from "../constructs/observability/topics";
import { alarmPlan } from "../constructs/observability/suppression/alarm-plan";
import { WatchedAlarms } from "../constructs/observability/suppression/watched-alarms";
import type { EdgeStack } from "./edge-stack";
import { prepareSpanningStack } from "./prepare-stack";
import type { Watched } from "../constructs/watching/watched";
import { CdnLogs } from "./watch/cdn-logs";
import { edgeWatches } from "./watch/edge-watches";
import { TIERS } from "./watch/tiers";

/** A region as the dashboard of the environment shows it. */
export interface WatchedRegion {
  readonly topics: TopicArns;
  readonly glance: RegionAtAGlance;
}

export interface GlobalWatchStackProps {
  readonly platform: Platform;
  readonly edge: EdgeStack;
  /** By region, without regions that are being decommissioned: this stack has no references to them. */
  readonly regions: ReadonlyMap<string, WatchedRegion>;
}

/**
 * Monitoring of the environment's global resources: CDN, firewall and public DNS names, whose metrics exist only in us-east-1; the dashboard
 * of the environment; and Slack, which receives the notifications of all regions. It has no stateful resources.
 */
export class GlobalWatchStack extends Stack {
  private readonly topics: TopicArns;

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: GlobalWatchStackProps,
  ) {
    super(scope, id);
    const { platform, edge, regions } = props;
    prepareSpanningStack(this, platform, EDGE_REGION);
    const alerts = new AlertTopics(this, "Alerts", { alerts: platform.alerts, of: "global" });
    this.topics = alerts.arns;
    this.watchKeys(alerts);
    const watched = edgeWatches(edge, platform.observability.level);
    const alarms = this.createAlarms(watched);
    this.createDashboard(watched, alarms);
    if (edge.cdn) new CdnLogs(this, "Logs", { platform, cdn: edge.cdn });
    const topics = [this.topics, ...[...regions.values()].map((region) => region.topics)];
    new SlackAlerts(this, "Slack", { alerts: platform.alerts, topics });
  }

  /** KMS keys of no particular region. Without them, notifications of this stack or the CDN's logs are lost. */
  private watchKeys(alerts: AlertTopics): void {
    const { platform, edge } = this.props;
    const keys = edge.cdn ? [edge.cdn.logsKey] : [];
    new KeyEvents(this, "KeyEvents", { alerts, keys, runbooks: platform.alerts.runbooks });
  }

  private createAlarms(watched: readonly Watched[]): WatchedAlarms {
    const { runbooks } = this.props.platform.alerts;
    return new WatchedAlarms(this, "Alarms", { plan: alarmPlan(watched), topics: this.topics, runbooks });
  }

  private createDashboard(watched: readonly Watched[], { pagingArns }: WatchedAlarms): void {
    const { platform, regions } = this.props;
    const bodies = globalDashboard({
      tiers: TIERS,
      region: EDGE_REGION,
      pageAlarms: pagingArns,
      watches: watched.filter(({ watch }) => watch.tier !== "public-name").map(({ watch }) => watch),
      healthChecks: watched.filter(({ watch }) => watch.tier === "public-name").flatMap(({ watch }) => watch.signals),
      regions: [...regions.values()].map(({ glance }) => glance),
      runbooks: platform.alerts.runbooks,
    });
    new Dashboard(this, "Dashboard", { name: "global", bodies });
  }
}
