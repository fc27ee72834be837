/**
 * Latency histograms that instrumentation libraries send, in seconds, for requests that an application serves and requests that it sends.
 * In CloudWatch, each histogram that an application sends is a custom metric; other metrics go to Prometheus only.
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
