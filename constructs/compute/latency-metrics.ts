/**
 * Histograms of latency that instrumentation libraries send, in seconds: of requests that a program answers, and of those that it sends. Each
 * that a program has is a custom metric of CloudWatch; other metrics are dropped there, and go to Prometheus alone.
 *
 * Source: "Semantic conventions" of OpenTelemetry: https://opentelemetry.io/docs/specs/semconv/http/http-metrics/, …/rpc/rpc-metrics/,
 * …/db/database-metrics/ and …/messaging/messaging-metrics/.
 */
export const LATENCY_METRICS: readonly string[] = [
  "db.client.operation.duration",
  "http.client.request.duration",
  "http.server.request.duration",
  "messaging.process.duration",
  "rpc.client.call.duration",
  "rpc.server.call.duration",
];
