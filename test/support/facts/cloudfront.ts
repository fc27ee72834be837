import type { MetricFact } from "./metric-fact";

const common = {
  namespace: "AWS/CloudFront",
  // `Region` is always `Global`.
  dimensions: [["DistributionId", "Region"]],
  period: "1 minute",
  region: "us-east-1",
  silentWhenZero: true,
} as const;

const count = { ...common, statistics: ["Sum"] } as const;
const share = { ...common, statistics: ["Average"], unit: "Percent" } as const;

/**
 * Metrics of a CloudFront distribution, published only in us-east-1. Each metric has one valid statistic. The counts have no unit.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html
 */
export const CLOUDFRONT_FACTS: readonly MetricFact[] = [
  { ...count, name: "Requests" },
  { ...count, name: "BytesDownloaded" },
  { ...count, name: "BytesUploaded" },
  { ...share, name: "4xxErrorRate" },
  { ...share, name: "5xxErrorRate" },
  { ...share, name: "TotalErrorRate" },
  // The following metrics exist only with additional metrics enabled (`aws_cloudfront_monitoring_subscription`).
  { ...share, name: "CacheHitRate" },
  { ...common, name: "OriginLatency", statistics: ["percentile"], unit: "Milliseconds" },
  ...["401", "403", "404", "502", "503", "504"].map((status) => ({ ...share, name: `${status}ErrorRate` })),
];
