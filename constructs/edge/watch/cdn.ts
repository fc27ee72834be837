import type { AlarmRow } from "../../watching/alarm-row";
import { cdnMetric, originLatency, ignoringLowTraffic } from "../metrics/cloudfront";
import type { Signal, Watch } from "../../watching/watch";
import { limitsOf } from "../../watching/limits";
import { PAGE, TICKET, trafficRow } from "../../watching/rows";
import { ALL_OUT } from "./public-name";

export interface WatchCdnProps {
  /** Short, for example `main`: part of the alarms' names. */
  readonly name: string;
  readonly distributionId: string;
  /** What it serves. An API is not cached, so that only a site by itself has a hit rate that says something. */
  readonly serves: "api" | "site" | "site-and-api";
  /**
   * Whether CloudFront's additional metrics are switched on for it (`aws_cloudfront_monitoring_subscription`), 2.40 USD a month. Without
   * them it says nothing of latency, nor of its cache, and has no alarms on them: they would be silent for ever.
   */
  readonly additionalMetrics: boolean;
}

/** Requests in a minute below which a share of errors means nothing; as for services. */
const ENOUGH = 20;

/** Milliseconds: 80 % of the 30 seconds after which CloudFront gives an origin up, as AWS recommends. */
const NEAR_TIMEOUT = 24_000;

/** Of shares that a single minute has too few requests for. */
const LONG = { ...TICKET, period: "5 minutes" } as const;

/**
 * What a distribution is watched by. All of it is in us-east-1, whatever regions are behind.
 *
 * One page: many get an error in the place of what they came for. It is the only one that knows of the site's buckets; for a service that
 * fails it says that users see it. No data is fine for all but traffic: CloudFront publishes while there are requests.
 *
 * Cost drivers: each alarm by the metrics that it reads, 6; the band on traffic as 3; with additional metrics 2.40 USD and up to 4 more.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Best_Practice_Recommended_Alarms_AWS_Services.html#CloudFront
 */
export function watchCdn(props: WatchCdnProps): Watch {
  const { name, distributionId } = props;
  const alarms = [
    serverErrors(props),
    fewServerErrors(props),
    clientErrors(props),
    trafficRow({ name: ["cdn", name], what: `Requests to distribution ${name}`, metric: cdnMetric("requests", distributionId) }),
    ...(props.additionalMetrics ? [slowOrigin(props)] : []),
    ...(cached(props) ? [missedCache(props)] : []),
  ];
  return { tier: "cdn", name, alarms, signals: signalsOf(props, alarms), suppressed: [{ by: [ALL_OUT] }] };
}

function cached({ serves, additionalMetrics }: WatchCdnProps): boolean {
  return additionalMetrics && serves === "site";
}

/** One in twenty for five minutes: AWS's own example. */
function serverErrors({ name, distributionId }: WatchCdnProps): AlarmRow {
  return {
    ...PAGE,
    id: "ServerErrors",
    name: ["cdn", name, "server-errors"],
    runbook: "cdn-errors",
    description: `CloudFront answers more than 5 % of the requests to distribution ${name} with 5xx.`,
    reason: "Users see an error page in the place of what they came for, in all regions that the distribution leads to.",
    metric: ignoringLowTraffic(cdnMetric("errors", distributionId), distributionId, ENOUGH, 0),
    comparison: "above",
    threshold: 5,
  };
}

/** One in a hundred for most of an hour: too few to wake somebody, too long to be chance. */
function fewServerErrors({ name, distributionId }: WatchCdnProps): AlarmRow {
  return {
    ...LONG,
    id: "SomeServerErrors",
    name: ["cdn", name, "some-server-errors"],
    description: `CloudFront answers more than 1 % of the requests to distribution ${name} with 5xx, for an hour.`,
    reason: "Some users meet an error and try again; one path, one region or one edge may fail for all of them.",
    metric: ignoringLowTraffic(cdnMetric("errors", distributionId), distributionId, 5 * ENOUGH, 0),
    comparison: "above",
    threshold: 1,
    datapoints: 12,
    datapointsToAlarm: 10,
  };
}

/** One in five: crawlers and old links make a few per cent, a user who is signed out one answer. */
function clientErrors({ name, distributionId }: WatchCdnProps): AlarmRow {
  return {
    ...LONG,
    id: "ClientErrors",
    name: ["cdn", name, "client-errors"],
    description: `CloudFront answers more than 20 % of the requests to distribution ${name} with 4xx, for half an hour.`,
    reason: "A release without its files, sign-in that is broken, or a firewall that blocks users; or somebody tries names.",
    metric: ignoringLowTraffic(cdnMetric("clientErrors", distributionId), distributionId, 5 * ENOUGH, 0),
    comparison: "above",
    threshold: 20,
    datapoints: 6,
  };
}

/** For ten minutes. A ticket: the load balancer pages when many wait. */
function slowOrigin({ name, distributionId }: WatchCdnProps): AlarmRow {
  const wait = { ...originLatency(95, distributionId), statistic: "p90", label: "First byte from origins, p90" } as const;
  return {
    ...TICKET,
    id: "SlowOrigin",
    name: ["cdn", name, "slow-origin"],
    description: `One in ten requests that distribution ${name} passes on waits for 24 s and more.`,
    reason: "After 30 s CloudFront gives up, and users see an error.",
    metric: ignoringLowTraffic(wait, distributionId, ENOUGH, 0),
    comparison: "at-or-above",
    threshold: NEAR_TIMEOUT,
    datapointsToAlarm: 10,
  };
}

/** Half for an hour: a release empties the cache, and fills it again within minutes. */
function missedCache({ name, distributionId }: WatchCdnProps): AlarmRow {
  return {
    ...LONG,
    id: "CacheMisses",
    name: ["cdn", name, "cache-misses"],
    description: `Distribution ${name} answers less than half of its requests from the cache.`,
    reason:
      "Users wait for the bucket, and its requests and bytes are paid for: a header of a release forbids to cache, or a parameter varies.",
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
    title: "Wait for origins",
    metrics: ([50, 95, 99] as const).map((percentile) => originLatency(percentile, distributionId)),
    limits: limitsOf(rows, "SlowOrigin"),
  };
  const hits: Signal = { signal: "saturation", title: "Cache", metrics: of("hitRate"), limits: limitsOf(rows, "CacheMisses") };
  return [
    ...(additionalMetrics ? [latency] : []),
    { signal: "traffic", title: "Requests", metrics: of("requests") },
    { signal: "traffic", title: "Bytes", metrics: of("downloaded", "uploaded") },
    { signal: "errors", title: "Answered with 5xx", metrics: of("errors"), limits: limitsOf(rows, "ServerErrors", "SomeServerErrors") },
    { signal: "errors", title: "Answered with 4xx", metrics: of("clientErrors", "allErrors"), limits: limitsOf(rows, "ClientErrors") },
    ...(cached(props) ? [hits] : []),
  ];
}
