import type { Metric } from "../../watching/metric";

/**
 * Whether a Route 53 health check is healthy: 1 or 0. Published in us-east-1 only: an alarm elsewhere is silent for ever.
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
