import { FACTS, whyNotPublished } from "../../support/facts";
import type { Metric } from "../../../constructs/watching/metric";
import type { MetricMath } from "../../../constructs/watching/metric-math";
import {
  BALANCER_METRICS,
  balancerMetric,
  targetErrors,
  targetRequests,
  errorRate,
} from "../../../constructs/load-balancing/metrics/application-elb";
import { backlogPerTask, messagesWithoutTasks } from "../../../constructs/compute/worker/metrics";
import { CDN_METRICS, cdnMetric } from "../../../constructs/edge/metrics/cloudfront";
import { runningTasks } from "../../../constructs/compute/metrics/ecs";
import { FLOW_METRICS, flowMetric } from "../../../constructs/load-balancing/metrics/network-elb";
import { rdsMetric } from "../../../constructs/database/metrics";
import { healthCheckStatus } from "../../../constructs/edge/metrics/route53";
import { oldestMessage, visibleMessages } from "../../../constructs/queue/metrics";
import { healthyHosts, unhealthyHosts } from "../../../constructs/load-balancing/metrics/target-group";
import { WAF_METRICS, wafMetric } from "../../../constructs/edge/metrics/waf";

const ALB = "app/main/1";
const NLB = "net/main/1";
const GROUP = "targetgroup/api/2";

const DEFINED: readonly (Metric | MetricMath)[] = [
  ...CDN_METRICS.map((name) => cdnMetric(name, "E1")),
  ...WAF_METRICS.flatMap((name) => [wafMetric(name, "dev-cdn"), wafMetric(name, "dev-cdn", "RateLimit")]),
  ...BALANCER_METRICS.map((name) => balancerMetric(name, ALB)),
  ...FLOW_METRICS.map((name) => flowMetric(name, NLB)),
  targetErrors(ALB, GROUP),
  targetRequests(ALB, GROUP),
  healthyHosts("ApplicationELB", ALB, GROUP),
  healthyHosts("NetworkELB", NLB, GROUP),
  unhealthyHosts("ApplicationELB", ALB, GROUP),
  unhealthyHosts("NetworkELB", NLB, GROUP),
  rdsMetric("replicaLag", "dev-main"),
  visibleMessages("dev-work"),
  oldestMessage("dev-work"),
  runningTasks("dev", "worker"),
  healthCheckStatus("h-1"),
  errorRate(ALB, GROUP),
  backlogPerTask(visibleMessages("dev-work"), "dev", "worker"),
  messagesWithoutTasks(visibleMessages("dev-work"), "dev", "worker"),
];

test.each(DEFINED.map((metric) => [metric.label, metric] as const))("AWS publishes: %s", (_, metric) => {
  expect(whyNotPublished(metric)).toEqual([]);
});

const TIME: Metric = {
  namespace: "AWS/ApplicationELB",
  name: "TargetResponseTime",
  dimensions: { LoadBalancer: ALB, TargetGroup: GROUP },
  statistic: "p99",
  label: "Time to answer",
  unit: "Seconds",
  betterIs: "lower",
};

test.each<[string, Partial<Metric>]>([
  ["of a load balancer", { dimensions: { LoadBalancer: ALB } }],
  ["of a target group", {}],
  ["as a percentile with decimals", { statistic: "p99.9" }],
  ["as a percentile rank in percent", { statistic: "PR(:0.3)", unit: "Percent" }],
  ["as the number of responses", { statistic: "SampleCount", unit: "Count" }],
])("response time is published %s", (_, change) => {
  expect(whyNotPublished({ ...TIME, ...change })).toEqual([]);
});

const WITHOUT_BALANCER = { TargetGroup: GROUP };
const REGIONAL = { ...wafMetric("blocked", "dev-cdn").dimensions, Region: "us-east-1" };

