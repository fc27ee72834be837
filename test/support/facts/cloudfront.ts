import type { MetricFact } from "./metric-fact";

const common = {
  namespace: "AWS/CloudFront",
  // `Region` is always `Global`, whatever region publishes it.
  dimensions: [["DistributionId", "Region"]],
  period: "1 minute",
  region: "us-east-1",
  silentWhenZero: true,
} as const;

const count = { ...common, statistics: ["Sum"] } as const;
const share = { ...common, statistics: ["Average"], unit: "Percent" } as const;

/**
 * What CloudFront publishes of a distribution, in us-east-1 alone. Each metric has one statistic that means something. The counts have no
 * unit.
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
  // From here on only where additional metrics are switched on (`aws_cloudfront_monitoring_subscription`).
  { ...share, name: "CacheHitRate" },
  { ...common, name: "OriginLatency", statistics: ["percentile"], unit: "Milliseconds" },
  ...["401", "403", "404", "502", "503", "504"].map((status) => ({ ...share, name: `${status}ErrorRate` })),
];
