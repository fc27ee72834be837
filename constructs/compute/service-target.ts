import type { ITerraformDependable } from "cdktf";
import type { SecurityGroup } from "../core/security-group";

/** What a service needs to know of the target group that its tasks stand in: that of an ALB or an NLB. */
export interface ServiceTarget {
  readonly kind: "ApplicationELB" | "NetworkELB";
  readonly targetGroupArn: string;
  readonly targetGroupSuffix: string;
  readonly loadBalancerSuffix: string;
  readonly loadBalancerSecurityGroup: SecurityGroup;
  /** Listener and rules: a target group that no load balancer uses takes no service. */
  readonly dependables: readonly ITerraformDependable[];
}
