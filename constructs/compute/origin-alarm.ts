import type { HttpService, NetworkService, Service } from "./model";
import type { LoadBalancerTarget } from "../load-balancing/target";
import type { FollowedAlarmRow } from "../watching/alarm-row";
import type { Metric } from "../watching/metric";
import { healthyHosts } from "../load-balancing/metrics/target-group";

/** An alarm that Route 53 can follow: one plain metric. */
export type FollowedRow<Id extends string = string> = FollowedAlarmRow & { readonly id: Id; readonly metric: Metric };

/**
 * The alarm that takes a region out of the name of all HTTP services: for two minutes the ALB has had no healthy task of its front service.
 *
 * Why this metric, when Route 53 follows exactly one, with a plain statistic, a period of a minute or more, and all datapoints:
 * - Health, not errors: errors need traffic. A region that is out of DNS has none, would look healthy, and come back broken.
 * - `Maximum`: each zone's load balancer node counts, and a zone without a task counts zero.
 * - No data is unhealthy: the count is there as long as a task is registered.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-creating-values.html#health-checks-creating-values-cloudwatch
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 */
export function originAlarm(service: HttpService, target: LoadBalancerTarget): FollowedRow<"Origin"> {
  return { ...noHealthyTask(service, target), id: "Origin", name: ["origin"] };
}

/**
 * The same for a network service, which has a name of its own: no healthy task of it behind the NLB.
 *
 * A service that has been scaled to nothing is out of the name of its region too. That is right: nothing wakes it there, since its
 * metrics need a task, so clients are better served by a region that has one. Where all rest, Route 53 still names all.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-cloudwatch-metrics.html
 */
export function networkServiceAlarm(service: NetworkService, target: LoadBalancerTarget): FollowedRow {
  return { ...noHealthyTask(service, target), id: service.name, name: [service.name, "down"] };
}

/** Whether having no task may be the plan: the least that the service or one of its schedules allows is none. */
export function scalesToZero({ scale }: Pick<Service, "scale">): boolean {
  return [scale, ...scale.schedules].some(({ min }) => min === 0);
}

/**
 * The service that stands for the region: the one whose routes are asked last, and so catch the most.
 *
 * @throws Error if there is none.
 */
export function frontService(services: readonly HttpService[]): HttpService {
  const [front] = [...services].sort((a, b) => b.routes.priority - a.routes.priority || (a.name < b.name ? -1 : 1));
  if (!front) throw new Error("a region without an HTTP service has no origin to watch");
  return front;
}

function noHealthyTask({ name }: Service, target: LoadBalancerTarget): Omit<FollowedRow, "id" | "name"> {
  return {
    description: `No task of ${name} is healthy. Route 53 sends users to the other regions.`,
    reason: "Users who are still sent here get an error.",
    severity: "none",
    metric: { ...healthyHosts(target.kind, target.loadBalancerSuffix, target.targetGroupSuffix), statistic: "Maximum" },
    comparison: "below",
    threshold: 1,
    period: "1 minute",
    datapoints: 2,
    missingData: "breaching",
  };
}
