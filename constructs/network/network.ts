import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { Construct } from "constructs";
import type { NetworkSettings, Region } from "./model";
import type { EncryptionKey } from "../core/encryption-key";
import { acceptFindings } from "../core/accepted-findings";
import type { SecurityGroup } from "../core/security-group";
import { FlowLog } from "./flow-log";
import { GatewayEndpoints } from "./gateway-endpoints";
import { InterfaceEndpoints } from "./interface-endpoints";
import { nameTag } from "./name-tag";
import { NatGateways } from "./nat-gateways";
import { PublicRoutes } from "./public-routes";
import { SubnetTier } from "./subnet-tier";

export interface NetworkProps {
  readonly region: Region;
  readonly settings: NetworkSettings;
  /** Encrypts the flow log. */
  readonly logsKey: EncryptionKey;
}

/**
 * The VPC of a region: in each zone a public subnet (load balancers, NAT), a private one (tasks) and an isolated one (databases, caches;
 * no way in or out of the VPC but to S3 and DynamoDB).
 *
 * The default security group is emptied, so that nothing works by accident. The default network ACL is left to AWS: it lets everything
 * through, and security groups, which are stateful and name each other, decide. An ACL cannot name a group, so it would be a second and
 * coarser copy of the same rules, and one that adopts AWS's own object differs from it whenever a subnet comes or goes
 * (https://docs.aws.amazon.com/vpc/latest/userguide/infrastructure-security.html).
 *
 * @example
 * const network = new Network(this, "Network", { region, settings: platform.network, logsKey });
 *
 * Cost drivers: NAT gateways (by hour and by GB), interface endpoints (by hour and zone), flow logs (by GB), public IPv4 addresses.
 */
export class Network extends Construct {
  public readonly vpcId: string;
  public readonly cidr: string;
  /** Subnets of each tier, one a zone, in the order of the zones. */
  public readonly publicSubnetIds: string[];
  public readonly privateSubnetIds: string[];
  public readonly isolatedSubnetIds: string[];
  /** Every table that a route to another VPC must be in: one of the public tier, one a zone of the private tier, one of the isolated tier. */
  public readonly routeTableIds: string[];
  /** The gateways of the private tier, in the order of the zones. */
  public readonly natGatewayIds: readonly string[];
  /** What stands in front of the interface endpoints; undefined when there are none. It already admits the private subnets. */
  public readonly endpointSecurityGroup?: SecurityGroup;
  /** For rules that let a group out to S3 or DynamoDB. */
  public readonly s3PrefixListId: string;
  public readonly dynamoDbPrefixListId: string;

  public constructor(scope: Construct, id: string, props: NetworkProps) {
    super(scope, id);
    const { region, settings, logsKey } = props;
    assertZones(region);
    this.cidr = region.cidr;
    this.vpcId = this.createVpc(settings);
    const [publicTier, privateTier, isolatedTier] = this.createTiers(region);
    this.publicSubnetIds = publicTier.subnetIds;
    this.privateSubnetIds = privateTier.subnetIds;
    this.isolatedSubnetIds = isolatedTier.subnetIds;
    this.routeTableIds = [publicTier, privateTier, isolatedTier].flatMap((tier) => tier.routeTableIds);
    const internet = new PublicRoutes(this, "Internet", { vpcId: this.vpcId, routeTableIds: publicTier.routeTableIds });
    const { gateway: internetGateway } = internet;
    this.natGatewayIds = new NatGateways(this, "Nat", { count: settings.natGateways, publicTier, privateTier, internetGateway }).ids;
    const gateways = this.createGatewayEndpoints(privateTier, isolatedTier);
    this.s3PrefixListId = gateways.s3PrefixListId;
    this.dynamoDbPrefixListId = gateways.dynamoDbPrefixListId;
    this.endpointSecurityGroup = this.createInterfaceEndpoints(region, settings);
    if (settings.flowLogs !== "none") new FlowLog(this, "FlowLog", { vpcId: this.vpcId, traffic: settings.flowLogs, key: logsKey });
  }

  private createVpc({ flowLogs }: NetworkSettings): string {
    const vpc = new Vpc(this, "Resource", {
      cidrBlock: this.cidr,
      // Both are needed for private zones, for the private names of endpoints and for names over peering.
      enableDnsSupport: true,
      enableDnsHostnames: true,
      tags: nameTag(this),
    });
    const unlogged = flowLogs === "none" && "The environment says that nobody records its traffic (network.flowLogs).";
    acceptFindings(vpc, { LOGGED: unlogged, CKV2_AWS_11: unlogged });
    new DefaultSecurityGroup(this, "DefaultSecurityGroup", {
      vpcId: vpc.id,
      ingress: [],
      egress: [],
      tags: nameTag(this, "default-unused"),
    });
    return vpc.id;
  }

  private createTiers({ zones }: Region) {
    const { vpcId } = this;
    const tier = (id: string, role: string, cidrOf: (zone: Region["zones"][number]) => string, tables: "one" | "per-zone") =>
      new SubnetTier(this, id, { vpcId, role, tables, subnets: zones.map((zone) => ({ zoneId: zone.id, cidr: cidrOf(zone) })) });
    return [
      tier("Public", "public", (zone) => zone.publicCidr, "one"),
      // A table a zone from the start, so that going from one NAT gateway to one per zone changes routes and no tables.
      tier("Private", "private", (zone) => zone.privateCidr, "per-zone"),
      tier("Isolated", "isolated", (zone) => zone.isolatedCidr, "one"),
    ] as const;
  }

  private createGatewayEndpoints(...tiers: readonly SubnetTier[]): GatewayEndpoints {
    return new GatewayEndpoints(this, "GatewayEndpoints", {
      vpcId: this.vpcId,
      routeTableIds: tiers.flatMap((tier) => tier.routeTableIds),
    });
  }

  private createInterfaceEndpoints({ zones }: Region, { interfaceEndpoints }: NetworkSettings): SecurityGroup | undefined {
    if (interfaceEndpoints.length === 0) return undefined;
    return new InterfaceEndpoints(this, "InterfaceEndpoints", {
      vpcId: this.vpcId,
      subnetIds: this.privateSubnetIds,
      clientCidrs: zones.map((zone) => zone.privateCidr),
      services: interfaceEndpoints,
    }).securityGroup;
  }
}

/**
 * A load balancer needs subnets in two zones, and so does a subnet group of RDS.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html
 */
function assertZones({ name, zones }: Region): void {
  if (zones.length < 2)
    throw new RangeError(`network of ${name} has ${zones.length} zone(s); load balancers and databases need at least 2`);
}
