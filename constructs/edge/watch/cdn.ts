import type { AlarmRow } from "../../watching/alarm-row";
import type { Level } from "../../watching/level";
import { cdnMetric, originLatency, ignoringLowTraffic } from "../metrics/cloudfront";
import type { Signal, Watch } from "../../watching/watch";
import { limitsOf } from "../../watching/limits";
import { PAGE, TICKET, trafficRow } from "../../watching/rows";
import { allOutOf } from "./public-name";

export interface WatchCdnProps {
  /** Short, for example `main`: part of the alarms' names. */
  readonly name: string;
  readonly distributionId: string;
  /**
   * The contents of the distribution. API responses are not cached, so the cache hit rate is meaningful only for a distribution with only a
   * site.
   */
  readonly serves: "api" | "site" | "site-and-api";
  /**
   * Whether CloudFront's additional metrics are enabled (`aws_cloudfront_monitoring_subscription`), 2.40 USD a month. Without them
   * CloudFront does not report latency or cache hits, and alarms on them are omitted because they would never fire.
   */
  readonly additionalMetrics: boolean;
  /** Roles of the DNS names of its load balancers. @default `origin` */
  readonly origins?: readonly string[];
}

/** The lowest level of monitoring with alarms on CloudFront's additional metrics, which are billed. */
export const ADDITIONAL_METRICS: Level = "full";

/** Minimum requests per minute for a meaningful error rate; the same as for services. */
const ENOUGH = 20;

/** Milliseconds: 80% of the 30 seconds of CloudFront's origin timeout, as AWS recommends. */
const NEAR_TIMEOUT = 24_000;

/** For rates that need more requests than a single minute has. */
const LONG = { ...TICKET, period: "5 minutes" } as const;

/**
 * Alarms and graphs of a distribution. All of them are in us-east-1, independent of the regions of the origins.
 *
 * One alarm pages: many users get an error instead of their response. It is the only alarm that covers the site's buckets; for a failing
 * service it shows that users are affected. Missing data is OK except for traffic: CloudFront publishes metrics only while there are
 * requests.
 *
 * Cost drivers: each alarm by the number of its metrics, 6 in all; 3 for the band on traffic; with additional metrics 2.40 USD and up to 4
 * more.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Best_Practice_Recommended_Alarms_AWS_Services.html#CloudFront
 */
export function watchCdn(props: WatchCdnProps): Watch {
  const { name, origins = ["origin"] } = props;
  const alarms = [
    serverErrors(props),
    fewServerErrors(props),
    clientErrors(props),
    traffic(props),
    ...(props.additionalMetrics ? [slowOrigin(props)] : []),
    ...(cached(props) ? [missedCache(props)] : []),
  ];
  return { tier: "cdn", name, alarms, signals: signalsOf(props, alarms), suppressed: [{ by: origins.map(allOutOf) }] };
}

function cached({ serves, additionalMetrics }: WatchCdnProps): boolean {
  return additionalMetrics && serves === "site";
}

/** 5% for five minutes: AWS's own example. */
function serverErrors({ name, distributionId }: WatchCdnProps): AlarmRow {
  return {
    ...PAGE,
    id: "ServerErrors",
    level: "basic",
    name: ["cdn", name, "server-errors"],
    runbook: "cdn-errors",
    description: `CloudFront returns 5xx for more than 5% of the requests to distribution ${name}.`,
    reason: "Users see errors instead of the site or the API, in all regions behind the distribution.",
    metric: ignoringLowTraffic(cdnMetric("errors", distributionId), distributionId, ENOUGH, 0),
    comparison: "above",
    threshold: 5,
  };
}

/** 1% for most of an hour: too few to page, too long to be chance. */
function fewServerErrors({ name, distributionId }: WatchCdnProps): AlarmRow {
  return {
    ...LONG,
    id: "SomeServerErrors",
    level: "standard",
    name: ["cdn", name, "some-server-errors"],
    description: `CloudFront returns 5xx for more than 1% of the requests to distribution ${name}, for an hour.`,
    reason: "Some users see errors and retry. One path, one region or one edge location may fail completely.",
    metric: ignoringLowTraffic(cdnMetric("errors", distributionId), distributionId, 5 * ENOUGH, 0),
    comparison: "above",
    threshold: 1,
    datapoints: 12,
    datapointsToAlarm: 10,
  };
}

