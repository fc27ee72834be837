import { Construct } from "constructs";
import type { Worker } from "./model";
import { Alarms } from "../alarms/alarms";
import { backlogPerTask, messagesWithoutTasks } from "./worker/metrics";
import { Autoscaling } from "./autoscaling";
import type { WorkloadProps } from "./balanced-service";
import type { Consumable } from "./consumable";
import { workerDeploymentAlarm } from "./deployment-alarms";
import { FargateService, ecsServiceName } from "./fargate-service";
import { allowsZero, workerPolicies } from "./scaling-policies";
import { TaskDefinition } from "./task-definition";
import { WorkloadNetwork } from "./workload-network";

export interface QueueWorkerProps extends WorkloadProps {
  readonly worker: Worker;
  /** The consumed resource; its consumer binding is in `bindings`. */
  readonly consumes: Consumable;
}

/** Grace period of a new worker's container health check, in seconds. */
const START_PERIOD = 60;

/**
 * A queue worker on Fargate. Its task count follows the backlog of the queue, down to zero if its scale allows it.
 *
 * @example
 * new QueueWorker(this, "Worker-mailer", { ...region, worker, consumes: emails.consumable, bindings: [emails.bindConsumer()] });
 */
export class QueueWorker extends Construct {
  public constructor(scope: Construct, id: string, props: QueueWorkerProps) {
    super(scope, id);
    const { worker, consumes } = props;
    const network = new WorkloadNetwork(this, "Network", { name: worker.name, vpcId: props.network.vpcId, bindings: props.bindings });
    const service = new FargateService(this, "Service", {
      name: worker.name,
      cluster: props.cluster,
      taskDefinition: this.defineTask(props),
      capacity: worker.capacity,
      subnetIds: props.network.privateSubnetIds,
      securityGroup: network.group,
      desiredCount: worker.scale.min,
      deploymentAlarm: workerDeploymentAlarm(worker.name, consumes),
      dependsOn: network.dependables,
    });
    // See BalancedService: the first image brings autoscaling.
    if (!worker.waitsForImage) this.scale(props, service);
  }

  private defineTask({ worker, bindings, repositories, logsKey, prometheus }: QueueWorkerProps): TaskDefinition {
    return new TaskDefinition(this, "Task", {
      name: worker.name,
      kind: "worker",
      container: worker.container,
      ports: [],
      bindings,
      repositories,
      logsKey,
      basics: {},
      startPeriod: START_PERIOD,
      tracing: worker.tracing,
      prometheus,
    });
  }

  private scale({ worker, cluster, consumes }: QueueWorkerProps, service: FargateService): void {
    const { name, scale } = worker;
    const backlog = backlogPerTask(consumes.metrics.waiting, cluster.clusterName, ecsServiceName(this, name));
    const toZero = allowsZero([scale.min, ...scale.schedules.map(({ min }) => min)]);
    const policies = workerPolicies(backlog, scale.backlogPerTask, toZero);
    const autoscaling = new Autoscaling(this, "Autoscaling", { name, cluster, service, scale, policies, dependsOn: [] });
    if (toZero) this.scaleFromZero(name, cluster.clusterName, consumes, autoscaling);
  }

  /**
   * Three datapoints: the running task count of the newest minutes may not have arrived yet, and a late count must not be taken for zero.
   */
  private scaleFromZero(name: string, clusterName: string, { metrics }: Consumable, autoscaling: Autoscaling): void {
    const alarms = new Alarms(this, "Alarms", [
      {
        id: "Wake",
        name: [name, "wake"],
        description: `Messages wait while no task of ${name} runs. Starts the first task; no action required.`,
        reason: "Only this alarm scales the worker from zero. Without it, messages are never processed.",
        severity: "none",
        metric: messagesWithoutTasks(metrics.waiting, clusterName, ecsServiceName(this, name)),
        comparison: "above",
        threshold: 0,
        period: "1 minute",
        datapoints: 3,
        missingData: "notBreaching",
      },
    ]);
    alarms.alarm("Wake").alarmActions = [autoscaling.policyArn("Wake")];
  }
}
