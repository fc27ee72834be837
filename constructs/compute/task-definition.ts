import { EcsTaskDefinition } from "@cdktf/provider-aws/lib/ecs-task-definition";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { fargateMemory, isFargateSize } from "../../config/fargate-sizes";
import type { Container } from "../../config/model";
import { mebibytes } from "../../config/units";
import type { Binding } from "../core/bindings";
import type { EncryptionKey } from "../core/encryption-key";
import { LogGroup } from "../core/log-group";
import { isProtected, nameIn, placementOf } from "../core/placement";
import type { Ports } from "../core/security-group";
import { type ImageRepository, containerDefinition, imageReference, repositoryOf, scratchVolumes } from "./container-definition";
import { TaskRole, executionStatements } from "./roles";
import { workloadEnvironment, workloadSecrets } from "./workload-environment";

export interface TaskDefinitionProps {
  /** Name of the service or worker. */
  readonly name: string;
  readonly kind: "service" | "worker";
  readonly container: Container;
  readonly ports: readonly Ports[];
  readonly bindings: readonly Binding[];
  readonly repositories: ReadonlyMap<string, ImageRepository>;
  readonly logsKey: EncryptionKey;
  /** Variables that every container has, for example `PORT`. */
  readonly basics: Readonly<Record<string, string>>;
  /** How long a new container may fail its health check, in seconds. */
  readonly startPeriod: number;
}

/**
 * What a task of a service or worker is: its container, its log, its two roles.
 *
 * Folders that the container writes to are volumes of the task, which vanish with it. Fargate gives them to root unless the image
 * declares the folder as a `VOLUME` with another owner: an image that runs as another user has to do so.
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/bind-mounts.html)
 *
 * Cost drivers: vCPU and memory by the second while tasks run, more for x86; log lines.
 */
export class TaskDefinition extends Construct {
  public readonly arn: string;
  /** What a service must depend on besides the definition itself. */
  public readonly dependables: readonly ITerraformDependable[];

  public constructor(scope: Construct, id: string, props: TaskDefinitionProps) {
    super(scope, id);
    assertSize(props.name, props.container);
    const { environment } = placementOf(this);
    const log = new LogGroup(this, "Log", { name: `/${environment}/${props.kind}/${props.name}`, key: props.logsKey });
    const execution = this.executionRole(props, log);
    const task = new TaskRole(this, "TaskRole", {
      workload: props.name,
      purpose: "task",
      statements: props.bindings.flatMap((binding) => binding.taskStatements),
    });
    this.arn = this.create(props, log, execution, task);
    this.dependables = [...execution.dependables, ...task.dependables];
  }

  private executionRole({ name, container: { image }, repositories, bindings }: TaskDefinitionProps, log: LogGroup): TaskRole {
    const repository = image.kind === "repository" ? repositoryOf(image, repositories) : undefined;
    const secrets = bindings.flatMap((binding) => binding.executionStatements);
    const statements = executionStatements(repository, log, secrets);
    return new TaskRole(this, "ExecutionRole", { workload: name, purpose: "execution", statements });
  }

  private create(props: TaskDefinitionProps, log: LogGroup, execution: TaskRole, task: TaskRole): string {
    const { container } = props;
    return new EcsTaskDefinition(this, "Resource", {
      family: nameIn(this, "taskFamily", props.name),
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      cpu: `${container.cpu}`,
      memory: `${mebibytes(container.memory)}`,
      runtimePlatform: { operatingSystemFamily: "LINUX", cpuArchitecture: container.architecture === "arm64" ? "ARM64" : "X86_64" },
      executionRoleArn: execution.arn,
      taskRoleArn: task.arn,
      volume: scratchVolumes(container).map(({ name }) => ({ name })),
      containerDefinitions: JSON.stringify([this.container(props, log)]),
      // A rollback needs the revision that ran before; Terraform would deregister it (provider-aws#258).
      skipDestroy: isProtected(this),
    }).arn;
  }

  private container(props: TaskDefinitionProps, log: LogGroup) {
    const { environment, region } = placementOf(this);
    const basics = { AWS_REGION: region, ENVIRONMENT: environment, ...props.basics };
    return containerDefinition({
      name: props.name,
      container: props.container,
      image: imageReference(props.container.image, props.repositories),
      ports: props.ports,
      environment: workloadEnvironment(basics, props.container.environment, props.bindings),
      secrets: workloadSecrets(props.bindings),
      logGroupName: log.name,
      region,
      startPeriod: props.startPeriod,
    });
  }
}

function assertSize(name: string, { cpu, memory }: Container): void {
  if (isFargateSize(cpu, memory)) return;
  const allowed = fargateMemory(cpu);
  throw new RangeError(
    `"${name}" has cpu ${cpu} and memory "${memory}"; Fargate ${allowed ? `allows ${allowed} with that CPU` : "has no such CPU"}`,
  );
}
