import { COLLECTOR_PORTS, COLLECTOR_VARIABLES } from "../../../constructs/compute/collector-names";
import { COLLECTOR_CPU, COLLECTOR_IMAGE, COLLECTOR_NAME, collectorContainer } from "../../../constructs/compute/collector";
import { type LatencySink, collectorConfiguration } from "../../../constructs/compute/collector-configuration";
import { collectorVariables } from "../../../constructs/compute/collector-variables";
import { LATENCY_METRICS } from "../../../constructs/compute/latency-metrics";
import { containerDefinition } from "../../../constructs/compute/container-definition";
import { CONTAINER } from "./fixtures";

const CLOUDWATCH: LatencySink = { kind: "cloudwatch", logGroupName: "/dev/service/api/latency", namespace: "Terrace/Latency/dev" };
const PROMETHEUS: LatencySink = {
  kind: "prometheus",
  target: { remoteWriteUrl: "https://aps.example.com/workspaces/ws-1/api/v1/remote_write", workspaceArn: "arn:workspace" },
};
const PROPS = { region: "eu-west-1", traces: true, sink: CLOUDWATCH, memoryLimit: 100 };

const receivers = { otlp: { protocols: { grpc: { endpoint: "127.0.0.1:4317" }, http: { endpoint: "127.0.0.1:4318" } } } };
const common = {
  memory_limiter: { check_interval: "1s", limit_mib: 100, spike_limit_mib: 20 },
  resource_detection: { detectors: ["ecs"], timeout: "2s", override: false },
  "batch/metrics": { timeout: "60s" },
};
const telemetry = { logs: { level: "warn" }, metrics: { level: "none" } };
const traces = {
  receivers: ["otlp"],
  processors: ["memory_limiter", "resource_detection", "batch/traces"],
  exporters: ["awsxray"],
};

test("traces go to X-Ray, and latency through a log group to CloudWatch", () => {
  expect(collectorConfiguration(PROPS)).toEqual({
    extensions: { health_check: { endpoint: "127.0.0.1:13133" } },
    receivers,
    processors: {
      ...common,
      "batch/traces": { timeout: "1s", send_batch_size: 50 },
      "filter/latency": { metrics: { include: { match_type: "strict", metric_names: LATENCY_METRICS } } },
      cumulativetodelta: {},
    },
    exporters: {
      awsxray: { region: "eu-west-1" },
      awsemf: {
        region: "eu-west-1",
        namespace: "Terrace/Latency/dev",
        log_group_name: "/dev/service/api/latency",
        dimension_rollup_option: "NoDimensionRollup",
        resource_to_telemetry_conversion: { enabled: true },
        metric_declarations: [{ dimensions: [["service.name"]], metric_name_selectors: [".*"] }],
      },
    },
    service: {
      extensions: ["health_check"],
      pipelines: {
        traces,
        metrics: {
          receivers: ["otlp"],
          processors: ["memory_limiter", "filter/latency", "resource_detection", "cumulativetodelta", "batch/metrics"],
          exporters: ["awsemf"],
        },
      },
      telemetry,
    },
  });
});

test("with Prometheus, all metrics are sent there in signed requests, and each task has its own series", () => {
  expect(collectorConfiguration({ ...PROPS, traces: false, sink: PROMETHEUS })).toEqual({
    extensions: { health_check: { endpoint: "127.0.0.1:13133" }, sigv4auth: { region: "eu-west-1", service: "aps" } },
    receivers,
    processors: {
      ...common,
      resource: { attributes: [{ key: "service.instance.id", from_attribute: "aws.ecs.task.id", action: "insert" }] },
    },
    exporters: {
      prometheus_remote_write: {
        endpoint: "https://aps.example.com/workspaces/ws-1/api/v1/remote_write",
        auth: { authenticator: "sigv4auth" },
      },
    },
    service: {
      extensions: ["health_check", "sigv4auth"],
      pipelines: {
        metrics: {
          receivers: ["otlp"],
          processors: ["memory_limiter", "resource_detection", "resource", "batch/metrics"],
          exporters: ["prometheus_remote_write"],
        },
      },
      telemetry,
    },
  });
});

describe.each([
  ["to CloudWatch", CLOUDWATCH],
  ["to Prometheus", PROMETHEUS],
])("latency %s", (_, sink) => {
  test.each([true, false])("pipelines reference only defined components, and every component is used (traces: %s)", (withTraces) => {
    const {
      extensions,
      processors,
      exporters,
      receivers: sources,
      service,
    } = collectorConfiguration({ ...PROPS, sink, traces: withTraces });
    const pipelines = Object.values(service.pipelines).filter((each) => typeof each === "object");
    const used = (of: (pipeline: (typeof pipelines)[number]) => readonly string[]) => [...new Set(pipelines.flatMap(of))].sort();
    expect(used((each) => each.receivers)).toEqual(Object.keys(sources));
    expect(used((each) => each.processors)).toEqual(Object.keys(processors).sort());
    expect(used((each) => each.exporters)).toEqual(Object.keys(exporters).sort());
    expect(service.extensions).toEqual(Object.keys(extensions));
  });

  test("the collector listens only on loopback, on ports that workloads cannot use", () => {
    const configuration = JSON.stringify(collectorConfiguration({ ...PROPS, sink }));
    const endpoints = [...configuration.matchAll(/"endpoint":"(?!https:)([^"]+):(\d+)"/g)].map(([, host, port]) => [host, Number(port)]);
    expect(endpoints.map(([, port]) => port).sort()).toEqual([...COLLECTOR_PORTS].sort());
    expect(endpoints.map(([host]) => host)).toEqual(["127.0.0.1", "127.0.0.1", "127.0.0.1"]);
  });
});

