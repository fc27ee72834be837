import type { Service } from "./model";
import { type Duration, minutes, seconds } from "../../language/units";
import type { LoadBalancerTarget } from "../load-balancing/target";
import type { Consumable } from "./consumable";
import type { FollowedAlarmRow } from "../watching/alarm-row";
import { errorRate } from "../load-balancing/metrics/application-elb";
import { unhealthyHosts } from "../load-balancing/metrics/target-group";

/**
 * The alarms that roll a deployment back. They watch what users see, not the tasks: the deployment itself starts and stops tasks. No data
 * never rolls anything back, and an alarm that is raised before the deployment begins is not watched, so that a mend can go out.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-alarm-failure.html
 */
export type DeploymentAlarmRow = FollowedAlarmRow & { readonly id: "Deployment" };

/** A service's: its answers (HTTP), or the health of its tasks as the NLB sees it. */
export function serviceDeploymentAlarm(service: Service, target: LoadBalancerTarget): DeploymentAlarmRow {
  return service.kind === "http" ? errorsRow(service.name, target) : unhealthyRow(service.name, service.gracePeriod, target);
}

/** A worker's: the age of the oldest message in what it consumes. */
export function workerDeploymentAlarm(name: string, consumed: Consumable): DeploymentAlarmRow {
  return {
    id: "Deployment",
    name: [name, "deployment"],
    description: `Messages of ${consumed.name} wait longer than two visibility timeouts: ${name} does not get its work done. A running deployment is rolled back.`,
    reason: "Users wait for what they asked for; the tasks of before did it.",
    severity: "none",
    metric: consumed.metrics.oldest,
    comparison: "above",
    threshold: stuckAfter(consumed.visibility),
    period: "1 minute",
    datapoints: 3,
    missingData: "notBreaching",
  };
}

/**
 * Seconds after which a message counts as stuck: two tries in vain, since SQS no longer counts a message after the third; five minutes
 * at least, which a burst of work may take.
 */
export function stuckAfter(visibility: Duration): number {
  return Math.max(2 * seconds(visibility), 300);
}

/** Minutes in a row that a task must be unhealthy: one that starts may be so for its grace period. */
export function unhealthyMinutes(gracePeriod: Duration): number {
  return minutes(gracePeriod) + 2;
}

function errorsRow(name: string, target: LoadBalancerTarget): DeploymentAlarmRow {
  return {
    id: "Deployment",
    name: [name, "deployment"],
    description: `More than 5 % of the requests to ${name} are answered with 5xx. A running deployment is rolled back.`,
    reason: "Users see errors that the tasks of before did not make.",
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
    description: `Tasks of ${name} fail the load balancer's health check for longer than a start may take. A running deployment is rolled back.`,
    reason: "Users reach fewer tasks than they need, and none once all are new.",
    severity: "none",
    metric: unhealthyHosts(target.kind, target.loadBalancerSuffix, target.targetGroupSuffix),
    comparison: "at-or-above",
    threshold: 1,
    period: "1 minute",
    datapoints: unhealthyMinutes(gracePeriod),
    missingData: "notBreaching",
  };
}
