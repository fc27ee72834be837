import type { Metric } from "../../watching/metric";

/** Latency metrics that an application reports, by their OpenTelemetry name. */
export type LatencyMetric = "http.server.request.duration" | "db.client.operation.duration" | "messaging.process.duration";

const LABELS: Readonly<Record<LatencyMetric, string>> = {
  "http.server.request.duration": "HTTP requests",
  "db.client.operation.duration": "Database statements",
  "messaging.process.duration": "Message processing",
};

/** The namespace of an environment's latency. */
export function latencyNamespace(environment: string): string {
  return `Terrace/Latency/${environment}`;
}

/**
 * A percentile of the latency that the application measures: histograms that its collector sends to CloudWatch. Only applications with an
 * OpenTelemetry SDK have it, so no alarm uses it.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function applicationLatency(metric: LatencyMetric, percentile: number, environment: string, workload: string): Metric {
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
