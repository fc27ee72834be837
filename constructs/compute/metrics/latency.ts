import type { Metric } from "../../watching/metric";

/** What a program says of its own latency, as OpenTelemetry names it. */
export type LatencyMetric = "http.server.request.duration" | "db.client.operation.duration" | "messaging.process.duration";

const LABELS: Readonly<Record<LatencyMetric, string>> = {
  "http.server.request.duration": "Requests",
  "db.client.operation.duration": "Statements to databases",
  "messaging.process.duration": "Work on a message",
};

/** The namespace of an environment's latency. */
export function latencyNamespace(environment: string): string {
  return `Terrace/Latency/${environment}`;
}

/**
 * A percentile of how long a program took, as it measured it itself: histograms that the collector beside it sends to CloudWatch. It exists for
 * programs with an OpenTelemetry SDK alone, so nothing is alarmed by it.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function programLatency(metric: LatencyMetric, percentile: number, environment: string, workload: string): Metric {
  return {
    namespace: latencyNamespace(environment),
    name: metric,
    dimensions: { "service.name": workload },
    statistic: `p${percentile}`,
    label: `${LABELS[metric]}, p${percentile}`,
    unit: "Seconds",
    betterIs: "lower",
  };
}
