import { type KindRights, USE_OF_KEY, actionsOf } from "../core/actions";

const rds = actionsOf("rds");
const TAGS = rds("AddTagsToResource RemoveTagsFromResource");

/**
 * Types of RDS resources whose names start with the environment's name. AWS's reference requires them for these actions, even if Terrace
 * does not create them.
 */
const TYPES = ["cluster", "db", "pg", "snapshot", "snapshot-tenant-database", "subgrp"] as const;

export const databaseRights: KindRights = {
  resources: {
    aws_db_instance: {
      read: rds("DescribeDBInstances DescribeDBEngineVersions ListTagsForResource"),
      write: [
        ...rds("CreateDBInstance CreateDBInstanceReadReplica ModifyDBInstance RebootDBInstance PromoteReadReplica DeleteDBInstance"),
        // The final snapshot.
        ...rds("CreateDBSnapshot"),
        ...TAGS,
        ...USE_OF_KEY,
      ],
    },
    aws_db_parameter_group: {
      read: rds("DescribeDBParameterGroups DescribeDBParameters ListTagsForResource"),
      write: [...rds("CreateDBParameterGroup ModifyDBParameterGroup ResetDBParameterGroup DeleteDBParameterGroup"), ...TAGS],
    },
    aws_db_subnet_group: {
      read: rds("DescribeDBSubnetGroups ListTagsForResource"),
      write: [...rds("CreateDBSubnetGroup ModifyDBSubnetGroup DeleteDBSubnetGroup"), ...TAGS],
    },
  },
  scopes: { rds: (name) => [...TYPES.map((type) => `${type}:${name}-*`), "og:default:*", "pg:default.*"] },
  logGroups: ["/aws/rds/instance/"],
  tasks: actionsOf("rds-db")("connect"),
  serviceLinked: ["rds.amazonaws.com"],
  // Enhanced Monitoring.
  passedTo: ["monitoring.rds.amazonaws.com"],
};
