import type { Construct } from "constructs";
import type { Platform } from "../config/model";
import { ecsEventRule } from "../constructs/compute/logs/ecs-events";
import { ecsEventsLogGroup } from "../constructs/compute/logs/workload-log";
import { placementOf } from "../constructs/core/placement";
import { cdnPlan } from "../constructs/edge/cdn-plan";
import { EDGE_REGION } from "../constructs/edge/edge-region";
import { firewallLogGroup } from "../constructs/edge/firewall-log";
import { deliveredLogGroup } from "../constructs/observability/access-logs/delivered-log-group";
import { LogDeliveryPolicy } from "../constructs/observability/logs/log-delivery-policy";

/**
 * The resource policy of CloudWatch Logs for a region's log groups: ECS events, access logs and, in us-east-1, the log of the firewall. It is in
 * the service stack, because all stacks with such log groups are deployed later.
 */
export function regionalLogDelivery(scope: Construct, platform: Platform, clusterName: string): LogDeliveryPolicy {
  const { region } = placementOf(scope);
  return new LogDeliveryPolicy(scope, "LogDelivery", {
    events: { groupPrefix: ecsEventsLogGroup(clusterName), rulePrefix: ecsEventRule(scope, "") },
    delivered: [...accessLogGroups(platform), ...(region === EDGE_REGION ? firewallLogGroups(platform) : [])],
  });
}

/** The same for the edge stack of a platform that does not run in us-east-1. */
export function edgeLogDelivery(scope: Construct, platform: Platform): LogDeliveryPolicy {
  return new LogDeliveryPolicy(scope, "LogDelivery", { delivered: [...accessLogGroups(platform), ...firewallLogGroups(platform)] });
}

function accessLogGroups({ name, observability }: Platform): readonly string[] {
  return observability.accessLogs === "logs-insights" ? [deliveredLogGroup(name, "*")] : [];
}

function firewallLogGroups(platform: Platform): readonly string[] {
  return cdnPlan(platform).length > 0 ? [firewallLogGroup(platform.name)] : [];
}
