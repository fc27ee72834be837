import type { Tracing } from "../watching/model";
import { type CollectorConfigurationProps, type LatencySink, collectorConfiguration } from "./collector-configuration";
import { logConfiguration } from "./log-configuration";

/**
 * The collector's image: AWS Distro for OpenTelemetry of July 2026, built on version 0.156 of the collector, for both processors. A newer
 * one may rename what `collectorConfiguration` says: read its release notes.
 *
 * @see https://github.com/aws-observability/aws-otel-collector/releases/tag/v0.49.0
 */
export const COLLECTOR_IMAGE = "public.ecr.aws/aws-observability/aws-otel-collector:v0.49.0";

/** With an underscore, which no service and no worker can have in its name. */
export const COLLECTOR_NAME = "otel_collector";

/** CPU units that the collector has while the program wants all. What the program leaves, it may take as well. */
export const COLLECTOR_CPU = 32;

/** MiB that ECS keeps for it, and MiB at which it is killed and started again; the program is not. */
const MEMORY = { reserved: 64, most: 256 } as const;

/** MiB of heap at which it refuses data. The rest of what it may have is its code and its stacks. */
const HEAP = 128;

/** Seconds for what is in its batches; the program has stopped by then. */
const STOP_TIMEOUT = 30;

/** What is collected beside a program. */
export interface Collection {
  /** @default no traces */
  readonly tracing?: Tracing;
  readonly sink: LatencySink;
}

export interface CollectorContainerProps {
  readonly collection: Collection;
  readonly region: string;
  /** The workload's log group; the collector's streams have its own name in front. */
  readonly logGroupName: string;
}

/**
 * The OpenTelemetry collector beside a program, as ECS keeps it: each default of ECS is written out, or a second plan would find a difference.
 *
 * It lives and dies without the program. It is not essential: a task goes on when it crashes, and ECS starts it again once it has run for
 * five minutes. The program waits until it was started, not until it is healthy: a collector that never gets well must not keep programs
 * from running. In the order in which they start they stop in reverse, so that it sends what the program said last. A Fargate Spot task
 * has two minutes for both.
 *
 * The task's size is for both, and does not grow. Of 512 MB it takes about 100 MB, 256 MB at most, and a task that runs out of memory may lose
 * the program: that is why small stages do not trace unless they are told to. Of 256 CPU units it keeps an eighth.
 *
 * Its image comes from Amazon ECR Public, through a NAT gateway, at each start of a task: without it no task starts. It speaks HTTPS to X-Ray
 * and to CloudWatch Logs or Prometheus. Where these get much, interface endpoints `xray`, `logs` and `aps-workspaces` spare the NAT
 * gateway's bytes.
 *
 * Cost drivers: traces, 5 USD a million; a custom metric of CloudWatch, 0.30 USD a month, for each of at most six histograms of a service,
 * and GB of log; or samples to Prometheus, which grow with series and tasks.
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
      // Go collects garbage before the limit is reached, and not only when the heap has doubled.
      { name: "GOMEMLIMIT", value: `${HEAP}MiB` },
    ],
    secrets: [],
    // The image's own user, by number.
    user: "4317:4317",
    readonlyRootFilesystem: true,
    mountPoints: [],
    volumesFrom: [],
    systemControls: [],
    linuxParameters: { initProcessEnabled: true, capabilities: { drop: ["ALL"] } },
    // The image has neither a shell nor curl, but this program for port 13133.
    healthCheck: { command: ["CMD", "/healthcheck"], interval: 10, timeout: 5, retries: 3, startPeriod: 30 },
    stopTimeout: STOP_TIMEOUT,
    logConfiguration: logConfiguration({ logGroupName, region, name: COLLECTOR_NAME }),
  };
}
