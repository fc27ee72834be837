import type { Metric } from "../../watching/metric";
import type { MetricMath } from "../../watching/metric-math";

const DEFINITIONS = {
  allowed: { name: "AllowedRequests", label: "Allowed", betterIs: "neither" },
  blocked: { name: "BlockedRequests", label: "Blocked", betterIs: "lower" },
  /** Requests that a counting rule would have blocked. */
  counted: { name: "CountedRequests", label: "Counted", betterIs: "neither" },
} as const;

/** Terrace's name of a WAF metric. */
export type WafMetric = keyof typeof DEFINITIONS;

/** Names of all WAF metrics that are defined. */
export const WAF_METRICS = Object.keys(DEFINITIONS) as readonly WafMetric[];

/**
 * Requests that a web ACL of CloudFront, or one of its rules, has processed. Published only when it is not zero.
 *
 * @param webAcl the metric name in the ACL's `visibility_config`.
 * @param rule the metric name of the rule. @default all rules
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/waf-metrics.html
 */
export function wafMetric(metric: WafMetric, webAcl: string, rule = "ALL"): Metric {
  return {
    namespace: "AWS/WAFV2",
    dimensions: { WebACL: webAcl, Rule: rule },
    statistic: "Sum",
    unit: "Count",
    region: "us-east-1",
    ...DEFINITIONS[metric],
  };
}

/** Minimum requests in a period for a meaningful blocked rate: a single scanner can send most of the traffic on a quiet night. */
const ENOUGH_REQUESTS = 500;

/** Percentage of blocked requests. */
export function blockedShare(webAcl: string): MetricMath {
  return {
    expression: `IF(FILL(allowed, 0) + blocked >= ${ENOUGH_REQUESTS}, 100 * blocked / (FILL(allowed, 0) + blocked), 0)`,
    metrics: { allowed: wafMetric("allowed", webAcl), blocked: wafMetric("blocked", webAcl) },
    label: "Blocked requests",
    unit: "Percent",
    betterIs: "lower",
  };
}
