import type { HttpService } from "../../config/model";
import type { LoadBalancerTarget } from "../load-balancing/target";
import type { AlarmRow } from "../observability/alarms";
import { type Metric, healthyHosts } from "../observability/metric";

/** An alarm that Route 53 can follow: one plain metric. */
export type OriginAlarmRow = AlarmRow & { readonly id: "Origin"; readonly metric: Metric };

/**
 * The alarm that takes a region out of DNS: for two minutes the ALB has had no healthy task of its front service.
 *
 * Why this metric, when Route 53 follows exactly one, with a plain statistic, a period of a minute or more, and all datapoints:
 * - Health, not errors: errors need traffic. A region that is out of DNS has none, would look healthy, and come back broken.
 * - `Maximum`: each zone's load balancer node counts, and a zone without a task counts zero.
 * - No data is unhealthy: the count is there as long as a task is registered.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-creating-values.html#health-checks-creating-values-cloudwatch
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 */
export function originAlarm(service: HttpService, target: LoadBalancerTarget): OriginAlarmRow {
  return {
    id: "Origin",
    name: ["origin"],
    description: `No task of ${service.name} is healthy. Route 53 sends users to the other regions.`,
    metric: { ...healthyHosts(target.kind, target.loadBalancerSuffix, target.targetGroupSuffix), statistic: "Maximum" },
    comparison: "below",
    threshold: 1,
    period: "1 minute",
    datapoints: 2,
    missingData: "breaching",
  };
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
