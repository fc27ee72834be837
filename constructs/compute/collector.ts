import type { Tracing } from "../watching/model";
import { type CollectorConfigurationProps, type LatencySink, collectorConfiguration } from "./collector-configuration";
import { logConfiguration } from "./log-configuration";

/**
 * The collector's image: AWS Distro for OpenTelemetry of July 2026, based on collector version 0.156, for both processor architectures.
 * Newer versions may rename keys of `collectorConfiguration`: read their release notes before an update.
 *
 * @see https://github.com/aws-observability/aws-otel-collector/releases/tag/v0.49.0
 */
export const COLLECTOR_IMAGE = "public.ecr.aws/aws-observability/aws-otel-collector:v0.49.0";

/** Contains an underscore, so that it never equals the name of a service or worker. */
export const COLLECTOR_NAME = "otel_collector";

/** CPU units reserved for the collector. It can also use CPU that the application does not use. */
export const COLLECTOR_CPU = 32;

/** In MiB. `reserved` is guaranteed; above `most` ECS kills and restarts the collector, but not the application. */
const MEMORY = { reserved: 64, most: 256 } as const;

/** Heap limit in MiB, above which the collector rejects data. The rest of its memory is for code and stacks. */
const HEAP = 128;

/** Seconds to send the buffered batches after the application has stopped. */
const STOP_TIMEOUT = 30;

/** The telemetry that a workload's collector handles. */
export interface Collection {
  /** @default no traces */
  readonly tracing?: Tracing;
  readonly sink: LatencySink;
}

export interface CollectorContainerProps {
  readonly collection: Collection;
  readonly region: string;
  /** The workload's log group; the collector's streams have their own prefix. */
  readonly logGroupName: string;
}

/**
 * The OpenTelemetry collector sidecar as ECS returns it: each ECS default is explicit, because an omitted default appears as a difference
 * in the next plan.
 *
 * The sidecar's lifecycle is independent of the application. It is not essential: if it crashes, the task continues, and ECS restarts it
 * once it has run for five minutes. The application waits until the sidecar has started, not until it is healthy: a failing collector must
 * not prevent the application from starting. Containers stop in reverse start order, so the sidecar sends the application's last data. A
 * Fargate Spot task has two minutes for both.
 *
 * The sidecar shares the task's size, which does not grow. Of 512 MB it uses about 100 MB, at most 256 MB, and a task that runs out of
 * memory may kill the application. Therefore small stages do not trace by default. Of 256 CPU units the sidecar reserves an eighth.
 *
 * Each task start pulls the image from Amazon ECR Public through a NAT gateway; without it, tasks do not start. The collector sends HTTPS
 * to X-Ray, and to CloudWatch Logs or Prometheus. With much telemetry, the interface endpoints `xray`, `logs` and `aps-workspaces` save NAT
 * gateway charges.
 *
 * Cost drivers: traces, $5 a million; CloudWatch custom metrics, $0.30 a month for each of at most six histograms of a service, and GB of
 * log; or Prometheus samples, which grow with series and tasks.
 *
 * @see https://aws-otel.github.io/docs/setup/ecs/task-definition-for-ecs-fargate
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-restart-policy.html
 * @see https://docs.aws.amazon.com/AmazonECR/latest/public/public-service-quotas.html
 */
export function collectorContainer({ collection, region, logGroupName }: CollectorContainerProps) {
  const { tracing, sink } = collection;
  const configuration: CollectorConfigurationProps = { region, traces: tracing !== undefined, sink, memoryLimit: HEAP };
  return {
    name: COLLECTOR_NAME,
    image: COLLECTOR_IMAGE,
    essential: false,
    restartPolicy: { enabled: true, restartAttemptPeriod: 300 },
    cpu: COLLECTOR_CPU,
    memory: MEMORY.most,
    memoryReservation: MEMORY.reserved,
    portMappings: [],
    environment: [
      { name: "AOT_CONFIG_CONTENT", value: JSON.stringify(collectorConfiguration(configuration)) },
      // Makes Go collect garbage before the limit is reached, not only when the heap has doubled.
      { name: "GOMEMLIMIT", value: `${HEAP}MiB` },
    ],
    secrets: [],
    // The user of the image, as a number.
    user: "4317:4317",
    readonlyRootFilesystem: true,
    mountPoints: [],
    volumesFrom: [],
    systemControls: [],
    linuxParameters: { initProcessEnabled: true, capabilities: { drop: ["ALL"] } },
    // The image has no shell and no curl, but contains this command, which checks port 13133.
    healthCheck: { command: ["CMD", "/healthcheck"], interval: 10, timeout: 5, retries: 3, startPeriod: 30 },
    stopTimeout: STOP_TIMEOUT,
    logConfiguration: logConfiguration({ logGroupName, region, name: COLLECTOR_NAME }),
  };
}
