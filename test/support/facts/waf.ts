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
 * What WAF publishes of a web ACL that stands before CloudFront: by the ACL and the rule, `ALL` for all. ACLs of a region have a third
 * dimension, `Region`, which these do not have.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/waf-metrics.html
 * @see https://github.com/compiler-explorer/infra/pull/2357 (what `list-metrics` says of an ACL before CloudFront)
 */
export const WAF_FACTS: readonly MetricFact[] = [
  { ...common, name: "AllowedRequests" },
  { ...common, name: "BlockedRequests" },
  { ...common, name: "CountedRequests" },
];
