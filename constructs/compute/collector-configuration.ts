import type { PrometheusTarget } from "../observability/telemetry/prometheus-target";
import { LATENCY_METRICS } from "./latency-metrics";

/** The destination of latency metrics: CloudWatch, through a log group of the environment, or Prometheus. */
export type LatencySink =
  | { readonly kind: "cloudwatch"; readonly logGroupName: string; readonly namespace: string }
  | { readonly kind: "prometheus"; readonly target: PrometheusTarget };

export interface CollectorConfigurationProps {
  readonly region: string;
  /** Whether traces are received and sent to X-Ray. */
  readonly traces: boolean;
  readonly sink: LatencySink;
  /** Heap limit in MiB. Above it, the collector rejects data, and applications buffer or drop it. */
  readonly memoryLimit: number;
}

/** Restricts the receivers to containers of the same task, which share one loopback interface. */
const LOOPBACK = "127.0.0.1";

/**
 * The collector's configuration for `AOT_CONFIG_CONTENT`: JSON, which is valid YAML.
 *
 * - OTLP is received from the same task only. `memory_limiter` is first in each pipeline, so that it rejects data before any is buffered.
 * - Traces go to X-Ray, labeled with their task (`resource_detection`).
 * - Latency stays a histogram in CloudWatch: `awsemf` writes a base-2 exponential histogram as values and counts, from which CloudWatch
 *   computes any percentile. From a histogram with explicit buckets it keeps only count, sum, minimum and maximum. It treats every data
 *   point as a delta. `collectorVariables` therefore sets exponential histograms and delta temporality, and `cumulativetodelta` converts
 *   cumulative metrics. The only dimension is the service, because each set of dimensions is billed monthly as a custom metric. Routes,
 *   status codes and tasks are in the lines of the log group, for Logs Insights.
 * - Prometheus receives all metrics: buckets as `le`, for `histogram_quantile`, and cumulative values, because the exporter drops deltas.
 *   If two tasks write the same series, Prometheus rejects samples of one; therefore the task ID becomes `service.instance.id` unless the
 *   application sets one. Other task attributes stay in `target_info`, because each would become a label of every series.
 *
 * The collector's own metrics are disabled: they would listen on port 8888, which the application may use. Its log is not JSON, so that no
 * filter for the application's structured lines matches it.
 *
 * @see https://aws-otel.github.io/docs/setup/ecs/config-through-ssm
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/v0.156.0/exporter/awsemfexporter
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/v0.156.0/exporter/prometheusremotewriteexporter
 */
export function collectorConfiguration(props: CollectorConfigurationProps) {
  const { region, traces, sink } = props;
  const latency = sink.kind === "cloudwatch" ? toCloudWatch(region, sink) : toPrometheus(region, sink.target);
  return {
    extensions: { health_check: { endpoint: `${LOOPBACK}:13133` }, ...latency.extensions },
    receivers: { otlp: { protocols: { grpc: { endpoint: `${LOOPBACK}:4317` }, http: { endpoint: `${LOOPBACK}:4318` } } } },
    processors: {
      memory_limiter: { check_interval: "1s", limit_mib: props.memoryLimit, spike_limit_mib: Math.floor(props.memoryLimit / 5) },
      resource_detection: { detectors: ["ecs"], timeout: "2s", override: false },
      ...(traces && { "batch/traces": { timeout: "1s", send_batch_size: SEGMENTS } }),
      "batch/metrics": { timeout: "60s" },
      ...latency.processors,
    },
    exporters: { ...(traces && { awsxray: { region } }), ...latency.exporters },
    service: {
      extensions: ["health_check", ...Object.keys(latency.extensions)],
      pipelines: {
        ...(traces && { traces: pipeline(["resource_detection", "batch/traces"], "awsxray") }),
        metrics: pipeline(latency.steps, latency.exporter),
      },
      telemetry: { logs: { level: "warn" }, metrics: { level: "none" } },
    },
  };
}

/** X-Ray accepts 50 segments in one call (https://docs.aws.amazon.com/xray/latest/api/API_PutTraceSegments.html). */
const SEGMENTS = 50;

function pipeline(steps: readonly string[], exporter: string) {
  return { receivers: ["otlp"], processors: ["memory_limiter", ...steps], exporters: [exporter] };
}

function toCloudWatch(region: string, { logGroupName, namespace }: Extract<LatencySink, { kind: "cloudwatch" }>) {
  return {
    extensions: {},
    processors: {
      "filter/latency": { metrics: { include: { match_type: "strict", metric_names: LATENCY_METRICS } } },
      cumulativetodelta: {},
    },
    exporters: {
      awsemf: {
        region,
        namespace,
        log_group_name: logGroupName,
        dimension_rollup_option: "NoDimensionRollup",
        resource_to_telemetry_conversion: { enabled: true },
        metric_declarations: [{ dimensions: [["service.name"]], metric_name_selectors: [".*"] }],
      },
    },
    steps: ["filter/latency", "resource_detection", "cumulativetodelta", "batch/metrics"],
    exporter: "awsemf",
  };
}

function toPrometheus(region: string, { remoteWriteUrl }: PrometheusTarget) {
  return {
    extensions: { sigv4auth: { region, service: "aps" } },
    processors: {
      resource: { attributes: [{ key: "service.instance.id", from_attribute: "aws.ecs.task.id", action: "insert" }] },
    },
    exporters: {
      prometheus_remote_write: { endpoint: remoteWriteUrl, auth: { authenticator: "sigv4auth" } },
    },
    steps: ["resource_detection", "resource", "batch/metrics"],
    exporter: "prometheus_remote_write",
  };
}
