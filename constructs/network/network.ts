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
 * The VPC of a region. Each zone has a public subnet (load balancers, NAT), a private subnet (tasks) and an isolated subnet (databases,
 * caches; no route into or out of the VPC except to S3 and DynamoDB).
 *
 * The default security group has no rules, so that no resource gets access by accident. Terraform does not manage the default network ACL,
 * which allows all traffic. Security groups filter the traffic, because they are stateful and can reference each other; an ACL would only
 * repeat the same rules with less precision. A managed default ACL would also show a diff whenever a subnet is added or removed
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
  /** Subnets of each tier, one per zone, in zone order. */
  public readonly publicSubnetIds: string[];
  public readonly privateSubnetIds: string[];
  public readonly isolatedSubnetIds: string[];
  /**
   * All route tables: one for the public tier, one per zone for the private tier, one for the isolated tier. Each needs the routes to other
   * VPCs.
   */
  public readonly routeTableIds: string[];
  /** The NAT gateways of the private tier, in zone order. */
  public readonly natGatewayIds: readonly string[];
  /** Security group of the interface endpoints; undefined without endpoints. It admits the private subnets. */
  public readonly endpointSecurityGroup?: SecurityGroup;
  /** For egress rules to S3 or DynamoDB. */
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
      // Both are required for private zones, private DNS names of endpoints, and DNS resolution over peering.
      enableDnsSupport: true,
      enableDnsHostnames: true,
      tags: nameTag(this),
    });
    const unlogged = flowLogs === "none" && "Flow logs are disabled in the environment (network.flowLogs).";
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
      // Always one table per zone, so that a change from one NAT gateway to one per zone changes routes, not tables.
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
 * Load balancers and RDS subnet groups need subnets in two zones.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html
 */
function assertZones({ name, zones }: Region): void {
  if (zones.length < 2)
    throw new RangeError(`network of ${name} has ${zones.length} zone(s); load balancers and databases need at least 2`);
}
