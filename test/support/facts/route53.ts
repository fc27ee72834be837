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
 * What Route 53 publishes of a health check, in us-east-1 alone. Those of Route 53's own probes (`ConnectionTime` and its like) are left
 * out: our checks follow alarms and each other.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-cloudwatch.html
 */
export const ROUTE53_FACTS: readonly MetricFact[] = [
  { ...common, name: "HealthCheckStatus" },
  // Of calculated checks.
  { ...common, name: "ChildHealthCheckHealthyCount", statistics: ["Minimum", "Maximum", "Average", "Sum"], unit: "Count" },
];
