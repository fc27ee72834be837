import type { Construct } from "constructs";
import type { MessageWorker } from "./model";
import { Alarms } from "../alarms/alarms";
import { backlogPerTask, messagesWithoutTasks } from "./worker/metrics";
import type { Autoscaling } from "./autoscaling";
import { BackgroundWorker, type BackgroundWorkerProps, type WorkSource } from "./background-worker";
import type { Consumable } from "./consumable";
import { workerDeploymentAlarm } from "./deployment-alarms";
import { ecsServiceName } from "./fargate-service";
import { allowsZero, backlogPolicies } from "./scaling-policies";

export interface QueueWorkerProps extends BackgroundWorkerProps {
  readonly worker: MessageWorker;
  /** The consumed resource; its consumer binding is in `bindings`. */
  readonly consumes: Consumable;
}

/**
 * A queue worker on Fargate. Its task count follows the backlog of the queue, down to zero if its scale allows it.
 *
 * @example
 * new QueueWorker(this, "Worker-mailer", { ...region, worker, consumes: emails.consumable, bindings: [emails.bindConsumer()] });
 */
export class QueueWorker extends BackgroundWorker {
  public constructor(scope: Construct, id: string, props: QueueWorkerProps) {
    super(scope, id, props, messages(scope, props));
    if (this.autoscaling && scalesToZero(props.worker)) this.scaleFromZero(props, this.autoscaling);
  }

  /**
   * Three datapoints: the running task count of the newest minutes may not have arrived yet, and a late count must not be taken for zero.
   */
  private scaleFromZero({ worker: { name }, cluster, consumes: { metrics } }: QueueWorkerProps, autoscaling: Autoscaling): void {
    const alarms = new Alarms(this, "Alarms", [
      {
        id: "Wake",
        name: [name, "wake"],
        description: `Messages wait while no task of ${name} runs. Starts the first task; no action required.`,
        reason: "Only this alarm scales the worker from zero. Without it, messages are never processed.",
        severity: "none",
        metric: messagesWithoutTasks(metrics.waiting, cluster.clusterName, ecsServiceName(this, name)),
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

function messages(scope: Construct, { worker, cluster, consumes }: QueueWorkerProps): WorkSource {
  const backlog = backlogPerTask(consumes.metrics.waiting, cluster.clusterName, ecsServiceName(scope, worker.name));
  return {
    deploymentAlarm: workerDeploymentAlarm(worker.name, consumes),
    policies: backlogPolicies(backlog, worker.scale.backlogPerTask, scalesToZero(worker)),
  };
}

function scalesToZero({ scale: { min, schedules } }: MessageWorker): boolean {
  return allowsZero([min, ...schedules.map((schedule) => schedule.min)]);
}
