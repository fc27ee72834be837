import type { AlarmRow } from "../../watching/alarm-row";
import { PERCENTILES, type BalancerMetric, balancerMetric, responseTime, unansweredShare } from "../metrics/application-elb";
import type { Signal, Suppression, Watch } from "../../watching/watch";
import { limitsOf } from "../../watching/limits";
import { PAGE, TICKET, trafficRow } from "../../watching/rows";

/** The alarm that says that the region's ALB answers in the stead of its services; they say why. */
export const UNANSWERED = { of: { tier: "load-balancer", name: "public" }, ids: ["Unanswered"] } as const satisfies Omit<Suppression, "by">;

export interface WatchLoadBalancerProps {
  /** What it is called, for example `public`. */
  readonly name: string;
  /** `app/…`. */
  readonly loadBalancerSuffix: string;
}

/**
 * What a region's ALB is watched by, for all services behind it together. Pages are for what no service can tell of: requests that no task
 * answered, and connections that the load balancer refused. What tasks answer is their services' to tell.
 *
 * No alarm on capacity units: they have no limit, and are paid for by the traffic that they carry; the graph is for who asks why.
 *
 * Cost drivers: each alarm by the metrics that it reads, 5 in all; 3 more for a band.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 */
export function watchLoadBalancer({ name, loadBalancerSuffix }: WatchLoadBalancerProps): Watch {
  const metric = (balancer: BalancerMetric) => balancerMetric(balancer, loadBalancerSuffix);
  const alarms: readonly AlarmRow[] = [
    {
      ...PAGE,
      id: "Unanswered",
      name: ["alb", name, "unanswered"],
      runbook: "load-balancer-errors",
      description: `The load balancer (${name}) answers 5 % of the requests and more with 5xx itself: no task is there, takes the connection, or answers in time.`,
      reason: "Users see errors now.",
      metric: unansweredShare(loadBalancerSuffix),
      comparison: "at-or-above",
      // As the services', whose tasks fail to answer.
      threshold: 5,
    },
    {
      ...PAGE,
      id: "Rejected",
      name: ["alb", name, "rejected"],
      runbook: "load-balancer-capacity",
      description: `The load balancer (${name}) rejects ten connections a minute and more: it has all that it can have.`,
      reason: "Users get errors from the CDN now, and nothing behind the load balancer sees them.",
      metric: metric("rejected"),
      comparison: "at-or-above",
      // CloudFront tries three times: fewer hardly reach a user.
      threshold: 10,
    },
    {
      ...TICKET,
      id: "ConnectionErrors",
      name: ["alb", name, "connection-errors"],
      description: `Ten connections a minute and more from the load balancer (${name}) to tasks fail.`,
      reason: "Tasks that stop before they are taken out, or that are too busy to take connections. Users get 502 for some of them.",
      metric: metric("connectionErrors"),
      comparison: "at-or-above",
      threshold: 10,
      datapointsToAlarm: 10,
    },
    {
      ...TICKET,
      id: "TlsErrors",
      name: ["alb", name, "tls-errors"],
      description: `Twenty TLS handshakes a minute and more with the load balancer (${name}) fail.`,
      reason: "CloudFront alone connects to it: it refuses our certificate, or a protocol. Users get 502 once no kept connection is left.",
      metric: metric("tlsErrors"),
      comparison: "at-or-above",
      threshold: 20,
      datapointsToAlarm: 10,
    },
    trafficRow({ name: ["alb", name], what: `Requests to the load balancer (${name})`, metric: metric("requests") }),
  ];
  return { tier: "load-balancer", name, alarms, signals: signalsOf(metric, loadBalancerSuffix, alarms) };
}

function signalsOf(
  metric: (name: BalancerMetric) => ReturnType<typeof balancerMetric>,
  loadBalancerSuffix: string,
  rows: readonly AlarmRow[],
): readonly Signal[] {
  return [
    { signal: "latency", title: "Latency", metrics: PERCENTILES.map((percentile) => responseTime(percentile, loadBalancerSuffix)) },
    { signal: "traffic", title: "Requests", metrics: [metric("requests")] },
    { signal: "traffic", title: "Bytes", metrics: [metric("bytes")] },
    { signal: "errors", title: "5xx", metrics: [metric("targetErrors"), metric("errors")] },
    {
      signal: "errors",
      title: "Share that no task answered",
      metrics: [unansweredShare(loadBalancerSuffix)],
      limits: limitsOf(rows, "Unanswered"),
    },
    {
      signal: "errors",
      title: "Connections that failed",
      metrics: [metric("connectionErrors"), metric("tlsErrors")],
      limits: limitsOf(rows, "ConnectionErrors", "TlsErrors"),
    },
    { signal: "saturation", title: "Connections", metrics: [metric("connections"), metric("newConnections")] },
    { signal: "saturation", title: "Connections rejected", metrics: [metric("rejected")], limits: limitsOf(rows, "Rejected") },
    { signal: "saturation", title: "Capacity units", metrics: [metric("capacityUnits")] },
  ];
}
