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
  /** What it consumes; its consumer's binding is among `bindings`. */
  readonly consumes: Consumable;
}

/** How long a new worker may fail its container's health check, in seconds. */
const START_PERIOD = 60;

/**
 * A program that takes messages from a queue, on Fargate, with as many tasks as the queue's backlog needs: none, where its scale allows
 * it, while the queue is empty.
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
    this.scale(props, service);
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
    const sleeps = allowsZero([scale.min, ...scale.schedules.map(({ min }) => min)]);
    const policies = workerPolicies(backlog, scale.backlogPerTask, sleeps);
    const autoscaling = new Autoscaling(this, "Autoscaling", { name, cluster, service, scale, policies, dependsOn: [] });
    if (sleeps) this.wake(name, cluster.clusterName, consumes, autoscaling);
  }

  /** Three datapoints: in the newest minutes the count of running tasks may not have come in yet, and late must not look like zero. */
  private wake(name: string, clusterName: string, { metrics }: Consumable, autoscaling: Autoscaling): void {
    const alarms = new Alarms(this, "Alarms", [
      {
        id: "Wake",
        name: [name, "wake"],
        description: `Messages wait and no task of ${name} runs. Starts the first one; nobody has to do anything.`,
        reason: "Nothing else wakes a worker that sleeps, and users wait for what they asked for.",
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
