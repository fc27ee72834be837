import { ElasticacheGlobalReplicationGroup } from "@cdktf/provider-aws/lib/elasticache-global-replication-group";
import { Construct } from "constructs";
import type { Cache } from "./model";
import { nameIn, statefulLifecycle } from "../core/placement";
import { isClustered } from "./engine";

/**
 * What the datastore decides for all its members, and AWS refuses to change on one of them: "is part of a global cluster"
 * (provider-aws#22528, terraform-aws-elasticache#7). `engine` because the provider takes a member that does not name one for Redis OSS
 * (provider-aws#41713), and would replace it.
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
  /** Of the group that is written to; it must have been made. */
  readonly primaryId: string;
}

/**
 * Makes one cache of the caches of several regions: AWS copies what is written in one to all others, usually within a second. It changes
 * version, node type and shards of all members at once.
 *
 * A change of `eviction` does not reach it: each member has a copy of the parameters as they were at the start. A new major version
 * needs a parameter group in the same call, which the provider refuses to have at any other time, so it is a call too
 * (`aws elasticache modify-global-replication-group --engine-version … --cache-parameter-group-name …`) and then the line in the environment.
 *
 * Failover is a call, the provider has none: `aws elasticache failover-global-replication-group --primary-region … --primary-replication-group-id …`.
 * No plan undoes it (that is what is ignored below is for), and rules of security groups let every region in already; but writers go on to
 * the former primary until `primaryRegion` says otherwise too. Then this resource has to move from the state of one region to that of the
 * other before any of both is applied (`terraform state rm` there, `terraform import` here): a datastore that leaves the code is dissolved.
 * Without that AWS refuses to make a second one of the same members, and nothing is lost.
 *
 * @example
 * new GlobalDatastore(this, "Datastore", { cache, primaryId: group.id });
 *
 * Cost drivers: data that is copied to other regions, by the gigabyte; the nodes of each member.
 *
 * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Redis-Global-Datastore.html
 */
export class GlobalDatastore extends Construct {
  public readonly datastoreId: string;

  public constructor(scope: Construct, id: string, { cache, primaryId }: GlobalDatastoreProps) {
    super(scope, id);
    this.datastoreId = new ElasticacheGlobalReplicationGroup(this, "Resource", {
      // AWS puts a prefix before it, another one for each region that it can be made in.
      globalReplicationGroupIdSuffix: nameIn(this, "replicationGroup", cache.name),
      globalReplicationGroupDescription: `Cache ${cache.name}`,
      primaryReplicationGroupId: primaryId,
      engineVersion: cache.version,
      cacheNodeType: cache.nodeType,
      automaticFailoverEnabled: cache.replicas > 0,
      // AWS counts them in cluster mode alone: without, it says 0.
      ...(isClustered(cache) && { numNodeGroups: cache.shards }),
      // Whoever the primary is now: another id would replace the datastore after each failover.
      lifecycle: statefulLifecycle(this, ["primary_replication_group_id"]),
    }).globalReplicationGroupId;
  }
}
