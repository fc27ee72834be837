import type { Service } from "./model";
import { type Duration, minutes, seconds } from "../../language/units";
import type { LoadBalancerTarget } from "../load-balancing/target";
import type { Consumable } from "./consumable";
import type { FollowedAlarmRow } from "../watching/alarm-row";
import { noTaskRuns } from "./worker/metrics";
import { errorRate } from "../load-balancing/metrics/application-elb";
import { unhealthyHosts } from "../load-balancing/metrics/target-group";

/**
 * Alarms that roll back a deployment. They monitor the effects on users, not the tasks, because a deployment itself starts and stops tasks.
 * Missing data never triggers a rollback. ECS ignores an alarm that is already firing when the deployment starts, so that a fix can be
 * deployed.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-alarm-failure.html
 */
export type DeploymentAlarmRow = FollowedAlarmRow & { readonly id: "Deployment" };

/** For services: the 5xx rate (HTTP), or the health of the tasks as seen by the NLB. */
export function serviceDeploymentAlarm(service: Service, target: LoadBalancerTarget): DeploymentAlarmRow {
  return service.kind === "http" ? errorsRow(service.name, target) : unhealthyRow(service.name, service.gracePeriod, target);
}

/** For workers: the age of the oldest message in the consumed queue. */
export function workerDeploymentAlarm(name: string, consumed: Consumable): DeploymentAlarmRow {
  return {
    id: "Deployment",
    name: [name, "deployment"],
    description: `The oldest message in ${consumed.name} has waited longer than two visibility timeouts: ${name} falls behind. Rolls back a running deployment.`,
    reason: "Work that users requested is delayed; the previous tasks kept up.",
    severity: "none",
    metric: consumed.metrics.oldest,
    comparison: "above",
    threshold: stuckAfter(consumed.visibility),
    period: "1 minute",
    datapoints: 3,
    missingData: "notBreaching",
  };
}

/** For workers without a queue: no task runs. A worker has no other effect that every one of them shows. */
export function independentDeploymentAlarm(name: string, clusterName: string, serviceName: string): DeploymentAlarmRow {
  return {
    id: "Deployment",
    name: [name, "deployment"],
    description: `No task of ${name} has run for 3 minutes. Rolls back a running deployment.`,
    reason: "Its work is not done; the previous tasks ran.",
    severity: "none",
    metric: noTaskRuns(clusterName, serviceName),
    comparison: "at-or-above",
    threshold: 1,
    period: "1 minute",
    datapoints: 3,
    missingData: "notBreaching",
  };
}

/**
 * Seconds after which a message counts as stuck: two failed receives, since SQS no longer counts a message after the third; at least five
 * minutes, to allow bursts.
 */
export function stuckAfter(visibility: Duration): number {
  return Math.max(2 * seconds(visibility), 300);
}

/** Consecutive unhealthy minutes before the alarm fires: the grace period of a starting task, and two more. */
export function unhealthyMinutes(gracePeriod: Duration): number {
  return minutes(gracePeriod) + 2;
}

function errorsRow(name: string, target: LoadBalancerTarget): DeploymentAlarmRow {
  return {
    id: "Deployment",
    name: [name, "deployment"],
    description: `More than 5% of requests to ${name} return 5xx. Rolls back a running deployment.`,
    reason: "Users see errors that the previous tasks did not return.",
    severity: "none",
    metric: errorRate(target.loadBalancerSuffix, target.targetGroupSuffix),
    comparison: "above",
    threshold: 5,
    period: "1 minute",
    datapoints: 2,
    missingData: "notBreaching",
  };
}

function unhealthyRow(name: string, gracePeriod: Duration, target: LoadBalancerTarget): DeploymentAlarmRow {
  return {
    id: "Deployment",
    name: [name, "deployment"],
    description: `Tasks of ${name} have failed the load balancer's health check for longer than their grace period. Rolls back a running deployment.`,
    reason: "Too few tasks serve users, and none will after the deployment has replaced all of them.",
    severity: "none",
    metric: unhealthyHosts(target.kind, target.loadBalancerSuffix, target.targetGroupSuffix),
    comparison: "at-or-above",
    threshold: 1,
    period: "1 minute",
    datapoints: unhealthyMinutes(gracePeriod),
    missingData: "notBreaching",
  };
}
