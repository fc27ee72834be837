/**
 * Ports that the OpenTelemetry collector beside a task listens on: OTLP by gRPC and by HTTP, and its health check. The containers of a task
 * share one network interface, so the program cannot have them.
 *
 * Source: https://aws-otel.github.io/docs/setup/ecs and
 * https://github.com/open-telemetry/opentelemetry-collector-contrib/blob/main/extension/healthcheckextension/README.md.
 */
export const COLLECTOR_PORTS: readonly number[] = [4_317, 4_318, 13_133];
