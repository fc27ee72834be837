import { ElasticacheParameterGroup } from "@cdktf/provider-aws/lib/elasticache-parameter-group";
import { ElasticacheReplicationGroup } from "@cdktf/provider-aws/lib/elasticache-replication-group";
import { ElasticacheSubnetGroup } from "@cdktf/provider-aws/lib/elasticache-subnet-group";
import { Construct } from "constructs";
import { days } from "../../language/units";
import { variablesOf } from "../core/variables";
import type { AttributeValues } from "../core/attributes";
import type { Bindable, Binding, Connection } from "../core/bindings";
import type { EncryptionKey } from "../core/encryption-key";
import type { IsolatedNetwork } from "../core/ground";
import { LogGroup } from "../core/log-group";
import { isProtected, nameIn, placementOf, statefulLifecycle } from "../core/placement";
import { acceptFindings } from "../core/accepted-findings";
import { CACHE_PORT, type Cache as CacheModel, cacheVariables } from "./model";
import { ConsumerGroups } from "../core/consumer-groups";
import type { cacheAttributes } from "./attributes";
import { CacheAccess } from "./cache-access";
import { assertReplicas, isClustered, parameterFamily, parametersOf } from "./engine";
import { DECIDED_FOR_ALL, GlobalDatastore } from "./global-datastore";
import type { CacheRole, WrittenCache } from "./role";

/** The port of every cache. */
export const CACHE_PORTS = { protocol: "tcp", from: CACHE_PORT } as const;

/** Windows for patches and snapshots (UTC); they must not overlap. */
const MAINTENANCE_WINDOW = "sun:05:00-sun:06:00";
const SNAPSHOT_WINDOW = "03:00-04:00";

export interface CacheProps {
  readonly cache: CacheModel;
  readonly role: CacheRole;
  readonly network: IsolatedNetwork;
  readonly key: EncryptionKey;
  readonly logsKey: EncryptionKey;
  /** Names of the region's workloads that use the cache. @default none */
  readonly consumers?: readonly string[];
}

/**
 * A Redis OSS or Valkey cache: a replication group with TLS, a customer managed KMS key and users with IAM authentication.
 *
 * Consumers connect with TLS and sign a token for the cluster's name (not its host) at least every 15 minutes.
 *
 * Consumers of a global cache read from their region's member and write to the primary region: they receive a second host for that, with
 * its cluster and region for the token. Each region has its own users and keys; a secondary member inherits all other settings from the
 * datastore.
 *
 * @example
 * new Cache(this, "Cache-sessions", { cache: platform.caches[0], role: { kind: "alone" }, network, key: dataKey, logsKey });
 *
 * Cost drivers: node type × shards × (1 + replicas), every hour; snapshots beyond the first. Valkey nodes cost 20% less than Redis OSS
 * nodes.
 */
