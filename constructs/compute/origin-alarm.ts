import type { HttpService, NetworkService, Service } from "./model";
import type { LoadBalancerTarget } from "../load-balancing/target";
import type { FollowedAlarmRow } from "../watching/alarm-row";
import type { Metric } from "../watching/metric";
import { healthyHosts } from "../load-balancing/metrics/target-group";

/** An alarm that a Route 53 health check can use: it must be on one plain metric. */
export type FollowedRow<Id extends string = string> = FollowedAlarmRow & { readonly id: Id; readonly metric: Metric };

/**
 * The alarm that removes a region from DNS for all HTTP services: the ALB has had no healthy task of the front service for two minutes.
 *
 * A Route 53 health check requires an alarm on exactly one metric, with a standard statistic, a period of at least a minute and all
 * datapoints breaching. Reasons for this metric:
 * - Health, not errors: errors require traffic. A region that is removed from DNS has none, so it would look healthy and be restored while
 *   still broken.
 * - `Maximum`: each zone's load balancer node reports its own count, and a zone without a task reports zero.
 * - Missing data means unhealthy: the metric exists as long as a task is registered.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-creating-values.html#health-checks-creating-values-cloudwatch
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 */
export function originAlarm(service: HttpService, target: LoadBalancerTarget): FollowedRow<"Origin"> {
  return { ...noHealthyTask(service, target), id: "Origin", name: ["origin"] };
}

/**
 * The same alarm for a network service, which has its own DNS name: no healthy task behind the NLB.
 *
 * A service that has scaled to zero is also removed from the DNS name in its region. This is intended: its scaling metrics require a task,
 * so it would not scale from zero, and a region with a running task serves clients better. If the service runs in no region, Route 53
 * returns all regions.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-cloudwatch-metrics.html
 */
export function networkServiceAlarm(service: NetworkService, target: LoadBalancerTarget): FollowedRow {
  return { ...noHealthyTask(service, target), id: service.name, name: [service.name, "down"] };
}

/** Whether the service can scale to zero: its minimum, or that of one of its schedules, is zero. */
export function scalesToZero({ scale }: Pick<Service, "scale">): boolean {
  return [scale, ...scale.schedules].some(({ min }) => min === 0);
}

/**
 * The service that represents the region's health: the one with the lowest-priority routes, which usually receives most traffic. Services
 * that wait for their first image are the last choice.
 *
 * @throws Error if there is none.
 */
export function frontService(services: readonly HttpService[]): HttpService {
  const waits = ({ waitsForImage }: HttpService) => (waitsForImage ? 1 : 0);
  const last = ({ routes }: HttpService) => Math.max(...routes.priorities);
  const [front] = [...services].sort((a, b) => waits(a) - waits(b) || last(b) - last(a) || (a.name < b.name ? -1 : 1));
  if (!front) throw new Error("a region without an HTTP service has no origin to monitor");
  return front;
}

function noHealthyTask({ name }: Service, target: LoadBalancerTarget): Omit<FollowedRow, "id" | "name"> {
  return {
    description: `No healthy task of ${name} for 2 minutes. Route 53 sends users to other regions.`,
    reason: "Users that still reach this region get errors.",
    severity: "none",
    metric: { ...healthyHosts(target.kind, target.loadBalancerSuffix, target.targetGroupSuffix), statistic: "Maximum" },
    comparison: "below",
    threshold: 1,
    period: "1 minute",
    datapoints: 2,
    missingData: "breaching",
  };
}
