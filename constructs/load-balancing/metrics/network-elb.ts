import type { Metric } from "../../watching/metric";
import type { MetricMath } from "../../watching/metric-math";

type Definition = Omit<Metric, "namespace" | "dimensions">;

/**
 * The metrics of an NLB, published each minute. An NLB measures connections, not requests: there is no latency, and an error is a reset
 * connection.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-cloudwatch-metrics.html
 */
const DEFINITIONS = {
  newFlows: { name: "NewFlowCount", statistic: "Sum", label: "New connections", unit: "Count", betterIs: "neither" },
  flows: { name: "ActiveFlowCount", statistic: "Average", label: "Connections", unit: "Count", betterIs: "neither" },
  bytes: { name: "ProcessedBytes", statistic: "Sum", label: "Bytes", unit: "Bytes", betterIs: "neither" },
  clientResets: { name: "TCP_Client_Reset_Count", statistic: "Sum", label: "Resets by clients", unit: "Count", betterIs: "lower" },
  targetResets: { name: "TCP_Target_Reset_Count", statistic: "Sum", label: "Resets by tasks", unit: "Count", betterIs: "lower" },
  /** The connection was idle for too long, or the task has become unhealthy. */
  balancerResets: {
    name: "TCP_ELB_Reset_Count",
    statistic: "Sum",
    label: "Resets by the load balancer",
    unit: "Count",
    betterIs: "lower",
  },
  portErrors: {
    name: "PortAllocationErrorCount",
    statistic: "Sum",
    label: "Connections without a port",
    unit: "Count",
    betterIs: "lower",
  },
  rejected: { name: "RejectedFlowCount", statistic: "Sum", label: "Connections rejected", unit: "Count", betterIs: "lower" },
  /** Only for TLS listeners. */
  tlsErrors: {
    name: "ClientTLSNegotiationErrorCount",
    statistic: "Sum",
    label: "Failed TLS handshakes",
    unit: "Count",
    betterIs: "lower",
  },
  capacityUnits: { name: "ConsumedLCUs", statistic: "Average", label: "Capacity units", unit: "Count", betterIs: "lower" },
} as const satisfies Readonly<Record<string, Definition>>;

/** Terrace's name of an NLB metric. */
export type FlowMetric = keyof typeof DEFINITIONS;

/** Names of all NLB metrics that are defined. */
export const FLOW_METRICS = Object.keys(DEFINITIONS) as readonly FlowMetric[];

/** A metric of an NLB. */
export function flowMetric(metric: FlowMetric, loadBalancerSuffix: string): Metric {
  return { namespace: "AWS/NetworkELB", dimensions: { LoadBalancer: loadBalancerSuffix }, ...DEFINITIONS[metric] };
}

/** Minimum new connections in a period for a meaningful rate. */
const ENOUGH_FLOWS = 100;

/** Occurrences per 100 new connections. */
export function shareOfFlows(metric: FlowMetric, loadBalancerSuffix: string): MetricMath {
  const { label } = DEFINITIONS[metric];
  return {
    expression: `IF(flows >= ${ENOUGH_FLOWS}, 100 * broken / flows, 0)`,
    metrics: { flows: flowMetric("newFlows", loadBalancerSuffix), broken: flowMetric(metric, loadBalancerSuffix) },
    label: `${label}, per 100 connections`,
    unit: "Percent",
    betterIs: "lower",
  };
}
