import type { Container, Image } from "../../config/model";
import { seconds } from "../../config/units";
import { literal } from "../core/literal";
import type { Ports } from "../core/security-group";
import { find } from "./uses";

/** An image repository of ours. */
export interface ImageRepository {
  readonly repositoryUrl: string;
  readonly arn: string;
}

export interface ContainerDefinitionProps {
  /** Name of the container: the workload's. */
  readonly name: string;
  readonly container: Container;
  /** The image with its tag or digest. */
  readonly image: string;
  readonly ports: readonly Ports[];
  readonly environment: Readonly<Record<string, string>>;
  /** By variable: the full ARN that ECS reads it from. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly logGroupName: string;
  readonly region: string;
  /** How long a new container may fail its health check, in seconds. */
  readonly startPeriod: number;
}

/** ECS takes at most five minutes. */
const LONGEST_START_PERIOD = 300;

/** Memory that holds lines while CloudWatch is slow; what does not fit is lost. */
const LOG_BUFFER = "10m";

/**
 * The container of a task as ECS keeps it. Every default of ECS is written out, lists are sorted, and nothing is null: else a second plan
 * finds a difference, and a new revision with it (provider-aws#258, #10387).
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html#container_definitions
 */
export function containerDefinition(props: ContainerDefinitionProps) {
  const { container } = props;
  return {
    name: props.name,
    image: props.image,
    essential: true,
    // The task's CPU is the container's: it is the only one.
    cpu: 0,
    ...(container.command && { command: container.command.map(literal) }),
    portMappings: props.ports.map(({ from, protocol }) => ({ containerPort: from, hostPort: from, protocol })),
    environment: sorted(props.environment).map(([name, value]) => ({ name, value: literal(value) })),
    secrets: sorted(props.secrets).map(([name, valueFrom]) => ({ name, valueFrom })),
    user: container.user,
    readonlyRootFilesystem: true,
    mountPoints: scratchVolumes(container).map(({ name, path }) => ({ sourceVolume: name, containerPath: path, readOnly: false })),
    volumesFrom: [],
    systemControls: [],
    // An init process ends children that a program leaves behind. No user but root could use a capability; none can gain one.
    linuxParameters: { initProcessEnabled: true, capabilities: { drop: ["ALL"] } },
    ...(container.healthCommand && { healthCheck: healthCheck(container.healthCommand, props.startPeriod) }),
    stopTimeout: seconds(container.stopTimeout),
    logConfiguration: logConfiguration(props),
  };
}

/** A volume of the task for each writable folder. */
export function scratchVolumes(container: Container): readonly { readonly name: string; readonly path: string }[] {
  return [...container.scratch].sort().map((path, index) => ({ name: `scratch-${index + 1}`, path }));
}

/** The image with its registry. */
export function imageReference(image: Image, repositories: ReadonlyMap<string, ImageRepository>): string {
  return image.kind === "external" ? image.reference : `${repositoryOf(image, repositories).repositoryUrl}${image.suffix}`;
}

/**
 * The repository of ours that an image is in.
 *
 * @throws Error if it does not exist.
 */
export function repositoryOf(
  image: Extract<Image, { kind: "repository" }>,
  repositories: ReadonlyMap<string, ImageRepository>,
): ImageRepository {
  return find(repositories, "image repository", image.repository);
}

function healthCheck(command: readonly string[], startPeriod: number) {
  return {
    command: command.map(literal),
    interval: 10,
    timeout: 5,
    retries: 3,
    startPeriod: Math.min(startPeriod, LONGEST_START_PERIOD),
  };
}

/**
 * `non-blocking`: a full buffer loses lines rather than stalling the program. It has been the default since June 2025, and is an
 * account's setting, hence explicit.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-account-settings.html#default-log-driver-mode
 */
function logConfiguration({ logGroupName, region, name }: ContainerDefinitionProps) {
  return {
    logDriver: "awslogs",
    options: {
      "awslogs-group": logGroupName,
      "awslogs-region": region,
      "awslogs-stream-prefix": name,
      "max-buffer-size": LOG_BUFFER,
      mode: "non-blocking",
    },
  };
}

function sorted(variables: Readonly<Record<string, string>>): readonly (readonly [string, string])[] {
  return Object.entries(variables).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}
