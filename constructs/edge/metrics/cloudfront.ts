import type { Metric } from "../../watching/metric";
import type { MetricMath } from "../../watching/metric-math";

type Definition = Omit<Metric, "namespace" | "dimensions" | "region">;

/**
 * What CloudFront says of a distribution, each minute, while it has requests.
 *
 * Additional metrics must be switched on for each distribution (`aws_cloudfront_monitoring_subscription`): eight custom metrics at a fixed
 * $0.30, so $2.40 a month, however many requests there are. Edge functions have metrics of their own; ours rewrites a path and has none here.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/viewing-cloudfront-metrics.html#monitoring-console.distributions-additional
 */
const DEFINITIONS = {
  requests: { name: "Requests", statistic: "Sum", label: "Requests", betterIs: "neither" },
  downloaded: { name: "BytesDownloaded", statistic: "Sum", label: "Bytes to viewers", betterIs: "neither" },
  uploaded: { name: "BytesUploaded", statistic: "Sum", label: "Bytes from viewers", betterIs: "neither" },
  clientErrors: { name: "4xxErrorRate", statistic: "Average", label: "Share answered with 4xx", unit: "Percent", betterIs: "lower" },
  errors: { name: "5xxErrorRate", statistic: "Average", label: "Share answered with 5xx", unit: "Percent", betterIs: "lower" },
  allErrors: { name: "TotalErrorRate", statistic: "Average", label: "Share answered with 4xx or 5xx", unit: "Percent", betterIs: "lower" },
  /** An additional metric. POST, PUT and errors do not count. */
  hitRate: { name: "CacheHitRate", statistic: "Average", label: "Share from the cache", unit: "Percent", betterIs: "higher" },
  /** An additional metric: until the first byte of what is not in the cache. It has percentiles alone. */
  originLatency: { name: "OriginLatency", statistic: "p95", label: "First byte from origins", unit: "Milliseconds", betterIs: "lower" },
} as const satisfies Readonly<Record<string, Definition>>;

/** A name of a metric of CloudFront as this program calls it. */
export type CdnMetric = keyof typeof DEFINITIONS;

/** Names of all metrics of CloudFront that are defined. */
export const CDN_METRICS = Object.keys(DEFINITIONS) as readonly CdnMetric[];

/** A metric of a distribution. */
export function cdnMetric(metric: CdnMetric, distributionId: string): Metric {
  return {
    namespace: "AWS/CloudFront",
    dimensions: { DistributionId: distributionId, Region: "Global" },
    region: "us-east-1",
    ...DEFINITIONS[metric],
  };
}

/** How long origins take, of so many percent of the requests. */
export function originLatency(percentile: 50 | 95 | 99, distributionId: string): Metric {
  return { ...cdnMetric("originLatency", distributionId), statistic: `p${percentile}`, label: `First byte from origins, p${percentile}` };
}

/** A metric of a distribution, where it has so many requests in a period that the figure means something; else what is well. */
export function ignoringLowTraffic(metric: Metric, distributionId: string, enough: number, well: number): MetricMath {
  const { label, unit, betterIs } = metric;
  return {
    expression: `IF(requests >= ${enough}, value, ${well})`,
    metrics: { requests: cdnMetric("requests", distributionId), value: metric },
    label,
    ...(unit !== undefined && { unit }),
    betterIs,
  };
}
