import type { PrometheusTarget } from "../observability/telemetry/prometheus-target";
import { LATENCY_METRICS } from "./latency-metrics";

/** Where latency goes: to CloudWatch, through a log group of ours, or to Prometheus. */
export type LatencySink =
  | { readonly kind: "cloudwatch"; readonly logGroupName: string; readonly namespace: string }
  | { readonly kind: "prometheus"; readonly target: PrometheusTarget };

export interface CollectorConfigurationProps {
  readonly region: string;
  /** Whether traces are taken, and sent to X-Ray. */
  readonly traces: boolean;
  readonly sink: LatencySink;
  /** MiB of heap from which on it refuses data: programs then keep it, or drop it. */
  readonly memoryLimit: number;
}

/** Only programs of the same task may send: all containers of a task share one loopback interface. */
const LOOPBACK = "127.0.0.1";

/**
 * What the collector does, as its `AOT_CONFIG_CONTENT`: JSON, which is YAML too.
 *
 * - OTLP comes in from the task alone. `memory_limiter` is first in each pipeline, so that it refuses before anything is kept.
 * - Traces go to X-Ray, with the task that they come from (`resource_detection`).
 * - Latency to CloudWatch stays a histogram: `awsemf` writes a base-2 exponential histogram as values and counts, of which CloudWatch makes
 *   any percentile. Of one with explicit buckets it keeps count, sum, minimum and maximum alone, and it takes every point as a difference
 *   from the one before: programs are told to send the former kind and differences (`collectorVariables`), and `cumulativetodelta` mends
 *   what comes as a running total. Its one dimension is the service: a custom metric is paid by the month for each set of dimensions.
 *   Routes, status codes and tasks are in the lines of the log group, for Logs Insights.
 * - To Prometheus all metrics go, with buckets as `le`, for `histogram_quantile`, and as running totals: the exporter drops differences. Two
 *   tasks that write the same series refuse each other's samples, hence the task as `service.instance.id` where the program names none. Other
 *   attributes of the task stay in `target_info`, since each would be a label of every series.
 *
 * It keeps no metrics of its own: they would listen on port 8888, which the program may want. Its log is no JSON, so that no filter on
 * the program's structured lines matches it.
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

/** X-Ray takes 50 segments in one call (https://docs.aws.amazon.com/xray/latest/api/API_PutTraceSegments.html). */
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