test("the container definition equals the one that ECS stores, with every default explicit", () => {
  const collection = { tracing: { sampling: "5%" }, sink: CLOUDWATCH } as const;
  const { environment, ...container } = collectorContainer({ collection, region: "eu-west-1", logGroupName: "/dev/service/api" });
  expect(container).toEqual({
    name: "otel_collector",
    image: "public.ecr.aws/aws-observability/aws-otel-collector:v0.49.0",
    essential: false,
    restartPolicy: { enabled: true, restartAttemptPeriod: 300 },
    cpu: 32,
    memory: 256,
    memoryReservation: 64,
    portMappings: [],
    secrets: [],
    user: "4317:4317",
    readonlyRootFilesystem: true,
    mountPoints: [],
    volumesFrom: [],
    systemControls: [],
    linuxParameters: { initProcessEnabled: true, capabilities: { drop: ["ALL"] } },
    healthCheck: { command: ["CMD", "/healthcheck"], interval: 10, timeout: 5, retries: 3, startPeriod: 30 },
    stopTimeout: 30,
    logConfiguration: {
      logDriver: "awslogs",
      options: {
        "awslogs-group": "/dev/service/api",
        "awslogs-region": "eu-west-1",
        "awslogs-stream-prefix": "otel_collector",
        "max-buffer-size": "10m",
        mode: "non-blocking",
      },
    },
  });
  expect(environment.map(({ name }) => name)).toEqual(["AOT_CONFIG_CONTENT", "GOMEMLIMIT"]);
  const written = environment[0]?.value ?? "";
  expect(JSON.parse(written)).toEqual(collectorConfiguration({ ...PROPS, memoryLimit: 128 }));
  // The collector would read a dollar sign as the start of a variable, and Terraform as the start of a template.
  expect(written).not.toContain("$");
});

test("the image has a version, and the container name is not valid for a workload", () => {
  expect(COLLECTOR_IMAGE).toMatch(/^public\.ecr\.aws\/.+:v\d+\.\d+\.\d+$/);
  expect(COLLECTOR_NAME).toContain("_");
});

test.each([256, 512, 1_024, 16_384])("of %d CPU units, the workload's container gets all but those of the collector", (cpu) => {
  const definition = containerDefinition({
    name: "api",
    container: { ...CONTAINER, cpu },
    image: "example.com/api:1",
    ports: [],
    environment: {},
    secrets: {},
    logGroupName: "/dev/service/api",
    region: "us-east-1",
    startPeriod: 90,
    sidecar: { name: COLLECTOR_NAME, cpu: COLLECTOR_CPU },
  });
  expect(definition.cpu).toBe(cpu - 32);
  expect(definition.dependsOn).toEqual([{ containerName: "otel_collector", condition: "START" }]);
});

describe("variables", () => {
  const named = { name: "api", environment: "dev" };

  test("a traced container sends traces and exponential histograms with delta temporality", () => {
    expect(collectorVariables({ ...named, tracing: { sampling: "5%" }, sink: "cloudwatch" })).toEqual({
      OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:4318",
      OTEL_EXPORTER_OTLP_PROTOCOL: "http/protobuf",
      OTEL_SERVICE_NAME: "api",
      OTEL_RESOURCE_ATTRIBUTES: "service.namespace=dev,deployment.environment.name=dev",
      OTEL_PROPAGATORS: "tracecontext,baggage",
      OTEL_TRACES_EXPORTER: "otlp",
      OTEL_TRACES_SAMPLER: "parentbased_traceidratio",
      OTEL_TRACES_SAMPLER_ARG: "0.05",
      OTEL_METRICS_EXPORTER: "otlp",
      OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION: "base2_exponential_bucket_histogram",
      OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE: "delta",
      OTEL_SEMCONV_STABILITY_OPT_IN: "http",
      OTEL_LOGS_EXPORTER: "none",
    });
  });

  test("a container with Prometheus sends cumulative bucket histograms, and no traces without tracing", () => {
    const variables = collectorVariables({ ...named, sink: "prometheus" });
    expect(variables).toMatchObject({
      OTEL_TRACES_EXPORTER: "none",
      OTEL_TRACES_SAMPLER: "always_off",
      OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION: "explicit_bucket_histogram",
      OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE: "cumulative",
    });
    expect(variables).not.toHaveProperty("OTEL_TRACES_SAMPLER_ARG");
  });

  test.each([
    ["0.001%", "0.00001"],
    ["5%", "0.05"],
    ["12.3%", "0.123"],
    ["33.333%", "0.33333"],
    ["100%", "1"],
  ] as const)("a sampling rate of %s is the ratio %s", (sampling, ratio) => {
    expect(collectorVariables({ ...named, tracing: { sampling }, sink: "cloudwatch" }).OTEL_TRACES_SAMPLER_ARG).toBe(ratio);
  });

  test("all reserved variables are set", () => {
    const names = Object.keys(collectorVariables({ ...named, tracing: { sampling: "5%" }, sink: "cloudwatch" }));
    expect(names).toEqual(expect.arrayContaining([...COLLECTOR_VARIABLES]));
  });
});