export class Cache extends Construct implements Bindable {
  public readonly securityGroups: ConsumerGroups;
  public readonly replicationGroupId: string;
  /**
   * The primary endpoint, or in cluster mode the configuration endpoint. A secondary member has one too, since it can become the primary.
   */
  public readonly host: string;
  public readonly arn: string;
  private readonly access: CacheAccess;
  private readonly datastore: GlobalDatastore | undefined;

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: CacheProps,
  ) {
    super(scope, id);
    const { cache, role } = props;
    assertReplicas(props.cache);
    // With the region: a global datastore needs a different ID in each region (provider-aws#38919), and an ID never changes.
    this.replicationGroupId = nameIn(this, "replicationGroup", placementOf(this).region, props.cache.name);
    this.securityGroups = this.createSecurityGroups();
    this.access = new CacheAccess(this, "Access", { cache: props.cache });
    const group = this.create();
    const joined = role.kind === "secondary" && "A member of a global datastore inherits this from the datastore and must not set it.";
    acceptFindings(group, {
      CKV2_AWS_50: cache.replicas === 0 && "The environment decides whether a cache is worth a second node (replicas).",
      CKV_AWS_29: joined,
      CKV_AWS_30: joined,
      CKV_AWS_31: joined,
    });
    this.arn = group.arn;
    this.host = isClustered(props.cache) ? group.configurationEndpointAddress : group.primaryEndpointAddress;
    this.datastore = props.role.kind === "primary" ? this.joinRegions(group.id) : undefined;
  }

  /**
   * Attributes of the primary that the members of other regions need.
   *
   * @throws Error unless it is the primary of a global cache.
   */
  public get written(): WrittenCache {
    const { host, replicationGroupId, arn, access, datastore } = this;
    if (!datastore) throw new Error(`cache ${this.props.cache.name} is not the primary of a global cache: no other region can follow it`);
    return { region: placementOf(this).region, datastoreId: datastore.datastoreId, host, replicationGroupId, arns: [arn, access.userArn] };
  }

  public bind(consumer: string): Binding {
    const { name } = this.props.cache;
    return {
      name,
      attributes: this.attributes(),
      environment: variablesOf(cacheVariables, name, {
        HOST: this.host,
        PORT: String(CACHE_PORT),
        USERNAME: this.access.userName,
        // IAM tokens are signed for this cluster.
        CLUSTER: this.replicationGroupId,
        REGION: placementOf(this).region,
        ...this.writer(),
      }),
      secrets: {},
      taskStatements: [{ actions: ["elasticache:Connect"], resources: this.connectable() }],
      executionStatements: [],
      connections: [
        { kind: "group", ...this.securityGroups.of(consumer), ports: CACHE_PORTS, description: `Cache ${name}` },
        ...this.connectionsElsewhere(),
      ],
    };
  }

  private attributes(): AttributeValues<typeof cacheAttributes> {
    const { host } = this;
    return {
      host,
      writer: this.writer().WRITER_HOST ?? host,
      port: String(CACHE_PORT),
      username: this.access.userName,
      cluster: this.replicationGroupId,
      region: placementOf(this).region,
    };
  }

  /**
   * Variables of the primary of a global cache. Users have the same name in every region; a token is valid for one cluster in its region.
   */
  private writer(): Readonly<Partial<Record<"WRITER_HOST" | "WRITER_CLUSTER" | "WRITER_REGION", string>>> {
    const { role } = this.props;
    if (role.kind === "alone") return {};
    const { host, replicationGroupId, region } = role.kind === "primary" ? this.written : role.primary;
    return { WRITER_HOST: host, WRITER_CLUSTER: replicationGroupId, WRITER_REGION: region };
  }

  private connectable(): string[] {
    const { role } = this.props;
    return [this.arn, this.access.userArn, ...(role.kind === "secondary" ? role.primary.arns : [])];
  }

  /** Connections to all members, not only to the primary, so that a failover changes no rule. */
  private connectionsElsewhere(): readonly Connection[] {
    const { cache, role } = this.props;
    if (role.kind === "alone") return [];
    return role.elsewhere.map(({ region, cidrs }) => ({
      kind: "cidr",
      region,
      cidrs,
      ports: CACHE_PORTS,
      description: `Cache ${cache.name} in ${region}`,
    }));
  }

  private joinRegions(primaryId: string): GlobalDatastore {
    return new GlobalDatastore(this, "Datastore", { cache: this.props.cache, primaryId });
  }

  private create(): ElasticacheReplicationGroup {
    const { cache, key, role } = this.props;
    const failover = cache.replicas > 0;
    return new ElasticacheReplicationGroup(this, "Resource", {
      replicationGroupId: this.replicationGroupId,
      description: `Cache ${cache.name}`,
      ...(role.kind === "secondary" ? { globalReplicationGroupId: role.primary.datastoreId } : this.own()),
      port: CACHE_PORT,
      subnetGroupName: this.createSubnetGroup().name,
      securityGroupIds: this.securityGroups.ids,
      // Users require TLS, and both must be set at creation (provider-aws#42966).
      userGroupIds: [this.access.userGroupId],
      kmsKeyId: key.arn,
      replicasPerNodeGroup: cache.replicas,
      automaticFailoverEnabled: failover,
      multiAzEnabled: failover,
      ...this.upkeep(),
      logDeliveryConfiguration: [this.deliver("slow-log", "SlowLog"), this.deliver("engine-log", "EngineLog")],
      lifecycle: statefulLifecycle(this, role.kind === "alone" ? [] : DECIDED_FOR_ALL),
    });
  }

  /** Settings that a secondary member inherits from the datastore and must not set (provider-aws#20893). */
  private own() {
    const { cache } = this.props;
    return {
      engine: cache.engine,
      engineVersion: cache.version,
      nodeType: cache.nodeType,
      numNodeGroups: cache.shards,
      parameterGroupName: this.createParameterGroup().name,
      transitEncryptionEnabled: true,
      transitEncryptionMode: "required",
      atRestEncryptionEnabled: "true",
    };
  }

  private upkeep() {
    const retention = days(this.props.cache.snapshots);
    return {
      // AWS applies patches automatically. An automatic minor upgrade would be a downgrade in the next plan, which replaces the cache:
      // https://github.com/hashicorp/terraform-provider-aws/blob/v5.100.0/internal/service/elasticache/engine_version.go
      autoMinorVersionUpgrade: "false",
      maintenanceWindow: MAINTENANCE_WINDOW,
      snapshotRetentionLimit: retention,
      ...(retention > 0 && { snapshotWindow: SNAPSHOT_WINDOW }),
      // The security group's ID makes it unique: a snapshot of an earlier cache of this name may still exist.
      ...(isProtected(this) && {
        finalSnapshotIdentifier: `${this.replicationGroupId}-final-${this.securityGroups.first.securityGroupId}`,
      }),
      // ElastiCache accepts changes of log delivery only with this; a change of the node type replaces nodes one by one.
      applyImmediately: true,
    };
  }

  private createSecurityGroups(): ConsumerGroups {
    const { cache, network, role, consumers } = this.props;
    return new ConsumerGroups(this, "SecurityGroup", {
      consumers,
      remoteRules: role.kind === "alone" ? 0 : role.elsewhere.length,
      vpcId: network.vpcId,
      role: `${cache.name}-cache`,
      description: `Cache ${cache.name}: consumers add their own rules`,
    });
  }

  private createSubnetGroup(): ElasticacheSubnetGroup {
    const { cache, network } = this.props;
    return new ElasticacheSubnetGroup(this, "SubnetGroup", {
      name: nameIn(this, "subnetGroup", `${cache.name}-cache`),
      description: `Cache ${cache.name}: isolated subnets`,
      subnetIds: [...network.isolatedSubnetIds],
    });
  }

  /** The name contains the family, so that the groups of two major versions can coexist during an upgrade. */
  private createParameterGroup(): ElasticacheParameterGroup {
    const { cache } = this.props;
    const family = parameterFamily(cache);
    return new ElasticacheParameterGroup(this, "ParameterGroup", {
      name: nameIn(this, "parameterGroupPrefix", `${cache.name}-${family}`),
      description: `Cache ${cache.name}`,
      family,
      parameter: parametersOf(cache),
      lifecycle: { createBeforeDestroy: true },
    });
  }

  /** Under `/aws/vendedlogs/`: other groups need a resource policy for AWS, which is limited to 5,120 characters in total. */
  private deliver(logType: "slow-log" | "engine-log", id: string) {
    const name = `/aws/vendedlogs/elasticache/${this.replicationGroupId}/${logType}`;
    const group = new LogGroup(this, id, { name, key: this.props.logsKey });
    return { logType, logFormat: "json", destinationType: "cloudwatch-logs", destination: group.name };
  }
}
