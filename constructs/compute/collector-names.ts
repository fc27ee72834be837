/**
 * Ports that the OpenTelemetry collector beside a task listens on: OTLP by gRPC and by HTTP, and its health check. The containers of a task
 * share one network interface, so the program cannot have them.
 *
 * Source: https://aws-otel.github.io/docs/setup/ecs and
 * https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/main/extension/healthcheckextension/README.md.
 */
export const COLLECTOR_PORTS: readonly number[] = [4_317, 4_318, 13_133];

/**
 * Variables by which a program beside a collector knows it, and what to send it. A team's own value would contradict its `tracing`, or turn
 * latency into what cannot be kept as a histogram.
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
