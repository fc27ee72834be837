import type { AlarmRow } from "../../watching/alarm-row";
import { type FlowMetric, flowMetric, shareOfFlows } from "../metrics/network-elb";
import type { Metric } from "../../watching/metric";
import type { Signal, Watch } from "../../watching/watch";
import { limitsOf } from "../../watching/limits";
import { TICKET, trafficRow } from "../../watching/rows";

export interface WatchNetworkLoadBalancerProps {
  /** What it is called, for example `public`. */
  readonly name: string;
  /** `net/…`. */
  readonly loadBalancerSuffix: string;
  /** Whether one of its listeners ends TLS. */
  readonly tls: boolean;
}

/**
 * What a region's NLB is watched by. It passes packets on, so it knows neither latency nor errors of requests, and pages of nothing: whether
 * a service has tasks is the service's to tell.
 *
 * Cost drivers: each alarm by the metrics that it reads, 4 to 6 in all; 3 more for a band.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-cloudwatch-metrics.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-troubleshooting.html
 */
export function watchNetworkLoadBalancer({ name, loadBalancerSuffix, tls }: WatchNetworkLoadBalancerProps): Watch {
  const metric = (flow: FlowMetric) => flowMetric(flow, loadBalancerSuffix);
  const alarms: readonly AlarmRow[] = [
    {
      ...TICKET,
      id: "Rejected",
      name: ["nlb", name, "rejected"],
      description: `The network load balancer (${name}) rejects ten connections a minute and more.`,
      reason: "Clients are turned away. Most likely there is no healthy task to take them, of which the service pages.",
      metric: metric("rejected"),
      comparison: "at-or-above",
      threshold: 10,
      datapointsToAlarm: 10,
    },
    ports(name, loadBalancerSuffix),
    resets(name, loadBalancerSuffix),
    ...(tls ? [handshakes(name, loadBalancerSuffix)] : []),
    trafficRow({ name: ["nlb", name], what: `New connections to the network load balancer (${name})`, metric: metric("newFlows") }),
  ];
  return { tier: "network-load-balancer", name, alarms, signals: signalsOf(metric, tls, alarms) };
}

/**
 * A ticket: `NetworkTarget` keeps the addresses of clients, and so their ports. The load balancer needs ports of its own for those alone who
 * come by AWS PrivateLink, which nothing here makes.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html#client-ip-preservation
 */
function ports(name: string, loadBalancerSuffix: string): AlarmRow {
  return {
    ...TICKET,
    id: "Ports",
    name: ["nlb", name, "ports"],
    description: `The network load balancer (${name}) has no port left for new connections to a task, ten times a minute and more.`,
    reason: "Connections of those who come by AWS PrivateLink fail, and the more the more they are. More tasks have more ports.",
    metric: flowMetric("portErrors", loadBalancerSuffix),
    comparison: "at-or-above",
    // A client tries again: one every six seconds is beyond that.
    threshold: 10,
    datapointsToAlarm: 10,
  };
}

/** Programs reset a connection now and then by design; a fifth of all is a task that refuses or crashes. */
function resets(name: string, loadBalancerSuffix: string): AlarmRow {
  return {
    ...TICKET,
    id: "Resets",
    name: ["nlb", name, "resets"],
    description: `Tasks reset 20 of 100 connections through the network load balancer (${name}), and more.`,
    reason: "Clients lose their connections: tasks refuse them, crash, or close what clients still use.",
    metric: shareOfFlows("targetResets", loadBalancerSuffix),
    comparison: "at-or-above",
    threshold: 20,
    datapointsToAlarm: 10,
  };
}

/** It is open to the world, and scanners fail all day; half of all new connections is more than they. */
function handshakes(name: string, loadBalancerSuffix: string): AlarmRow {
  return {
    ...TICKET,
    id: "TlsErrors",
    name: ["nlb", name, "tls-errors"],
    description: `50 TLS handshakes of 100 connections to the network load balancer (${name}) fail, and more.`,
    reason: "Clients refuse our certificate, or are too old for our protocols.",
    metric: shareOfFlows("tlsErrors", loadBalancerSuffix),
    comparison: "at-or-above",
    threshold: 50,
    datapointsToAlarm: 10,
  };
}

function signalsOf(metric: (name: FlowMetric) => Metric, tls: boolean, rows: readonly AlarmRow[]): readonly Signal[] {
  return [
    { signal: "traffic", title: "New connections", metrics: [metric("newFlows")] },
    { signal: "traffic", title: "Bytes", metrics: [metric("bytes")] },
    { signal: "errors", title: "Resets", metrics: [metric("clientResets"), metric("targetResets"), metric("balancerResets")] },
    { signal: "errors", title: "Connections rejected", metrics: [metric("rejected")], limits: limitsOf(rows, "Rejected") },
    ...(tls ? [{ signal: "errors", title: "TLS handshakes that failed", metrics: [metric("tlsErrors")] } as const] : []),
    { signal: "saturation", title: "Connections", metrics: [metric("flows")] },
    { signal: "saturation", title: "Connections without a port", metrics: [metric("portErrors")], limits: limitsOf(rows, "Ports") },
    { signal: "saturation", title: "Capacity units", metrics: [metric("capacityUnits")] },
  ];
}
