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
  ["as a percentile with digits behind the point", { statistic: "p99.9" }],
  ["as a percentile rank, which is a share", { statistic: "PR(:0.3)", unit: "Percent" }],
  ["as the number of answers, which is a count", { statistic: "SampleCount", unit: "Count" }],
])("the time to answer is published %s", (_, change) => {
  expect(whyNotPublished({ ...TIME, ...change })).toEqual([]);
});

const WITHOUT_BALANCER = { TargetGroup: GROUP };
const REGIONAL = { ...wafMetric("blocked", "dev-cdn").dimensions, Region: "us-east-1" };

test.each<[string, Metric, readonly string[]]>([
  [
    "a namespace that nothing is known of",
    { ...TIME, namespace: "AWS/ELB" },
    [`nothing is known of the namespace AWS/ELB; known are ${[...new Set(FACTS.map(({ namespace }) => namespace))].join(", ")}`],
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
      "TargetResponseTime does not come by TargetGroup; it comes by LoadBalancer or by AvailabilityZone, LoadBalancer or by LoadBalancer, TargetGroup or by AvailabilityZone, LoadBalancer, TargetGroup",
    ],
  ],
  [
    "errors of a load balancer by target group",
    { ...targetErrors(ALB, GROUP), name: "HTTPCode_ELB_5XX_Count" },
    ["HTTPCode_ELB_5XX_Count does not come by LoadBalancer, TargetGroup; it comes by LoadBalancer or by AvailabilityZone, LoadBalancer"],
  ],
  [
    "a web ACL before CloudFront with a region",
    { ...wafMetric("blocked", "dev-cdn"), dimensions: REGIONAL },
    ["BlockedRequests does not come by Region, Rule, WebACL; it comes by Rule, WebACL"],
  ],
  [
    "no dimension at all",
    { ...rdsMetric("cpu", "i"), dimensions: {} },
    ["CPUUtilization does not come by nothing; it comes by DBInstanceIdentifier"],
  ],
  [
    "an average of ones",
    { ...targetErrors(ALB, GROUP), statistic: "Average" },
    ["Average of HTTPCode_Target_5XX_Count means nothing; it has Sum"],
  ],
  [
    "a percentile of averages",
    { ...rdsMetric("readLatency", "i"), statistic: "p95" },
    ["p95 of ReadLatency means nothing; it has Average, Minimum, Maximum, SampleCount"],
  ],
  ["a percentile of a count", { ...cdnMetric("requests", "E1"), statistic: "p99" }, ["p99 of Requests means nothing; it has Sum"]],
  ["a share in seconds", { ...TIME, statistic: "PR(:0.3)" }, ["TargetResponseTime comes in Percent, not in Seconds"]],
  ["another unit", { ...cdnMetric("originLatency", "E1"), unit: "Seconds" }, ["OriginLatency comes in Milliseconds, not in Seconds"]],
  [
    "CloudFront where the services are",
    { ...cdnMetric("requests", "E1"), region: "eu-west-1" },
    ["Requests is published in us-east-1, not in eu-west-1"],
  ],
  [
    "a load balancer in a region that is said",
    { ...TIME, region: "us-east-1" },
    ["TargetResponseTime is published in the region of the thing itself, not in us-east-1"],
  ],
  [
    "all that can be wrong at once",
    { ...cdnMetric("errors", "E1"), dimensions: { DistributionId: "E1" }, statistic: "Sum", unit: "Count", region: "eu-west-1" },
    [
      "5xxErrorRate does not come by DistributionId; it comes by DistributionId, Region",
      "Sum of 5xxErrorRate means nothing; it has Average",
      "5xxErrorRate comes in Percent, not in Count",
      "5xxErrorRate is published in us-east-1, not in eu-west-1",
    ],
  ],
])("%s: it says why", (_, metric, reasons) => {
  expect(whyNotPublished(metric)).toEqual(reasons);
});

test("of metric math, each metric is asked", () => {
  const math: MetricMath = {
    ...errorRate(ALB, GROUP),
    metrics: { errors: { ...TIME, unit: "Count" }, requests: { ...TIME, statistic: "Sum" } },
  };
  expect(whyNotPublished(math)).toEqual([
    "TargetResponseTime comes in Seconds, not in Count",
    "Sum of TargetResponseTime means nothing; it has Average, percentile, SampleCount",
  ]);
});

test("no metric is there twice, and each says by what it comes and what of it means something", () => {
  const names = FACTS.map(({ namespace, name }) => `${namespace} ${name}`);
  expect(names).toEqual([...new Set(names)]);
  expect(FACTS.filter(({ dimensions, statistics }) => dimensions.length === 0 || statistics.length === 0)).toEqual([]);
});
