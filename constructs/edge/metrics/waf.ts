import type { Metric } from "../../watching/metric";
import type { MetricMath } from "../../watching/metric-math";

const DEFINITIONS = {
  allowed: { name: "AllowedRequests", label: "Allowed", betterIs: "neither" },
  blocked: { name: "BlockedRequests", label: "Blocked", betterIs: "lower" },
  /** What a rule would have blocked that only counts. */
  counted: { name: "CountedRequests", label: "Counted", betterIs: "neither" },
} as const;

/** A name of a metric of WAF as this program calls it. */
export type WafMetric = keyof typeof DEFINITIONS;

/** Names of all metrics of WAF that are defined. */
export const WAF_METRICS = Object.keys(DEFINITIONS) as readonly WafMetric[];

/**
 * Requests that a web ACL before CloudFront, or one of its rules, has dealt with. It exists only while it is not zero.
 *
 * @param webAcl the name that the ACL's `visibility_config` gives to its metrics.
 * @param rule likewise the rule's. @default all
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

/** Requests in a period below which a share of blocked ones means nothing: one scanner is most of a quiet night's traffic. */
const ENOUGH_REQUESTS = 500;

/** Percent of the requests that were blocked. */
export function blockedShare(webAcl: string): MetricMath {
  return {
    expression: `IF(FILL(allowed, 0) + blocked >= ${ENOUGH_REQUESTS}, 100 * blocked / (FILL(allowed, 0) + blocked), 0)`,
    metrics: { allowed: wafMetric("allowed", webAcl), blocked: wafMetric("blocked", webAcl) },
    label: "Share of requests blocked",
    unit: "Percent",
    betterIs: "lower",
  };
}
