import { Construct } from "constructs";
import type { Worker } from "./model";
import { nonEmpty } from "../../language/collections";
import { placementOf } from "../core/placement";
import { Autoscaling } from "./autoscaling";
import type { WorkloadProps } from "./balanced-service";
import { type DeploymentAlarmRow, independentDeploymentAlarm } from "./deployment-alarms";
import { FargateService, ecsServiceName } from "./fargate-service";
import { businessMetric } from "./logs/custom-metrics";
import { type ScalingPolicy, workerPolicies } from "./scaling-policies";
import { TaskDefinition } from "./task-definition";
import { valuePerTask } from "./worker/metrics";
import { WorkloadNetwork } from "./workload-network";

export interface BackgroundWorkerProps extends WorkloadProps {
  readonly worker: Worker;
}

/** Alarm and scaling of a worker's source of work. */
export interface WorkSource {
  readonly deploymentAlarm: DeploymentAlarmRow;
  /** Before the policies that any worker can have. */
  readonly policies: readonly ScalingPolicy[];
}

/** Grace period of a new worker's container health check, in seconds. */
const START_PERIOD = 60;

/**
 * A worker on Fargate that finds its work itself, for example in Redis, or has its own timer. Its task count follows its targets for CPU,
 * memory or one of its own metrics.
 *
 * @example
 * new BackgroundWorker(this, "Worker-sidekiq", { ...region, worker, bindings: [cache.bind("sidekiq")] });
 */
export class BackgroundWorker extends Construct {
  /** Undefined while the worker waits for its first image. */
  protected readonly autoscaling?: Autoscaling;

  public constructor(scope: Construct, id: string, props: BackgroundWorkerProps, source: WorkSource = independent(scope, props)) {
    super(scope, id);
    const { worker, cluster } = props;
    const { name, scale, egress } = worker;
    const network = new WorkloadNetwork(this, "Network", { name, vpcId: props.network.vpcId, bindings: props.bindings, egress });
    const service = new FargateService(this, "Service", {
      name,
      cluster,
      taskDefinition: this.defineTask(props),
      capacity: worker.capacity,
      subnetIds: props.network.privateSubnetIds,
      securityGroup: network.group,
      desiredCount: worker.scale.min,
      deploymentAlarm: source.deploymentAlarm,
      dependsOn: network.dependables,
    });
    // See BalancedService: the first image brings autoscaling.
    if (worker.waitsForImage) return;
    const policies = [...source.policies, ...workerPolicies(scale, this.metricPerTask(props))];
    this.autoscaling = new Autoscaling(this, "Autoscaling", { name, cluster, service, scale, policies, dependsOn: [] });
  }

  private defineTask({ worker, bindings, repositories, logsKey, variablesKey, prometheus }: BackgroundWorkerProps): TaskDefinition {
    return new TaskDefinition(this, "Task", {
      name: worker.name,
      kind: "worker",
      container: worker.container,
      ports: [],
      bindings,
      repositories,
      logsKey,
      variablesKey,
      basics: {},
      startPeriod: START_PERIOD,
      tracing: worker.tracing,
      prometheus,
    });
  }

  private metricPerTask({ worker, cluster }: BackgroundWorkerProps) {
    const wanted = worker.scale.metric?.name;
    if (wanted === undefined) return undefined;
    const metric = nonEmpty(
      worker.metrics.find(({ name }) => name === wanted),
      `the metric ${wanted} of ${worker.name}`,
    );
    const value = businessMetric(metric, { environment: placementOf(this).environment, kind: "worker", workload: worker });
    return valuePerTask(value, cluster.clusterName, ecsServiceName(this, worker.name));
  }
}

function independent(scope: Construct, { worker: { name }, cluster }: BackgroundWorkerProps): WorkSource {
  return { deploymentAlarm: independentDeploymentAlarm(name, cluster.clusterName, ecsServiceName(scope, name)), policies: [] };
}
