import type { Container } from "./model";
import { FIRST_UNPRIVILEGED_PORT } from "../../aws/reserved-ports";
import type { Image } from "../../language/images";
import { seconds } from "../../language/units";
import type { Ports } from "../core/security-group";
import { droppedCapabilities, STEP_DOWN } from "./capabilities";
import { FOLDER_NAME, opensFolders } from "./folder-container";
import { folderMounts } from "./folders";
import { logConfiguration } from "./log-configuration";
import { find } from "./uses";

/** An ECR repository that Terrace manages. */
export interface ImageRepository {
  readonly repositoryUrl: string;
  readonly arn: string;
}

export interface ContainerDefinitionProps {
  /** Name of the container: the workload's name. */
  readonly name: string;
  readonly container: Container;
  /** Image reference with tag or digest. */
  readonly image: string;
  readonly ports: readonly Ports[];
  readonly environment: Readonly<Record<string, string>>;
  /** Full ARN of each secret value, by variable name. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly logGroupName: string;
  readonly region: string;
  /** Grace period of a new container's health check, in seconds. */
  readonly startPeriod: number;
  /** Docker labels. @default none */
  readonly labels?: Readonly<Record<string, string>>;
  /** A sidecar, which starts first and stops last. @default none */
  readonly sidecar?: { readonly name: string; readonly cpu: number };
}

/** The maximum of ECS: five minutes. */
const LONGEST_START_PERIOD = 300;

/**
 * The container of a task as ECS returns it. Every ECS default is explicit, lists are sorted, and no value is null; otherwise the next plan
 * shows a difference and creates a new revision (provider-aws#258, #10387).
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html#container_definitions
 */
export function containerDefinition(props: ContainerDefinitionProps) {
  const { container } = props;
  return {
    name: props.name,
    image: props.image,
    essential: true,
    cpu: cpuShare(props),
    ...(container.entrypoint && { entryPoint: [...container.entrypoint] }),
    ...(container.command && { command: [...container.command] }),
    ...(container.workingDirectory !== undefined && { workingDirectory: container.workingDirectory }),
    portMappings: props.ports.map(({ from, protocol }) => ({ containerPort: from, hostPort: from, protocol })),
    environment: sorted(props.environment).map(([name, value]) => ({ name, value })),
    secrets: sorted(props.secrets).map(([name, valueFrom]) => ({ name, valueFrom })),
    ...(props.labels && { dockerLabels: props.labels }),
    ...(container.user !== "image" && { user: container.user }),
    readonlyRootFilesystem: container.fileSystem === "read-only",
    mountPoints: folderMounts(container),
    volumesFrom: [],
    systemControls: systemControls(props.ports),
    // An init process reaps orphaned child processes. Only root can use capabilities, and no process can gain root.
    linuxParameters: {
      initProcessEnabled: true,
      capabilities: { drop: droppedCapabilities(container.user === "image" ? STEP_DOWN : []) },
    },
    ...dependencies(props),
    ...(container.healthCommand && { healthCheck: healthCheck(container.healthCommand, props.startPeriod) }),
    stopTimeout: seconds(container.stopTimeout),
    logConfiguration: logConfiguration(props),
  };
}

/**
 * CPU units under contention. A single container needs no share. With a sidecar, 0 would mean Linux's minimum: two of 1,024 shares.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html#ECS-Type-ContainerDefinition-cpu
 */
function cpuShare({ container, sidecar }: ContainerDefinitionProps): number {
  return sidecar ? container.cpu - sidecar.cpu : 0;
}

/**
 * Lets a user other than root listen on the low ports of the task. Linux allows it from 1,024 on; Fargate takes this kernel parameter, for
 * all containers of the task.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_SystemControl.html
 */
function systemControls(ports: readonly Ports[]) {
  const isLow = ports.some(({ from }) => from < FIRST_UNPRIVILEGED_PORT);
  return isLow ? [{ namespace: "net.ipv4.ip_unprivileged_port_start", value: "0" }] : [];
}

/** The containers that start before the application. */
function dependencies({ container, sidecar }: ContainerDefinitionProps) {
  const dependsOn = [
    ...(sidecar ? [{ containerName: sidecar.name, condition: "START" }] : []),
    ...(opensFolders(container) ? [{ containerName: FOLDER_NAME, condition: "SUCCESS" }] : []),
  ];
  return dependsOn.length === 0 ? {} : { dependsOn };
}

/** Image reference with registry. */
export function imageReference(image: Image, repositories: ReadonlyMap<string, ImageRepository>): string {
  return image.kind === "repository" ? `${repositoryOf(image, repositories).repositoryUrl}${image.suffix}` : image.reference;
}

/** The ECR repository that an image is pulled from with IAM permissions; undefined for a registry that needs none. */
export function repositoryArn(image: Image, repositories: ReadonlyMap<string, ImageRepository>): string | undefined {
  if (image.kind === "external") return undefined;
  return image.kind === "ecr" ? image.repositoryArn : repositoryOf(image, repositories).arn;
}

/**
 * The managed repository of an image.
 *
 * @throws Error if it does not exist.
 */
function repositoryOf(image: Extract<Image, { kind: "repository" }>, repositories: ReadonlyMap<string, ImageRepository>): ImageRepository {
  return find(repositories, "image repository", image.repository);
}

function healthCheck(command: readonly string[], startPeriod: number) {
  return {
    command: [...command],
    interval: 10,
    timeout: 5,
    retries: 3,
    startPeriod: Math.min(startPeriod, LONGEST_START_PERIOD),
  };
}

function sorted(variables: Readonly<Record<string, string>>): readonly (readonly [string, string])[] {
  return Object.entries(variables).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}
