import { Eip } from "@cdktf/provider-aws/lib/eip";
import { Lb, type LbConfig } from "@cdktf/provider-aws/lib/lb";
import { Construct } from "constructs";
import { isProtected, statefulLifecycle } from "../core/placement";
import { EPHEMERAL_ENVIRONMENT, acceptFindings } from "../core/accepted-findings";
import type { SecurityGroup } from "../core/security-group";
import { nameTag } from "../network/name-tag";
import type { Network } from "../network/network";
import { AccessLogBucket } from "./access-log-bucket";
import { loadBalancerName } from "./load-balancer-name";
import { numbered } from "./numbered";
import { createTaskGroups, taskGroup } from "./task-groups";

export interface NetworkLoadBalancerProps {
  readonly network: Network;
  /** Whether its addresses are permanent Elastic IPs, one per zone. */
  readonly staticAddresses: boolean;
  /** The number of the load balancer in its region, a part of its names. @default 1 */
  readonly number?: number;
  /** How many security groups lead to tasks; one has rules for at most 60 services. @default 1 */
  readonly taskGroups?: number;
}

/**
 * The region's NLB, for services that do not use HTTP. It is created with a security group, because AWS does not allow adding the first one
 * later. Only connections to TLS listeners are logged. Each service's `NetworkTarget` adds a listener.
 *
 * @example
 * const loadBalancer = new NetworkLoadBalancer(this, "NetworkLoadBalancer", { network, staticAddresses: false });
 * const target = new NetworkTarget(this, "Target-ingest", { loadBalancer, network, service });
 *
 * Cost drivers: hours, capacity units (connections, GB), GB between zones, and a public IPv4 address per zone.
 */
export class NetworkLoadBalancer extends Construct {
  public readonly dnsName: string;
  /** Zone of the load balancer's DNS name, for alias records. */
  public readonly hostedZoneId: string;
  /** For metrics: `net/…`. */
  public readonly arnSuffix: string;
  public readonly arn: string;
  /** Admits clients on each listener's port. Egress rules lead only to connected tasks, for traffic and health checks. */
  public readonly securityGroup: SecurityGroup;
  /** All such groups, in the order of their numbers. */
  public readonly taskGroups: readonly SecurityGroup[];
  /** Its Elastic IPs in zone order; empty if the addresses are not static. */
  public readonly addresses: readonly string[];
  /** Name of the bucket with its access logs: only connections to TLS listeners. */
  public readonly logBucketName: string;

  public constructor(scope: Construct, id: string, props: NetworkLoadBalancerProps) {
    super(scope, id);
    const { network, number = 1, taskGroups: count = 1 } = props;
    const { vpcId } = network;
    const role = numbered("nlb", number);
    this.taskGroups = createTaskGroups(this, { vpcId, role, description: "Clients of the NLB", count });
    this.securityGroup = taskGroup(this.taskGroups, 1);
    const addresses = props.staticAddresses ? network.publicSubnetIds.map((_, index) => this.createAddress(role, index)) : [];
    this.addresses = addresses.map((address) => address.publicIp);
    this.logBucketName = new AccessLogBucket(this, "AccessLogs", { writer: "network", number }).bucketName;
    const loadBalancer = this.create(role, zones(network, addresses));
    acceptFindings(loadBalancer, { CKV_AWS_150: !isProtected(this) && EPHEMERAL_ENVIRONMENT });
    this.dnsName = loadBalancer.dnsName;
    this.hostedZoneId = loadBalancer.zoneId;
    this.arnSuffix = loadBalancer.arnSuffix;
    this.arn = loadBalancer.arn;
  }

  /** Clients have these addresses in their firewalls, so they are protected like stateful resources. */
  private createAddress(role: string, index: number): Eip {
    const tags = nameTag(this, role, `${index + 1}`);
    const address = new Eip(this, `Address${index + 1}`, { domain: "vpc", tags, lifecycle: statefulLifecycle(this) });
    acceptFindings(address, { CKV2_AWS_19: "It is attached to a load balancer: Checkov expects an instance or a NAT gateway." });
    return address;
  }

  private create(role: string, placement: Pick<LbConfig, "subnets" | "subnetMapping">): Lb {
    return new Lb(this, "Resource", {
      name: loadBalancerName(this, role),
      loadBalancerType: "network",
      internal: false,
      ipAddressType: "ipv4",
      ...placement,
      securityGroups: this.taskGroups.map(({ securityGroupId }) => securityGroupId),
      enableDeletionProtection: isProtected(this),
      // A zone can have no task of a small service, so each zone's address serves the tasks of all zones.
      enableCrossZoneLoadBalancing: true,
      dnsRecordClientRoutingPolicy: "any_availability_zone",
      accessLogs: { enabled: true, bucket: this.logBucketName },
    });
  }
}

function zones(network: Network, addresses: readonly Eip[]): Pick<LbConfig, "subnets" | "subnetMapping"> {
  if (addresses.length === 0) return { subnets: network.publicSubnetIds };
  const mapping = network.publicSubnetIds.map((subnetId, index) => ({ subnetId, allocationId: addresses[index]?.allocationId }));
  return { subnetMapping: mapping };
}
