import type { Construct } from "constructs";
import { Stack } from "../constructs/core/stack";
import { Dashboard } from "../constructs/observability/dashboard/dashboard";
import { regionDashboard } from "../constructs/observability/dashboard/region-dashboard";
import { WatchedAlarms } from "../constructs/observability/suppression/watched-alarms";
import { topicArnsOf } from "../constructs/observability/topics";
import { prepareStack } from "./prepare-stack";
import { GroupLogs } from "./watch/group-logs";
import type { MonitoredRegion } from "./watch/monitored-region";
import { frontWatches, TIERS } from "./watch/tiers";
import { objectivesOf, type WatchStack } from "./watch-stack";

export interface GroupWatchStackProps {
  readonly monitored: MonitoredRegion;
  /** Name of the group. */
  readonly group: string;
  /** The monitoring stack of the default group, with the topics and the alarms on shared resources. */
  readonly watch: WatchStack;
}

/**
 * Monitoring of a group's services and workers in a region: alarms, log filters and a dashboard. The alarms notify the topics of the region, and
 * alarms on shared resources suppress their pages by name, so this stack is deployed after the monitoring stack of the default group.
 */
export class GroupWatchStack extends Stack {
  public constructor(
    scope: Construct,
    id: string,
    private readonly props: GroupWatchStackProps,
  ) {
    super(scope, id);
    const { monitored, group, watch } = props;
    const { platform, region, services } = monitored.props;
    prepareStack(this, platform, region.name);
    for (const stack of [watch, services.groups.get(group)]) if (stack) this.addDependency(stack);
    this.watchLogs();
    const { runbooks } = platform.alerts;
    const alarms = new WatchedAlarms(this, "Alarms", { plan: monitored.plan, home: group, topics: topicArnsOf(this), runbooks });
    this.createDashboard(alarms);
  }

  private watchLogs(): void {
    const { monitored, group } = this.props;
    const { network, services } = monitored.props;
    const { clusterName } = services.service.cluster;
    new GroupLogs(this, "Logs", { group, workloads: monitored.workloadsOf(group), clusterName, logsKey: network.logsKey });
  }

  private createDashboard({ pagingArns }: WatchedAlarms): void {
    const { monitored, group } = this.props;
    const { region, platform } = monitored.props;
    const own = monitored.watchesOf(group);
    const bodies = regionDashboard({
      tiers: TIERS,
      region: region.name,
      pageAlarms: pagingArns,
      front: frontWatches(own),
      objectives: objectivesOf(own),
      watches: own.map(({ watch }) => watch),
      runbooks: platform.alerts.runbooks,
    });
    new Dashboard(this, "Dashboard", { name: `${region.name}-${group}`, bodies });
  }
}
