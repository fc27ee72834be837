import type { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { Stack } from "../constructs/core/stack";
import { PAGES_HOME } from "../constructs/observability/suppression/alarm-plan";
import { WatchedAlarms } from "../constructs/observability/suppression/watched-alarms";
import { topicArnsOf } from "../constructs/observability/topics";
import { prepareStack } from "./prepare-stack";
import type { MonitoredRegion } from "./watch/monitored-region";

export interface PagesStackProps {
  readonly monitored: MonitoredRegion;
  /** The monitoring stacks of all groups of the region. */
  readonly watches: readonly TerraformStack[];
}

/**
 * Composite alarms of a region that depend on alarms of groups: the page of a load balancer, which the failure of any service behind it suppresses.
 * The stack exists only if there are such alarms. It is deployed after the monitoring stacks of all groups, because CloudWatch rejects composite
 * alarms on alarms that do not exist.
 */
export class PagesStack extends Stack {
  public constructor(scope: Construct, id: string, { monitored, watches }: PagesStackProps) {
    super(scope, id);
    const { platform, region } = monitored.props;
    prepareStack(this, platform, region.name);
    for (const stack of watches) this.addDependency(stack);
    const { runbooks } = platform.alerts;
    new WatchedAlarms(this, "Alarms", { plan: monitored.plan, home: PAGES_HOME, topics: topicArnsOf(this), runbooks });
  }
}
