import { EcsTaskDefinition } from "@cdktf/provider-aws/lib/ecs-task-definition";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { fargateMemory, isFargateSize } from "../../aws/fargate-sizes";
import type { Container } from "./model";
import type { Tracing } from "../watching/model";
import { mebibytes } from "../../language/units";
import type { Binding } from "../core/bindings";
import type { EncryptionKey } from "../core/encryption-key";
import { LogGroup } from "../core/log-group";
import type { PolicyStatement } from "../core/policy";
import { isProtected, nameIn, placementOf } from "../core/placement";
import type { Ports } from "../core/security-group";
import { workloadLogGroup } from "./logs/workload-log";
import type { WorkloadKind } from "./workloads";
import { latencyNamespace } from "./metrics/latency";
import { COLLECTOR_CPU, COLLECTOR_NAME, type Collection, collectorContainer } from "./collector";
import type { PrometheusTarget } from "../observability/telemetry/prometheus-target";
import { collectorVariables } from "./collector-variables";
import { type ImageRepository, containerDefinition, imageReference, repositoryArn } from "./container-definition";
import { folderContainer, opensFolders } from "./folder-container";
import { folderMounts } from "./folders";
import { TaskRole, collectorStatements, executionStatements } from "./roles";
import { type WorkloadVariables, workloadVariables } from "./variables/workload-variables";

export interface TaskDefinitionProps {
  /** Name of the service or worker. */
  readonly name: string;
  readonly kind: WorkloadKind;
  readonly container: Container;
  readonly ports: readonly Ports[];
  readonly bindings: readonly Binding[];
  readonly repositories: ReadonlyMap<string, ImageRepository>;
  readonly logsKey: EncryptionKey;
  /** KMS key of variables that are composed with secrets. @default none: no variable can be */
  readonly variablesKey?: EncryptionKey;
  /** Variables of every container, for example `PORT`. */
  readonly basics: Readonly<Record<string, string>>;
  /** Grace period of a new container's health check, in seconds. */
  readonly startPeriod: number;
  /** Sends traces to X-Ray through a collector sidecar. @default none */
  readonly tracing?: Tracing;
  /** Sends metrics to Prometheus through a collector sidecar. @default latency to CloudWatch with `tracing`, else no metrics */
  readonly prometheus?: PrometheusTarget;
}

/** The telemetry of a task, and the log group of its latency metrics. */
interface Collected {
  readonly collection: Collection;
  readonly log?: LogGroup;
}

/**
 * The task definition of a service or worker: its container, log and two roles; with `tracing` or `prometheus`, also a collector sidecar.
 *
 * Writable folders are task volumes, which are deleted with the task. A container that runs first opens them to any user
 * (`folderContainer`).
 *
 * Cost drivers: vCPU and memory by the second while tasks run, more for x86; log lines; with a collector, its telemetry
 * (`collectorContainer`).
 */
export class TaskDefinition extends Construct {
  public readonly arn: string;
  /** Dependencies of a service in addition to the definition itself. */
  public readonly dependables: readonly ITerraformDependable[];

  public constructor(scope: Construct, id: string, props: TaskDefinitionProps) {
    super(scope, id);
    assertSize(props.name, props.container);
    const { environment } = placementOf(this);
    const log = new LogGroup(this, "Log", { name: workloadLogGroup(environment, props.kind, props.name), key: props.logsKey });
    const variables = this.variables(props);
    const execution = this.executionRole(props, log, variables.executionStatements);
    const collected = this.collect(props);
    const task = this.taskRole(props, collected);
    const containers = [
      this.container(props, log, collected, variables),
      ...(collected ? [this.collector(log, collected)] : []),
      ...this.folders(props, log),
    ];
    this.arn = this.create(props, containers, execution, task);
    this.dependables = [...execution.dependables, ...task.dependables];
  }

  private variables({ name, kind, container, basics, bindings, variablesKey }: TaskDefinitionProps): WorkloadVariables {
    return workloadVariables(this, { workload: name, kind, container, basics, bindings, key: variablesKey });
  }

  private executionRole(props: TaskDefinitionProps, log: LogGroup, composed: readonly PolicyStatement[]): TaskRole {
    const { name, container, repositories, bindings } = props;
    const secrets = [...bindings.flatMap((binding) => binding.executionStatements), ...composed];
    const statements = executionStatements(repositoryArn(container.image, repositories), log, secrets);
    return new TaskRole(this, "ExecutionRole", { workload: name, purpose: "execution", statements });
  }

  private taskRole({ name, bindings }: TaskDefinitionProps, collected: Collected | undefined): TaskRole {
    const used = bindings.flatMap((binding) => binding.taskStatements);
    const statements = collected ? [...used, ...collectorStatements(collected.collection, collected.log)] : used;
    return new TaskRole(this, "TaskRole", { workload: name, purpose: "task", statements });
  }

  /** Latency has a separate log group: filters and queries expect only the application's lines in the application's log. */
  private collect({ name, kind, tracing, prometheus, logsKey }: TaskDefinitionProps): Collected | undefined {
    if (prometheus) return { collection: { tracing, sink: { kind: "prometheus", target: prometheus } } };
    if (!tracing) return undefined;
    const { environment } = placementOf(this);
    const log = new LogGroup(this, "LatencyLog", { name: `${workloadLogGroup(environment, kind, name)}/latency`, key: logsKey });
    const sink = { kind: "cloudwatch", logGroupName: log.name, namespace: latencyNamespace(environment) } as const;
    return { collection: { tracing, sink }, log };
  }

  private create(props: TaskDefinitionProps, containers: readonly object[], execution: TaskRole, task: TaskRole): string {
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
      volume: folderMounts(container).map(({ sourceVolume }) => ({ name: sourceVolume })),
      containerDefinitions: JSON.stringify(containers),
      // A rollback requires the previous revision, which Terraform would deregister (provider-aws#258).
      skipDestroy: isProtected(this),
    }).arn;
  }

  private container(props: TaskDefinitionProps, log: LogGroup, collected: Collected | undefined, variables: WorkloadVariables) {
    const { environment, region } = placementOf(this);
    const { name, tracing } = props;
    const otel = collected && collectorVariables({ name, environment, tracing, sink: collected.collection.sink.kind });
    return containerDefinition({
      name: props.name,
      container: props.container,
      image: imageReference(props.container.image, props.repositories),
      ports: props.ports,
      environment: { ...otel, ...variables.environment },
      secrets: variables.secrets,
      ...(variables.labels && { labels: variables.labels }),
      logGroupName: log.name,
      region,
      startPeriod: props.startPeriod,
      ...(collected && { sidecar: { name: COLLECTOR_NAME, cpu: COLLECTOR_CPU } }),
    });
  }

  private folders({ container }: TaskDefinitionProps, log: LogGroup) {
    return opensFolders(container) ? [folderContainer({ container, region: placementOf(this).region, logGroupName: log.name })] : [];
  }

  private collector(log: LogGroup, { collection }: Collected) {
    return collectorContainer({ collection, region: placementOf(this).region, logGroupName: log.name });
  }
}

function assertSize(name: string, { cpu, memory }: Container): void {
  if (isFargateSize(cpu, memory)) return;
  const allowed = fargateMemory(cpu);
  throw new RangeError(
    `"${name}" has cpu ${cpu} and memory "${memory}"; Fargate ${allowed ? `allows ${allowed} with that CPU` : "has no such CPU"}`,
  );
}
