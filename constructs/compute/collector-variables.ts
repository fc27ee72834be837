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
 * What tells a program's OpenTelemetry SDK where the collector is, and what to send: variables that each SDK reads by itself.
 *
 * The first program of a request decides whether it is traced, and others follow: `parentbased_traceidratio`. A client can decide it too,
 * by a header `traceparent`: what must not be traced at a stranger's wish has to drop that header at its door.
 *
 * Latency is a histogram in either way, but not of one kind: CloudWatch gets exponential buckets, and differences since the last minute;
 * Prometheus gets buckets with bounds, and totals. Lines of the log go to the container's output, never to the collector.
 *
 * `OTEL_PROPAGATORS` is the default of OpenTelemetry, which every SDK has without another package: X-Ray takes W3C trace ids. A team may
 * write another, or `OTEL_RESOURCE_ATTRIBUTES` of its own; `COLLECTOR_VARIABLES` of `config/` are kept from it.
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
    // The stable names of HTTP metrics, in seconds, of libraries that still have old ones too.
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

/** Without traces a program still passes on what others decided, and sends nothing. */
function traces(tracing: Tracing | undefined): Readonly<Record<string, string>> {
  if (!tracing) return { OTEL_TRACES_EXPORTER: "none", OTEL_TRACES_SAMPLER: "always_off" };
  return {
    OTEL_TRACES_EXPORTER: "otlp",
    OTEL_TRACES_SAMPLER: "parentbased_traceidratio",
    OTEL_TRACES_SAMPLER_ARG: `${ratio(tracing)}`,
  };
}

/** A percentage has three decimals at most, so its share of one has five. */
function ratio({ sampling }: Tracing): number {
  return Number((percentOf(sampling) / 100).toFixed(5));
}