/** The outermost traffic: the only one whose loss no other alarm shows at the level `standard`. */
function traffic({ name, distributionId }: WatchCdnProps): AlarmRow {
  const metric = cdnMetric("requests", distributionId);
  return { ...trafficRow({ name: ["cdn", name], what: `Requests to distribution ${name}`, metric }), level: "standard" };
}

/** 20%: crawlers and old links cause a few percent, and a signed-out user a single response. */
function clientErrors({ name, distributionId }: WatchCdnProps): AlarmRow {
  return {
    ...LONG,
    id: "ClientErrors",
    name: ["cdn", name, "client-errors"],
    description: `CloudFront returns 4xx for more than 20% of the requests to distribution ${name}, for 30 minutes.`,
    reason: "A release without its files, a broken sign-in, a firewall that blocks users, or a client that guesses paths.",
    metric: ignoringLowTraffic(cdnMetric("clientErrors", distributionId), distributionId, 5 * ENOUGH, 0),
    comparison: "above",
    threshold: 20,
    datapoints: 6,
  };
}

/** For ten minutes. A ticket: if many users wait, the load balancer pages. */
function slowOrigin({ name, distributionId }: WatchCdnProps): AlarmRow {
  const latency = { ...originLatency(95, distributionId), statistic: "p90", label: "First byte from origins, p90" } as const;
  return {
    ...TICKET,
    id: "SlowOrigin",
    level: ADDITIONAL_METRICS,
    name: ["cdn", name, "slow-origin"],
    description: `10% of the origin requests of distribution ${name} take at least 24 s.`,
    reason: "After 30 s CloudFront times out, and users see an error.",
    metric: ignoringLowTraffic(latency, distributionId, ENOUGH, 0),
    comparison: "at-or-above",
    threshold: NEAR_TIMEOUT,
    datapointsToAlarm: 10,
  };
}

/** Below 50% for an hour: after a release, the cache fills again within minutes. */
function missedCache({ name, distributionId }: WatchCdnProps): AlarmRow {
  return {
    ...LONG,
    id: "CacheMisses",
    level: ADDITIONAL_METRICS,
    name: ["cdn", name, "cache-misses"],
    description: `Distribution ${name} serves less than half of its requests from the cache.`,
    reason:
      "Users wait for the bucket, and its requests and bytes cost money. A header of a release may disable caching, or a query parameter varies.",
    metric: ignoringLowTraffic(cdnMetric("hitRate", distributionId), distributionId, 5 * ENOUGH, 100),
    comparison: "below",
    threshold: 50,
    datapoints: 12,
  };
}

function signalsOf(props: WatchCdnProps, rows: readonly AlarmRow[]): readonly Signal[] {
  const { distributionId, additionalMetrics } = props;
  const of = (...metrics: readonly Parameters<typeof cdnMetric>[0][]) => metrics.map((metric) => cdnMetric(metric, distributionId));
  const latency: Signal = {
    signal: "latency",
    title: "Origin latency",
    metrics: ([50, 95, 99] as const).map((percentile) => originLatency(percentile, distributionId)),
    limits: limitsOf(rows, "SlowOrigin"),
  };
  const hits: Signal = { signal: "saturation", title: "Cache", metrics: of("hitRate"), limits: limitsOf(rows, "CacheMisses") };
  return [
    ...(additionalMetrics ? [latency] : []),
    { signal: "traffic", title: "Requests", metrics: of("requests") },
    { signal: "traffic", title: "Bytes", metrics: of("downloaded", "uploaded") },
    { signal: "errors", title: "5xx errors", metrics: of("errors"), limits: limitsOf(rows, "ServerErrors", "SomeServerErrors") },
    { signal: "errors", title: "4xx errors", metrics: of("clientErrors", "allErrors"), limits: limitsOf(rows, "ClientErrors") },
    ...(cached(props) ? [hits] : []),
  ];
}
