import type { Metric } from "../../watching/metric";

/**
 * Status of a Route 53 health check: 1 is healthy, 0 is not. Published only in us-east-1: an alarm in another region never fires.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-cloudwatch.html
 */
export function healthCheckStatus(healthCheckId: string): Metric {
  return {
    namespace: "AWS/Route53",
    name: "HealthCheckStatus",
    dimensions: { HealthCheckId: healthCheckId },
    statistic: "Minimum",
    label: "Health check",
    betterIs: "higher",
    region: "us-east-1",
  };
}
