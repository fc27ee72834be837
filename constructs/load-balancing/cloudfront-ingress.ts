import { DataAwsEc2ManagedPrefixList } from "@cdktf/provider-aws/lib/data-aws-ec2-managed-prefix-list";
import { Construct } from "constructs";
import { allowIngress, SecurityGroup } from "../core/security-group";

export interface CloudFrontIngressProps {
  readonly vpcId: string;
  /** Prefix of the groups' names. */
  readonly role: string;
}

/**
 * Security groups that admit only CloudFront, on HTTPS and on HTTP (which only redirects).
 *
 * Two groups, because CloudFront's prefix list counts as 55 of the 60 rules of a group: a second port in one group fails with
 * `RulesPerSecurityGroupLimitExceeded`. A load balancer can be in five groups. The list admits the distributions of all AWS customers, so
 * the listener rules require a secret header too.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html
 */
export class CloudFrontIngress extends Construct {
  public readonly securityGroups: readonly SecurityGroup[];

  public constructor(scope: Construct, id: string, props: CloudFrontIngressProps) {
    super(scope, id);
    const list = new DataAwsEc2ManagedPrefixList(this, "Addresses", { name: "com.amazonaws.global.cloudfront.origin-facing" });
    this.securityGroups = [this.admit("Https", 443, list.id, props), this.admit("Http", 80, list.id, props)];
  }

  private admit(id: string, port: number, prefixListId: string, { vpcId, role }: CloudFrontIngressProps): SecurityGroup {
    const description = `${id.toUpperCase()} from CloudFront`;
    const group = new SecurityGroup(this, id, { vpcId, role: `${role}-${id.toLowerCase()}`, description });
    allowIngress(this, `${id}Clients`, group, { kind: "prefix-list", prefixListId }, { protocol: "tcp", from: port }, description);
    return group;
  }
}
