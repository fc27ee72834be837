import { ElasticacheGlobalReplicationGroup } from "@cdktf/provider-aws/lib/elasticache-global-replication-group";
import { Construct } from "constructs";
import type { Cache } from "./model";
import { nameIn, statefulLifecycle } from "../core/placement";
import { isClustered } from "./engine";

/**
 * Arguments that the datastore sets for all members and AWS rejects changing on one of them: "is part of a global cluster"
 * (provider-aws#22528, terraform-aws-elasticache#7). `engine` is among them because the provider treats a member without it as Redis OSS
 * (provider-aws#41713) and would replace it.
 */
export const DECIDED_FOR_ALL = [
  "engine",
  "engine_version",
  "node_type",
  "num_node_groups",
  "parameter_group_name",
  "automatic_failover_enabled",
] as const;

export interface GlobalDatastoreProps {
  readonly cache: Cache;
  /** ID of the primary's replication group, as a reference, so that the group is created first. */
  readonly primaryId: string;
}

/**
 * Connects the caches of several regions to one global cache: AWS replicates writes from the primary region to all others, usually within a
 * second. The datastore changes version, node type and shards of all members at the same time.
 *
 * A change of `eviction` has no effect on it: each member keeps the parameters from its creation. A new major version needs a parameter
 * group in the same call, which the provider rejects at any other time. So call `aws elasticache modify-global-replication-group
 * --engine-version … --cache-parameter-group-name …` first, and then change the environment.
 *
 * The provider cannot fail over; call `aws elasticache failover-global-replication-group --primary-region … --primary-replication-group-id
 * …`. No plan reverts it, because changes of the primary's ID are ignored, and the security groups already allow every region. Writers keep
 * using the former primary until `primaryRegion` changes. Before that change is applied, this resource must move from the state of one
 * region to that of the other (`terraform state rm` there, `terraform import` here), since removing it from the code deletes the datastore.
 * Without the move, AWS rejects a second datastore of the same members, and no data is lost.
 *
 * @example
 * new GlobalDatastore(this, "Datastore", { cache, primaryId: group.id });
 *
 * Cost drivers: data transfer to other regions, by the gigabyte; the nodes of each member.
 *
 * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Redis-Global-Datastore.html
 */
export class GlobalDatastore extends Construct {
  public readonly datastoreId: string;

  public constructor(scope: Construct, id: string, { cache, primaryId }: GlobalDatastoreProps) {
    super(scope, id);
    this.datastoreId = new ElasticacheGlobalReplicationGroup(this, "Resource", {
      // AWS adds a prefix, which differs by the region in which the datastore is created.
      globalReplicationGroupIdSuffix: nameIn(this, "replicationGroup", cache.name),
      globalReplicationGroupDescription: `Cache ${cache.name}`,
      primaryReplicationGroupId: primaryId,
      engineVersion: cache.version,
      cacheNodeType: cache.nodeType,
      automaticFailoverEnabled: cache.replicas > 0,
      // AWS counts shards only in cluster mode; otherwise it returns 0.
      ...(isClustered(cache) && { numNodeGroups: cache.shards }),
      // The primary changes with a failover, and a different ID would replace the datastore.
      lifecycle: statefulLifecycle(this, ["primary_replication_group_id"]),
    }).globalReplicationGroupId;
  }
}
