import { EcsService } from "@cdktf/provider-aws/lib/ecs-service";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Capacity } from "./model";
import { nameIn } from "../core/placement";
import type { SecurityGroup } from "../core/security-group";
import type { LoadBalancerTarget } from "../load-balancing/target";
import { Alarms } from "../alarms/alarms";
import { capacityStrategy } from "./capacity";
import type { ClusterParts } from "./cluster";
import type { DeploymentAlarmRow } from "./deployment-alarms";
import type { TaskDefinition } from "./task-definition";

export interface FargateServiceProps {
  /** Name of the service or worker. */
  readonly name: string;
  readonly cluster: ClusterParts;
  readonly taskDefinition: TaskDefinition;
  readonly capacity: Capacity;
  readonly subnetIds: readonly string[];
  readonly securityGroup: SecurityGroup;
  /** Number of tasks at creation; autoscaling manages the count afterwards. */
  readonly desiredCount: number;
  readonly deploymentAlarm: DeploymentAlarmRow;
  /** The load balancer in front of the service; workers have none. */
  readonly behind?: { readonly target: LoadBalancerTarget; readonly containerPort: number; readonly gracePeriod: number };
  readonly dependsOn: readonly ITerraformDependable[];
}

/** Name of an ECS service, known at synthesis. Metrics and scaling use it instead of a reference, which would create a circular dependency. */
export function ecsServiceName(scope: Construct, name: string): string {
  return nameIn(scope, "ecsService", name);
}

/**
 * An ECS service on Fargate with rolling deployments and automatic rollback if new tasks do not start (circuit breaker) or its alarm fires.
 *
 * Terraform does not wait for a steady state: a rollback also reaches a steady state, so the apply would report success for the old
 * revision. Instead, a check after the deployment verifies the running revision (provider-aws#20858).
 */
export class FargateService extends Construct {
  /** Reference to the service name: resources that use it wait for the service. */
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

/** Task placement. Switching between a strategy and `launch_type` replaces the service (provider-aws#22823). */
function placement({ name, capacity, subnetIds, securityGroup }: FargateServiceProps) {
  return {
    capacityProviderStrategy: capacityStrategy(name, capacity).map((item) => ({ ...item })),
    networkConfiguration: {
      subnets: [...subnetIds],
      securityGroups: [securityGroup.securityGroupId],
      assignPublicIp: false,
    },
    // The provider's default is DISABLED. Rebalancing requires a maximum above 100 percent (aws-cdk#32259), and treats Fargate and Fargate
    // Spot alike.
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
    // Turns a change of the capacity provider strategy into an update instead of a replacement (provider-aws#22823).
    forceNewDeployment: true,
    waitForSteadyState: false,
  };
}

/** ECS rejects a grace period without a load balancer (provider-aws#31104). */
function loadBalancer({ name, behind }: FargateServiceProps) {
  if (!behind) return {};
  return {
    loadBalancer: [{ targetGroupArn: behind.target.targetGroupArn, containerName: name, containerPort: behind.containerPort }],
    healthCheckGracePeriodSeconds: behind.gracePeriod,
  };
}
