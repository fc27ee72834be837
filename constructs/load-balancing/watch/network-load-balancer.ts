import type { AlarmRow } from "../../watching/alarm-row";
import { type FlowMetric, flowMetric, shareOfFlows } from "../metrics/network-elb";
import type { Metric } from "../../watching/metric";
import type { Signal, Watch } from "../../watching/watch";
import { limitsOf } from "../../watching/limits";
import { TICKET, trafficRow } from "../../watching/rows";

export interface WatchNetworkLoadBalancerProps {
  /** Short name, for example `public`: part of the alarms' names. */
  readonly name: string;
  /** `net/…`. */
  readonly loadBalancerSuffix: string;
  /** Whether one of its listeners terminates TLS. */
  readonly tls: boolean;
}

/**
 * Alarms and graphs of a region's NLB. It forwards packets, so it has no metrics for latency or request errors, and it never pages: each
 * service monitors its own tasks.
 *
 * Cost drivers: each alarm by the number of its metrics, 4 to 6 in all; 3 more for a band.
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
      level: "standard",
      name: ["nlb", name, "rejected"],
      description: `The network load balancer (${name}) rejects at least ten connections a minute.`,
      reason: "Clients cannot connect. Most likely there is no healthy task, for which the service pages.",
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
 * A ticket: `NetworkTarget` preserves client addresses, and so their ports. The load balancer needs its own ports only for clients over AWS
 * PrivateLink, which Terrace does not create.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html#client-ip-preservation
 */
function ports(name: string, loadBalancerSuffix: string): AlarmRow {
  return {
    ...TICKET,
    id: "Ports",
    name: ["nlb", name, "ports"],
    description: `The network load balancer (${name}) has no free port for new connections to a task, at least ten times a minute.`,
    reason: "Connections over AWS PrivateLink fail, increasingly with more clients. More tasks provide more ports.",
    metric: flowMetric("portErrors", loadBalancerSuffix),
    comparison: "at-or-above",
    // Clients retry: one failure every six seconds is more than that hides.
    threshold: 10,
    datapointsToAlarm: 10,
  };
}

/** Applications sometimes reset connections by design; at 20%, a task refuses connections or crashes. */
function resets(name: string, loadBalancerSuffix: string): AlarmRow {
  return {
    ...TICKET,
    id: "Resets",
    name: ["nlb", name, "resets"],
    description: `Tasks reset at least 20% of the connections through the network load balancer (${name}).`,
    reason: "Clients lose their connections: tasks reject them, crash, or close connections in use.",
    metric: shareOfFlows("targetResets", loadBalancerSuffix),
    comparison: "at-or-above",
    threshold: 20,
    datapointsToAlarm: 10,
  };
}

/** The listener is public, and scanners fail handshakes all day; half of all new connections is more than scanners cause. */
function handshakes(name: string, loadBalancerSuffix: string): AlarmRow {
  return {
    ...TICKET,
    id: "TlsErrors",
    level: "standard",
    name: ["nlb", name, "tls-errors"],
    description: `At least 50% of the TLS handshakes with the network load balancer (${name}) fail.`,
    reason: "Clients reject the certificate, or do not support the TLS versions of the listener.",
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
    { signal: "errors", title: "Rejected connections", metrics: [metric("rejected")], limits: limitsOf(rows, "Rejected") },
    ...(tls ? [{ signal: "errors", title: "Failed TLS handshakes", metrics: [metric("tlsErrors")] } as const] : []),
    { signal: "saturation", title: "Connections", metrics: [metric("flows")] },
    { signal: "saturation", title: "Connections without a port", metrics: [metric("portErrors")], limits: limitsOf(rows, "Ports") },
    { signal: "saturation", title: "Capacity units", metrics: [metric("capacityUnits")] },
  ];
}
