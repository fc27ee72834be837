import type { MetricFact } from "./metric-fact";

const common = {
  namespace: "AWS/Route53",
  dimensions: [["HealthCheckId"]],
  statistics: ["Minimum", "Maximum", "Average"],
  period: "1 minute",
  region: "us-east-1",
  silentWhenZero: false,
} as const;

/**
 * Metrics of a Route 53 health check, published only in us-east-1. Metrics of endpoint checks, such as `ConnectionTime`, are omitted: Terrace's
 * checks follow alarms and other checks.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-cloudwatch.html
 */
export const ROUTE53_FACTS: readonly MetricFact[] = [
  { ...common, name: "HealthCheckStatus" },
  // Calculated checks only.
  { ...common, name: "ChildHealthCheckHealthyCount", statistics: ["Minimum", "Maximum", "Average", "Sum"], unit: "Count" },
];
