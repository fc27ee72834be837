import type { ITerraformDependable } from "cdktf";
import type { Ports, SecurityGroup } from "../core/security-group";

/** What an ECS service must know of the target group that it registers its tasks in. */
export interface LoadBalancerTarget {
  /** The load balancer's CloudWatch namespace, less `AWS/`. */
  readonly kind: "ApplicationELB" | "NetworkELB";
  readonly targetGroupArn: string;
  /** For metrics: `targetgroup/…`. */
  readonly targetGroupSuffix: string;
  /** For metrics, and before `/` and the target group's for a request-count policy: `app/…` or `net/…`. */
  readonly loadBalancerSuffix: string;
  /** Opens connections to the tasks, on all of `openings`. */
  readonly loadBalancerSecurityGroup: SecurityGroup;
  /** The container's port that is registered. */
  readonly port: number;
  /** The container's port that is checked, over TCP; often `port`. */
  readonly healthPort: number;
  /** What must be open between the load balancer's group and the tasks': traffic and health check, each once. */
  readonly openings: readonly Ports[];
  /** A service must depend on these: AWS refuses one whose target group has no load balancer yet. */
  readonly dependables: ITerraformDependable[];
}

/**
 * The prefix of a target group's name, of which AWS allows six characters. Names are not fixed, so that a group can be replaced: the new
 * one is made first, then the listener moves, then the old one goes (https://github.com/hashicorp/terraform-provider-aws/issues/636).
 */
export function targetGroupPrefix(service: string): string {
  return `${service.slice(0, 5).replace(/-+$/, "")}-`;
}
