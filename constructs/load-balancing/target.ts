import type { ITerraformDependable } from "cdktf";
import type { Ports, SecurityGroup } from "../core/security-group";

/** The attributes of a target group that the ECS service of its tasks needs. */
export interface LoadBalancerTarget {
  /** The load balancer's CloudWatch namespace without `AWS/`. */
  readonly kind: "ApplicationELB" | "NetworkELB";
  readonly targetGroupArn: string;
  /** For metrics: `targetgroup/…`. */
  readonly targetGroupSuffix: string;
  /** For metrics, and as the first part of a request-count policy's resource label: `app/…` or `net/…`. */
  readonly loadBalancerSuffix: string;
  /** Source of connections to the tasks, on all of `openings`. */
  readonly loadBalancerSecurityGroup: SecurityGroup;
  /** The registered container port. */
  readonly port: number;
  /** The container port of the TCP health check; often `port`. */
  readonly healthPort: number;
  /** Ports between the load balancer's group and the tasks': traffic and health check, without duplicates. */
  readonly openings: readonly Ports[];
  /** Ports of tasks that run until the deployment of a new port is complete. Not in `openings`. */
  readonly previousOpenings: readonly Ports[];
  /** A service must depend on these resources: AWS rejects a service whose target group has no load balancer yet. */
  readonly dependables: ITerraformDependable[];
}

/**
 * ECS registers each task with the port of its container, so the port of the target group has no effect. But a change of it replaces the group
 * with an empty one.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-register-targets.html
 */
export const TARGET_GROUP_LIFECYCLE = { createBeforeDestroy: true, ignoreChanges: ["port"] };

/** The port of a health check that follows the port of each task. */
export const TRAFFIC_PORT = "traffic-port";

/** The ports of `previousPort` that the service does not use otherwise. AWS rejects duplicate rules. */
export function previousPorts(protocol: Ports["protocol"], previousPort: number | undefined, openings: readonly Ports[]): readonly Ports[] {
  if (previousPort === undefined) return [];
  return openings.some((one) => one.protocol === protocol && one.from === previousPort) ? [] : [{ protocol, from: previousPort }];
}

/**
 * The prefix of a target group's name; AWS allows six characters. Names are not fixed, so that a group can be replaced: the new one is
 * created, then the listener switches, then the old one is deleted (https://github.com/hashicorp/terraform-provider-aws/issues/636).
 */
export function targetGroupPrefix(service: string): string {
  return `${service.slice(0, 5).replace(/-+$/, "")}-`;
}