test.each<[string, Metric, readonly string[]]>([
  [
    "an unknown namespace",
    { ...TIME, namespace: "AWS/ELB" },
    [`unknown namespace AWS/ELB; known: ${[...new Set(FACTS.map(({ namespace }) => namespace))].join(", ")}`],
  ],
  [
    "a name of another namespace",
    { ...wafMetric("allowed", "dev-cdn"), name: "RequestCount" },
    ["AWS/WAFV2 publishes no RequestCount; it publishes AllowedRequests, BlockedRequests, CountedRequests"],
  ],
  [
    "a target group without its load balancer",
    { ...TIME, dimensions: WITHOUT_BALANCER },
    [
      "TargetResponseTime is not published by TargetGroup; valid: by LoadBalancer or by AvailabilityZone, LoadBalancer or by LoadBalancer, TargetGroup or by AvailabilityZone, LoadBalancer, TargetGroup",
    ],
  ],
  [
    "errors of a load balancer by target group",
    { ...targetErrors(ALB, GROUP), name: "HTTPCode_ELB_5XX_Count" },
    ["HTTPCode_ELB_5XX_Count is not published by LoadBalancer, TargetGroup; valid: by LoadBalancer or by AvailabilityZone, LoadBalancer"],
  ],
  [
    "a web ACL before CloudFront with a region",
    { ...wafMetric("blocked", "dev-cdn"), dimensions: REGIONAL },
    ["BlockedRequests is not published by Region, Rule, WebACL; valid: by Rule, WebACL"],
  ],
  [
    "no dimensions",
    { ...rdsMetric("cpu", "i"), dimensions: {} },
    ["CPUUtilization is not published by nothing; valid: by DBInstanceIdentifier"],
  ],
  [
    "an average of a count",
    { ...targetErrors(ALB, GROUP), statistic: "Average" },
    ["Average is not a valid statistic of HTTPCode_Target_5XX_Count; valid: Sum"],
  ],
  [
    "a percentile of averages",
    { ...rdsMetric("readLatency", "i"), statistic: "p95" },
    ["p95 is not a valid statistic of ReadLatency; valid: Average, Minimum, Maximum, SampleCount"],
  ],
  [
    "a percentile of a count",
    { ...cdnMetric("requests", "E1"), statistic: "p99" },
    ["p99 is not a valid statistic of Requests; valid: Sum"],
  ],
  ["a percentile rank in seconds", { ...TIME, statistic: "PR(:0.3)" }, ["the unit of TargetResponseTime is Percent, not Seconds"]],
  ["another unit", { ...cdnMetric("originLatency", "E1"), unit: "Seconds" }, ["the unit of OriginLatency is Milliseconds, not Seconds"]],
  [
    "CloudFront in the region of the services",
    { ...cdnMetric("requests", "E1"), region: "eu-west-1" },
    ["Requests is published in us-east-1, not in eu-west-1"],
  ],
  [
    "a load balancer with an explicit region",
    { ...TIME, region: "us-east-1" },
    ["TargetResponseTime is published in the region of its resource, not in us-east-1"],
  ],
  [
    "all faults in one metric",
    { ...cdnMetric("errors", "E1"), dimensions: { DistributionId: "E1" }, statistic: "Sum", unit: "Count", region: "eu-west-1" },
    [
      "5xxErrorRate is not published by DistributionId; valid: by DistributionId, Region",
      "Sum is not a valid statistic of 5xxErrorRate; valid: Average",
      "the unit of 5xxErrorRate is Percent, not Count",
      "5xxErrorRate is published in us-east-1, not in eu-west-1",
    ],
  ],
])("%s: returns the reason", (_, metric, reasons) => {
  expect(whyNotPublished(metric)).toEqual(reasons);
});

test("checks each metric of metric math", () => {
  const math: MetricMath = {
    ...errorRate(ALB, GROUP),
    metrics: { errors: { ...TIME, unit: "Count" }, requests: { ...TIME, statistic: "Sum" } },
  };
  expect(whyNotPublished(math)).toEqual([
    "the unit of TargetResponseTime is Seconds, not Count",
    "Sum is not a valid statistic of TargetResponseTime; valid: Average, percentile, SampleCount",
  ]);
});

test("each metric is defined once, with its dimensions and valid statistics", () => {
  const names = FACTS.map(({ namespace, name }) => `${namespace} ${name}`);
  expect(names).toEqual([...new Set(names)]);
  expect(FACTS.filter(({ dimensions, statistics }) => dimensions.length === 0 || statistics.length === 0)).toEqual([]);
});
