/**
 * Ports of the OpenTelemetry collector sidecar: OTLP over gRPC and HTTP, and its health check. The containers of a task share one network
 * interface, so the application cannot use these ports.
 *
 * Source: https://aws-otel.github.io/docs/setup/ecs and
 * https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/main/extension/healthcheckextension/README.md.
 */
export const COLLECTOR_PORTS: readonly number[] = [4_317, 4_318, 13_133];

/**
 * Environment variables that configure the application's OpenTelemetry SDK for the collector sidecar. Teams cannot set them: their value
 * could contradict `tracing`, or change latency to a format that cannot be kept as a histogram.
 *
 * Source: https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/.
 */
export const COLLECTOR_VARIABLES = [
  "OTEL_EXPORTER_OTLP_ENDPOINT",
  "OTEL_EXPORTER_OTLP_PROTOCOL",
  "OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION",
  "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE",
  "OTEL_METRICS_EXPORTER",
  "OTEL_SERVICE_NAME",
  "OTEL_TRACES_EXPORTER",
  "OTEL_TRACES_SAMPLER",
  "OTEL_TRACES_SAMPLER_ARG",
] as const;
