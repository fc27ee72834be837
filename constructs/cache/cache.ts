import { ElasticacheParameterGroup } from "@cdktf/provider-aws/lib/elasticache-parameter-group";
import { ElasticacheReplicationGroup } from "@cdktf/provider-aws/lib/elasticache-replication-group";
import { ElasticacheSubnetGroup } from "@cdktf/provider-aws/lib/elasticache-subnet-group";
import { Construct } from "constructs";
import type { Cache as CacheModel } from "../../config/model";
import { days } from "../../config/units";
import { variablePrefix } from "../../config/variables";
import type { Bindable, Binding } from "../core/bindings";
import type { EncryptionKey } from "../core/encryption-key";
import { LogGroup } from "../core/log-group";
import { isProtected, nameIn, placementOf, statefulLifecycle } from "../core/placement";
import { SecurityGroup } from "../core/security-group";
import type { Network } from "../network/network";
import { CacheAccess } from "./cache-access";
import { assertReplicas, isClustered, parameterFamily, parametersOf } from "./engine";

const PORT = 6379;

/** When nodes may be patched and copied (UTC); they must not overlap. */
const MAINTENANCE_WINDOW = "sun:05:00-sun:06:00";
const SNAPSHOT_WINDOW = "03:00-04:00";

export interface CacheProps {
  readonly cache: CacheModel;
  readonly network: Pick<Network, "vpcId" | "isolatedSubnetIds">;
  readonly key: EncryptionKey;
  readonly logsKey: EncryptionKey;
}

/**
 * A Redis OSS or Valkey cache: a replication group with TLS, a key of ours, and users that prove themselves by IAM.
 *
 * Consumers sign a token for the cluster's name (not its address) every 15 minutes at most, and connect with TLS.
 *
 * @example
 * new Cache(this, "Cache-sessions", { cache: platform.caches[0], network, key: dataKey, logsKey });
 *
 * Cost drivers: node type × shards × (1 + replicas), every hour; snapshots beyond the first; Valkey nodes cost a fifth less than Redis OSS.
 */
export class Cache extends Construct implements Bindable {
  public readonly securityGroup: SecurityGroup;
  public readonly replicationGroupId: string;
  /** The primary, or in cluster mode the address that tells of all shards. */
  public readonly host: string;
  public readonly arn: string;
  private readonly access: CacheAccess;

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: CacheProps,
  ) {
    super(scope, id);
    assertReplicas(props.cache);
    // With the region: a global datastore needs another id in each region (provider-aws#38919), and an id never changes.
    this.replicationGroupId = nameIn(this, "replicationGroup", placementOf(this).region, props.cache.name);
    this.securityGroup = this.createSecurityGroup();
    this.access = new CacheAccess(this, "Access", { cache: props.cache });
    const group = this.create();
    this.arn = group.arn;
    this.host = isClustered(props.cache) ? group.configurationEndpointAddress : group.primaryEndpointAddress;
  }

  public bind(): Binding {
    const { name } = this.props.cache;
    const prefix = variablePrefix({ kind: "cache", name });
    return {
      name,
      environment: {
        [`${prefix}_HOST`]: this.host,
        [`${prefix}_PORT`]: String(PORT),
        [`${prefix}_USERNAME`]: this.access.userName,
        // What an IAM token is signed for.
        [`${prefix}_CLUSTER`]: this.replicationGroupId,
        [`${prefix}_REGION`]: placementOf(this).region,
      },
      secrets: {},
      taskStatements: [{ actions: ["elasticache:Connect"], resources: [this.arn, this.access.userArn] }],
      executionStatements: [],
      connections: [{ kind: "group", group: this.securityGroup, ports: { protocol: "tcp", from: PORT }, description: `Cache ${name}` }],
    };
  }

  private create(): ElasticacheReplicationGroup {
    const { cache, key } = this.props;
    return new ElasticacheReplicationGroup(this, "Resource", {
      replicationGroupId: this.replicationGroupId,
      description: `Cache ${cache.name}`,
      engine: cache.engine,
      engineVersion: cache.version,
      nodeType: cache.nodeType,
      port: PORT,
      parameterGroupName: this.createParameterGroup().name,
      subnetGroupName: this.createSubnetGroup().name,
      securityGroupIds: [this.securityGroup.securityGroupId],
      // Users can be had with TLS alone, and both from the start (provider-aws#42966).
      userGroupIds: [this.access.userGroupId],
      transitEncryptionEnabled: true,
      transitEncryptionMode: "required",
      atRestEncryptionEnabled: "true",
      kmsKeyId: key.arn,
      ...topology(cache),
      ...this.upkeep(),
      logDeliveryConfiguration: [this.deliver("slow-log", "SlowLog"), this.deliver("engine-log", "EngineLog")],
      lifecycle: statefulLifecycle(this),
    });
  }

  private upkeep() {
    const retention = days(this.props.cache.snapshots);
    return {
      // AWS patches a version by itself. A new minor one would read as a downgrade on the next plan, which replaces the cache:
      // https://github.com/hashicorp/terraform-provider-aws/blob/v5.100.0/internal/service/elasticache/engine_version.go
      autoMinorVersionUpgrade: "false",
      maintenanceWindow: MAINTENANCE_WINDOW,
      snapshotRetentionLimit: retention,
      ...(retention > 0 && { snapshotWindow: SNAPSHOT_WINDOW }),
      // The security group's id makes it unique: a snapshot of an earlier cache of this name may still be there.
      ...(isProtected(this) && { finalSnapshotIdentifier: `${this.replicationGroupId}-final-${this.securityGroup.securityGroupId}` }),
      // ElastiCache takes changes of log delivery only so; a change of node type replaces nodes one by one.
      applyImmediately: true,
    };
  }

  private createSecurityGroup(): SecurityGroup {
    const { cache, network } = this.props;
    return new SecurityGroup(this, "SecurityGroup", {
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

  /** With the family in its name, so that the group of another major version can stand beside it while the nodes change over. */
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

  /** Under `/aws/vendedlogs/`: AWS writes to other groups through a resource policy, which may have 5,120 characters in all. */
  private deliver(logType: "slow-log" | "engine-log", id: string) {
    const name = `/aws/vendedlogs/elasticache/${this.replicationGroupId}/${logType}`;
    const group = new LogGroup(this, id, { name, key: this.props.logsKey });
    return { logType, logFormat: "json", destinationType: "cloudwatch-logs", destination: group.name };
  }
}

function topology(cache: CacheModel) {
  const failover = cache.replicas > 0;
  return {
    numNodeGroups: cache.shards,
    replicasPerNodeGroup: cache.replicas,
    automaticFailoverEnabled: failover,
    multiAzEnabled: failover,
  };
}
