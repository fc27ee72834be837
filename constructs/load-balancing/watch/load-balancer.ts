import type { AlarmRow } from "../../watching/alarm-row";
import { PERCENTILES, type BalancerMetric, balancerMetric, responseTime, unansweredShare } from "../metrics/application-elb";
import type { Signal, Suppression, Watch } from "../../watching/watch";
import { limitsOf } from "../../watching/limits";
import { numbered } from "../numbered";
import { PAGE, TICKET, trafficRow } from "../../watching/rows";

/** The ALB's own alarm on unanswered requests. The services' alarms suppress it, because they identify the cause. */
export function unanswered(loadBalancer: number): Omit<Suppression, "by"> {
  return { of: { tier: "load-balancer", name: publicName(loadBalancer) }, ids: ["Unanswered"] };
}

/** The short name of a region's n-th load balancer. */
export function publicName(loadBalancer: number): string {
  return numbered("public", loadBalancer);
}

export interface WatchLoadBalancerProps {
  /** Short name, for example `public`: part of the alarms' names. */
  readonly name: string;
  /** `app/…`. */
  readonly loadBalancerSuffix: string;
}

/**
 * Alarms and graphs of a region's ALB, over all its services. It pages only for failures that no service can report: requests without a
 * response from a task, and connections that the load balancer rejected. Services monitor the responses of their own tasks.
 *
 * There is no alarm on capacity units: they have no limit and are billed by traffic. The graph is for cost analysis.
 *
 * Cost drivers: each alarm by the number of its metrics, 5 in all; 3 more for a band.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 */
export function watchLoadBalancer({ name, loadBalancerSuffix }: WatchLoadBalancerProps): Watch {
  const metric = (balancer: BalancerMetric) => balancerMetric(balancer, loadBalancerSuffix);
  const alarms: readonly AlarmRow[] = [
    {
      ...PAGE,
      id: "Unanswered",
      level: "basic",
      name: ["alb", name, "unanswered"],
      runbook: "load-balancer-errors",
      description: `The load balancer (${name}) itself returns 5xx for at least 5% of requests: no healthy task, refused connections, or timeouts.`,
      reason: "Users see errors now.",
      metric: unansweredShare(loadBalancerSuffix),
      comparison: "at-or-above",
      // Same as the threshold of the services.
      threshold: 5,
    },
    {
      ...PAGE,
      id: "Rejected",
      level: "basic",
      name: ["alb", name, "rejected"],
      runbook: "load-balancer-capacity",
      description: `The load balancer (${name}) rejects at least ten connections a minute: it has reached its maximum number of connections.`,
      reason: "Users get errors from the CDN now, and no metric behind the load balancer shows them.",
      metric: metric("rejected"),
      comparison: "at-or-above",
      // CloudFront tries three times, so fewer rejections hardly reach a user.
      threshold: 10,
    },
    {
      ...TICKET,
      id: "ConnectionErrors",
      level: "standard",
      name: ["alb", name, "connection-errors"],
      description: `At least ten connections a minute from the load balancer (${name}) to tasks fail.`,
      reason: "Tasks stop before they are deregistered, or are too busy to accept connections. Users get 502 for some of them.",
      metric: metric("connectionErrors"),
      comparison: "at-or-above",
      threshold: 10,
      datapointsToAlarm: 10,
    },
    {
      ...TICKET,
      id: "TlsErrors",
      level: "standard",
      name: ["alb", name, "tls-errors"],
      description: `At least twenty TLS handshakes a minute with the load balancer (${name}) fail.`,
      reason: "The only client is CloudFront: it rejects the certificate or a protocol. Users get 502 once no open connection is left.",
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
      title: "Unanswered requests",
      metrics: [unansweredShare(loadBalancerSuffix)],
      limits: limitsOf(rows, "Unanswered"),
    },
    {
      signal: "errors",
      title: "Failed connections",
      metrics: [metric("connectionErrors"), metric("tlsErrors")],
      limits: limitsOf(rows, "ConnectionErrors", "TlsErrors"),
    },
    { signal: "saturation", title: "Connections", metrics: [metric("connections"), metric("newConnections")] },
    { signal: "saturation", title: "Rejected connections", metrics: [metric("rejected")], limits: limitsOf(rows, "Rejected") },
    { signal: "saturation", title: "Capacity units", metrics: [metric("capacityUnits")] },
  ];
}
