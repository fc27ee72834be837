import { EcsService } from "@cdktf/provider-aws/lib/ecs-service";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Capacity } from "./model";
import { nameIn } from "../core/placement";
import type { SecurityGroup } from "../core/security-group";
import type { LoadBalancerTarget } from "../load-balancing/target";
import { Alarms } from "../alarms/alarms";
import { capacityStrategy } from "./capacity";
import type { Cluster } from "./cluster";
import type { DeploymentAlarmRow } from "./deployment-alarms";
import type { TaskDefinition } from "./task-definition";

export interface FargateServiceProps {
  /** Name of the service or worker. */
  readonly name: string;
  readonly cluster: Cluster;
  readonly taskDefinition: TaskDefinition;
  readonly capacity: Capacity;
  readonly subnetIds: readonly string[];
  readonly securityGroup: SecurityGroup;
  /** Tasks at its creation; autoscaling owns the count from then on. */
  readonly desiredCount: number;
  readonly deploymentAlarm: DeploymentAlarmRow;
  /** The load balancer in front; workers have none. */
  readonly behind?: { readonly target: LoadBalancerTarget; readonly containerPort: number; readonly gracePeriod: number };
  readonly dependsOn: readonly ITerraformDependable[];
}

/** Names of an ECS service, known at synth: metrics and scaling refer to it by name, so that nothing runs in a circle. */
export function ecsServiceName(scope: Construct, name: string): string {
  return nameIn(scope, "ecsService", name);
}

/**
 * An ECS service on Fargate that replaces its tasks without a gap, and rolls back by itself when new tasks do not start (circuit breaker)
 * or its alarm is raised.
 *
 * Terraform does not wait for a steady state: a rollback reaches one too, and the apply would report success on the old revision. Whether
 * the revision that runs is ours is for a check after the deployment to say (provider-aws#20858).
 */
export class FargateService extends Construct {
  /** Reference to the service's name: who uses it waits for the service. */
  public readonly serviceName: string;

  public constructor(scope: Construct, id: string, props: FargateServiceProps) {
    super(scope, id);
    const alarms = new Alarms(this, "Alarms", [props.deploymentAlarm]);
    this.serviceName = new EcsService(this, "Resource", {
      name: ecsServiceName(this, props.name),
      cluster: props.cluster.arn,
      taskDefinition: props.taskDefinition.arn,
      ...placement(props),
      ...deployment(alarms.alarm("Deployment").alarmName),
      ...loadBalancer(props),
      desiredCount: props.desiredCount,
      lifecycle: { ignoreChanges: ["desired_count"] },
      propagateTags: "SERVICE",
      enableEcsManagedTags: true,
      enableExecuteCommand: false,
      dependsOn: [...props.cluster.dependables, ...props.taskDefinition.dependables, ...props.dependsOn],
    }).name;
  }
}

/** Where tasks run. `launch_type` in place of a strategy, or none, would one day replace the service (provider-aws#22823). */
function placement({ name, capacity, subnetIds, securityGroup }: FargateServiceProps) {
  return {
    capacityProviderStrategy: capacityStrategy(name, capacity).map((item) => ({ ...item })),
    networkConfiguration: {
      subnets: [...subnetIds],
      securityGroups: [securityGroup.securityGroupId],
      assignPublicIp: false,
    },
    // The provider sends DISABLED when it is left out. It needs room above 100 percent (aws-cdk#32259), and knows no difference between
    // Fargate and Fargate Spot.
    availabilityZoneRebalancing: "ENABLED",
  };
}

function deployment(alarmName: string) {
  return {
    deploymentController: { type: "ECS" },
    deploymentMinimumHealthyPercent: 100,
    deploymentMaximumPercent: 200,
    deploymentCircuitBreaker: { enable: true, rollback: true },
    alarms: { enable: true, rollback: true, alarmNames: [alarmName] },
    // A change of the strategy is then an update, not a replacement (provider-aws#22823).
    forceNewDeployment: true,
    waitForSteadyState: false,
  };
}

/** ECS refuses a grace period without a load balancer (provider-aws#31104). */
function loadBalancer({ name, behind }: FargateServiceProps) {
  if (!behind) return {};
  return {
    loadBalancer: [{ targetGroupArn: behind.target.targetGroupArn, containerName: name, containerPort: behind.containerPort }],
    healthCheckGracePeriodSeconds: behind.gracePeriod,
  };
}
