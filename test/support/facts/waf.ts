import type { MetricFact } from "./metric-fact";

const common = {
  namespace: "AWS/WAFV2",
  dimensions: [["WebACL", "Rule"]],
  statistics: ["Sum"],
  unit: "Count",
  period: "1 minute",
  region: "us-east-1",
  silentWhenZero: true,
} as const;

/**
 * Metrics of a web ACL for CloudFront, by ACL and rule; the rule `ALL` includes all rules. Regional ACLs have a third dimension, `Region`.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/waf-metrics.html
 * @see https://github.com/compiler-explorer/infra/pull/2357 (output of `list-metrics` for a CloudFront ACL)
 */
export const WAF_FACTS: readonly MetricFact[] = [
  { ...common, name: "AllowedRequests" },
  { ...common, name: "BlockedRequests" },
  { ...common, name: "CountedRequests" },
];
