import { type KindRights, USE_OF_KEY, actionsOf } from "../core/actions";

const cache = actionsOf("elasticache");
const TAGS = cache("AddTagsToResource RemoveTagsFromResource");

/**
 * Types of ElastiCache resources whose names start with the environment's name. AWS's reference requires them for these actions, even if
 * Terrace does not create them.
 */
const TYPES = ["cluster", "parametergroup", "replicationgroup", "snapshot", "subnetgroup", "user", "usergroup"] as const;

export const cacheRights: KindRights = {
  resources: {
    aws_elasticache_replication_group: {
      read: cache("DescribeReplicationGroups DescribeCacheClusters ListTagsForResource"),
      write: [
        ...cache("CreateReplicationGroup ModifyReplicationGroup DeleteReplicationGroup IncreaseReplicaCount DecreaseReplicaCount"),
        ...cache("ModifyReplicationGroupShardConfiguration DisassociateGlobalReplicationGroup CreateSnapshot"),
        ...TAGS,
        ...USE_OF_KEY,
      ],
    },
    aws_elasticache_global_replication_group: {
      read: cache("DescribeGlobalReplicationGroups"),
      write: [
        ...cache(
          "CreateGlobalReplicationGroup ModifyGlobalReplicationGroup DeleteGlobalReplicationGroup DisassociateGlobalReplicationGroup",
        ),
        ...cache("IncreaseNodeGroupsInGlobalReplicationGroup DecreaseNodeGroupsInGlobalReplicationGroup"),
      ],
    },
    aws_elasticache_parameter_group: {
      read: cache("DescribeCacheParameterGroups DescribeCacheParameters ListTagsForResource"),
      write: [...cache("CreateCacheParameterGroup ModifyCacheParameterGroup ResetCacheParameterGroup DeleteCacheParameterGroup"), ...TAGS],
    },
    aws_elasticache_subnet_group: {
      read: cache("DescribeCacheSubnetGroups ListTagsForResource"),
      write: [...cache("CreateCacheSubnetGroup ModifyCacheSubnetGroup DeleteCacheSubnetGroup"), ...TAGS],
    },
    aws_elasticache_user: {
      read: cache("DescribeUsers ListTagsForResource"),
      write: [...cache("CreateUser ModifyUser DeleteUser"), ...TAGS],
    },
    aws_elasticache_user_group: {
      read: cache("DescribeUserGroups ListTagsForResource"),
      write: [...cache("CreateUserGroup ModifyUserGroup DeleteUserGroup"), ...TAGS],
    },
  },
  scopes: {
    elasticache: (name) => [
      ...TYPES.map((type) => `${type}:${name}-*`),
      // The ID of a global datastore starts with five characters that depend on its region, as in `sgaui-prod-sessions`.
      `globalreplicationgroup:?????-${name}-*`,
      // Replication groups can use a parameter group that AWS created.
      "parametergroup:default.*",
    ],
  },
  logGroups: ["/aws/vendedlogs/elasticache/"],
  tasks: cache("Connect"),
  serviceLinked: ["elasticache.amazonaws.com"],
};
