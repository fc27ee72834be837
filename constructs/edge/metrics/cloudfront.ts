import type { Metric } from "../../watching/metric";
import type { MetricMath } from "../../watching/metric-math";

type Definition = Omit<Metric, "namespace" | "dimensions" | "region">;

/**
 * CloudFront's metrics of a distribution. They are published each minute while it has requests.
 *
 * Additional metrics must be enabled for each distribution (`aws_cloudfront_monitoring_subscription`): eight custom metrics at a fixed
 * $0.30, so $2.40 a month, independent of the traffic. Edge functions have separate metrics; the site's function rewrites a path and has
 * none here.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/viewing-cloudfront-metrics.html#monitoring-console.distributions-additional
 */
const DEFINITIONS = {
  requests: { name: "Requests", statistic: "Sum", label: "Requests", betterIs: "neither" },
  downloaded: { name: "BytesDownloaded", statistic: "Sum", label: "Bytes to viewers", betterIs: "neither" },
  uploaded: { name: "BytesUploaded", statistic: "Sum", label: "Bytes from viewers", betterIs: "neither" },
  clientErrors: { name: "4xxErrorRate", statistic: "Average", label: "4xx error rate", unit: "Percent", betterIs: "lower" },
  errors: { name: "5xxErrorRate", statistic: "Average", label: "5xx error rate", unit: "Percent", betterIs: "lower" },
  allErrors: { name: "TotalErrorRate", statistic: "Average", label: "4xx and 5xx error rate", unit: "Percent", betterIs: "lower" },
  /** An additional metric. POST, PUT and errors are excluded. */
  hitRate: { name: "CacheHitRate", statistic: "Average", label: "Cache hit rate", unit: "Percent", betterIs: "higher" },
  /** An additional metric: time to the first byte of uncached responses. Available only as percentiles. */
  originLatency: { name: "OriginLatency", statistic: "p95", label: "First byte from origins", unit: "Milliseconds", betterIs: "lower" },
} as const satisfies Readonly<Record<string, Definition>>;

/** Terrace's name of a CloudFront metric. */
export type CdnMetric = keyof typeof DEFINITIONS;

/** Names of all CloudFront metrics that are defined. */
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

/** Time that origins take, as a percentile of the requests. */
export function originLatency(percentile: 50 | 95 | 99, distributionId: string): Metric {
  return { ...cdnMetric("originLatency", distributionId), statistic: `p${percentile}`, label: `First byte from origins, p${percentile}` };
}

/** A metric of a distribution that is ignored, and replaced with `healthy`, in periods with too few requests. */
export function ignoringLowTraffic(metric: Metric, distributionId: string, enough: number, healthy: number): MetricMath {
  const { label, unit, betterIs } = metric;
  return {
    expression: `IF(requests >= ${enough}, value, ${healthy})`,
    metrics: { requests: cdnMetric("requests", distributionId), value: metric },
    label,
    ...(unit !== undefined && { unit }),
    betterIs,
  };
}
