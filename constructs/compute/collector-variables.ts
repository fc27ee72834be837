import type { Tracing } from "../watching/model";
import { percentOf } from "../../language/units";
import type { LatencySink } from "./collector-configuration";

export interface CollectorVariablesProps {
  /** Name of the service or worker. */
  readonly name: string;
  readonly environment: string;
  /** @default no traces */
  readonly tracing?: Tracing;
  readonly sink: LatencySink["kind"];
}

/**
 * Environment variables that configure an application's OpenTelemetry SDK: the collector's address and the data to send. Every SDK reads
 * them.
 *
 * The first service of a request decides whether it is traced, and downstream services follow: `parentbased_traceidratio`. Clients can also
 * decide it with a `traceparent` header; to prevent that, remove the header at the edge.
 *
 * Latency is a histogram for both sinks, but in different formats: CloudWatch requires exponential buckets and delta temporality;
 * Prometheus requires explicit buckets and cumulative values. Log lines go to the container's output, never to the collector.
 *
 * `OTEL_PROPAGATORS` is OpenTelemetry's default, which every SDK supports without another package: X-Ray accepts W3C trace IDs. A team can
 * override it and `OTEL_RESOURCE_ATTRIBUTES`, but not the variables in `COLLECTOR_VARIABLES`.
 *
 * @see https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/
 * @see https://opentelemetry.io/docs/specs/otel/metrics/sdk_exporters/otlp/
 * @see https://docs.aws.amazon.com/xray/latest/devguide/xray-api-sendingdata.html#xray-api-traceids
 */
export function collectorVariables({ name, environment, tracing, sink }: CollectorVariablesProps): Readonly<Record<string, string>> {
  return {
    OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:4318",
    OTEL_EXPORTER_OTLP_PROTOCOL: "http/protobuf",
    OTEL_SERVICE_NAME: name,
    OTEL_RESOURCE_ATTRIBUTES: `service.namespace=${environment},deployment.environment.name=${environment}`,
    OTEL_PROPAGATORS: "tracecontext,baggage",
    ...traces(tracing),
    OTEL_METRICS_EXPORTER: "otlp",
    ...HISTOGRAMS[sink],
    // Selects the stable HTTP metric names, in seconds, in libraries that also support the old names.
    OTEL_SEMCONV_STABILITY_OPT_IN: "http",
    OTEL_LOGS_EXPORTER: "none",
  };
}

const HISTOGRAMS: Readonly<Record<LatencySink["kind"], Readonly<Record<string, string>>>> = {
  cloudwatch: {
    OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION: "base2_exponential_bucket_histogram",
    OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE: "delta",
  },
  prometheus: {
    OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION: "explicit_bucket_histogram",
    OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE: "cumulative",
  },
};

/** Without tracing, the application still propagates the trace context and sends no traces. */
function traces(tracing: Tracing | undefined): Readonly<Record<string, string>> {
  if (!tracing) return { OTEL_TRACES_EXPORTER: "none", OTEL_TRACES_SAMPLER: "always_off" };
  return {
    OTEL_TRACES_EXPORTER: "otlp",
    OTEL_TRACES_SAMPLER: "parentbased_traceidratio",
    OTEL_TRACES_SAMPLER_ARG: `${ratio(tracing)}`,
  };
}

/** A percentage has at most three decimals, so as a fraction it has at most five. */
function ratio({ sampling }: Tracing): number {
  return Number((percentOf(sampling) / 100).toFixed(5));
}
