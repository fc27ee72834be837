import type { Container } from "./model";
import type { Image } from "../../language/images";
import { seconds } from "../../language/units";
import type { Ports } from "../core/security-group";
import { logConfiguration } from "./log-configuration";
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
  /** A container beside it, which starts first and stops last. @default it is alone */
  readonly sidecar?: { readonly name: string; readonly cpu: number };
}

/** ECS takes at most five minutes. */
const LONGEST_START_PERIOD = 300;

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
    cpu: cpuShare(props),
    ...(container.command && { command: [...container.command] }),
    portMappings: props.ports.map(({ from, protocol }) => ({ containerPort: from, hostPort: from, protocol })),
    environment: sorted(props.environment).map(([name, value]) => ({ name, value })),
    secrets: sorted(props.secrets).map(([name, valueFrom]) => ({ name, valueFrom })),
    user: container.user,
    readonlyRootFilesystem: true,
    mountPoints: writableVolumes(container).map(({ name, path }) => ({ sourceVolume: name, containerPath: path, readOnly: false })),
    volumesFrom: [],
    systemControls: [],
    // An init process ends children that a program leaves behind. No user but root could use a capability; none can gain one.
    linuxParameters: { initProcessEnabled: true, capabilities: { drop: ["ALL"] } },
    ...(props.sidecar && { dependsOn: [{ containerName: props.sidecar.name, condition: "START" }] }),
    ...(container.healthCommand && { healthCheck: healthCheck(container.healthCommand, props.startPeriod) }),
    stopTimeout: seconds(container.stopTimeout),
    logConfiguration: logConfiguration(props),
  };
}

/**
 * CPU units while all containers of the task want more than there is. A container that is alone needs no share. Beside another one, 0 would be
 * the least that Linux knows: two of 1,024.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html#ECS-Type-ContainerDefinition-cpu
 */
function cpuShare({ container, sidecar }: ContainerDefinitionProps): number {
  return sidecar ? container.cpu - sidecar.cpu : 0;
}

/** A volume of the task for each writable folder. */
export function writableVolumes(container: Container): readonly { readonly name: string; readonly path: string }[] {
  return [...container.writablePaths].sort().map((path, index) => ({ name: `scratch-${index + 1}`, path }));
}

/** The image with its registry. */
export function imageReference(image: Image, repositories: ReadonlyMap<string, ImageRepository>): string {
  return image.kind === "repository" ? `${repositoryOf(image, repositories).repositoryUrl}${image.suffix}` : image.reference;
}

/** The repository of ECR that an image is pulled from, with permissions; undefined for a registry that gives without. */
export function repositoryArn(image: Image, repositories: ReadonlyMap<string, ImageRepository>): string | undefined {
  if (image.kind === "external") return undefined;
  return image.kind === "ecr" ? image.repositoryArn : repositoryOf(image, repositories).arn;
}

/**
 * The repository of ours that an image is in.
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
