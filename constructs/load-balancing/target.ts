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
  /** A service must depend on these resources: AWS rejects a service whose target group has no load balancer yet. */
  readonly dependables: ITerraformDependable[];
}

/**
 * The prefix of a target group's name; AWS allows six characters. Names are not fixed, so that a group can be replaced: the new one is
 * created, then the listener switches, then the old one is deleted (https://github.com/hashicorp/terraform-provider-aws/issues/636).
 */
export function targetGroupPrefix(service: string): string {
  return `${service.slice(0, 5).replace(/-+$/, "")}-`;
}
