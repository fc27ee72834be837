import { SecurityGroup as AwsSecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";
import { nameIn } from "./placement";
import { acceptFindings } from "./accepted-findings";

/** The other end of a rule: exactly one group, address range or managed prefix list. */
export type Peer =
  | { readonly kind: "group"; readonly group: SecurityGroup }
  | { readonly kind: "cidr"; readonly cidr: string }
  | { readonly kind: "prefix-list"; readonly prefixListId: string };

/** Ports of one protocol. */
export interface Ports {
  readonly protocol: "tcp" | "udp";
  readonly from: number;
  /** @default `from` */
  readonly to?: number;
}

export interface SecurityGroupProps {
  readonly vpcId: string;
  /** The member of the group, as a part of its name, for example `api`. */
  readonly role: string;
  readonly description: string;
}

/**
 * A security group without rules. Rules are separate resources in the consumer's scope, so that stacks do not depend on each other.
 */
export class SecurityGroup extends Construct {
  public readonly securityGroupId: string;

  public constructor(scope: Construct, id: string, props: SecurityGroupProps) {
    super(scope, id);
    this.securityGroupId = new AwsSecurityGroup(this, "Resource", {
      namePrefix: `${nameIn(this, "securityGroupPrefix", props.role)}-`,
      description: props.description,
      vpcId: props.vpcId,
      revokeRulesOnDelete: true,
      lifecycle: { createBeforeDestroy: true },
    }).id;
  }
}

export interface RuleOptions {
  /** Whether the rule can move to another group: it is created there before it is deleted. @default false */
  readonly moves?: boolean;
}

/** Allows a peer to open connections to a group. */
export function allowIngress(
  scope: Construct,
  id: string,
  group: SecurityGroup,
  peer: Peer,
  ports: Ports,
  description: string,
  { moves = false }: RuleOptions = {},
) {
  const made = new VpcSecurityGroupIngressRule(scope, id, {
    securityGroupId: group.securityGroupId,
    ...rule(peer, ports),
    description,
    ...(moves && { lifecycle: { createBeforeDestroy: true } }),
  });
  acceptFindings(made, {
    CKV_AWS_260: peer.kind === "prefix-list" && ports.from === 80 && "Checkov treats a rule with a prefix list as open to the internet.",
  });
  return made;
}

/** Allows a group to open connections to a peer, on ports of one protocol or on all ports of all protocols. */
export function allowEgress(
  scope: Construct,
  id: string,
  group: SecurityGroup,
  peer: Peer,
  ports: Ports | "all",
  description: string,
): void {
  new VpcSecurityGroupEgressRule(scope, id, { securityGroupId: group.securityGroupId, ...rule(peer, ports), description });
}

/** Both rules of a connection between two groups of one region: egress from `from`, ingress to `to`. */
export function connect(
  scope: Construct,
  id: string,
  from: SecurityGroup,
  to: SecurityGroup,
  ports: Ports,
  description: string,
  options: RuleOptions = {},
): void {
  allowEgress(scope, `${id}Egress`, from, { kind: "group", group: to }, ports, description);
  allowIngress(scope, `${id}Ingress`, to, { kind: "group", group: from }, ports, description, options);
}

function rule(peer: Peer, ports: Ports | "all") {
  if (ports === "all") return { ipProtocol: "-1", ...peerArgument(peer) };
  return { ipProtocol: ports.protocol, fromPort: ports.from, toPort: ports.to ?? ports.from, ...peerArgument(peer) };
}

function peerArgument(peer: Peer) {
  switch (peer.kind) {
    case "group":
      return { referencedSecurityGroupId: peer.group.securityGroupId };
    case "cidr":
      return { cidrIpv4: peer.cidr };
    case "prefix-list":
      return { prefixListId: peer.prefixListId };
  }
}
