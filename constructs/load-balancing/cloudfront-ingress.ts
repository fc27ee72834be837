import { DataAwsEc2ManagedPrefixList } from "@cdktf/provider-aws/lib/data-aws-ec2-managed-prefix-list";
import { Construct } from "constructs";
import { allowIngress, SecurityGroup } from "../core/security-group";

export interface CloudFrontEntranceProps {
  readonly vpcId: string;
}

/**
 * Security groups that admit CloudFront, and nobody else, to HTTPS and to HTTP (which only redirects).
 *
 * Two groups, because the list of CloudFront's addresses counts as 55 rules of the 60 that a group may have: the second port in one group
 * is a `RulesPerSecurityGroupLimitExceeded`. A load balancer may stand in five groups. The list admits everybody's distributions, so the
 * rules of the listener ask for a secret header too.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html
 */
export class CloudFrontIngress extends Construct {
  public readonly securityGroups: readonly SecurityGroup[];

  public constructor(scope: Construct, id: string, props: CloudFrontEntranceProps) {
    super(scope, id);
    const list = new DataAwsEc2ManagedPrefixList(this, "Addresses", { name: "com.amazonaws.global.cloudfront.origin-facing" });
    this.securityGroups = [this.admit("Https", 443, list.id, props), this.admit("Http", 80, list.id, props)];
  }

  private admit(id: string, port: number, prefixListId: string, { vpcId }: CloudFrontEntranceProps): SecurityGroup {
    const description = `${id.toUpperCase()} from CloudFront`;
    const group = new SecurityGroup(this, id, { vpcId, role: `alb-${id.toLowerCase()}`, description });
    allowIngress(this, `${id}Clients`, group, { kind: "prefix-list", prefixListId }, { protocol: "tcp", from: port }, description);
    return group;
  }
}
