import { type Attributes, type FrozenChange, isLower, isOther, isSet, isSmaller, numbersOf } from "./frozen-change";

const RDS = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide";
const CACHE = "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg";
const DYNAMODB = "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide";

const NEW_DATABASE =
  "Add a database with the new settings under another name, copy the data (logical replication, or a dump in a maintenance window), move its users in a second deployment, and remove the old one in a third.";
const NEW_CACHE =
  "Add a cache with the new settings under another name, move its users to it in a second deployment, and remove the old one in a third.";

/** Whether the major version differs. MySQL and MariaDB have a major version of two numbers. */
function isOtherMajor(before: Attributes, after: Attributes): boolean {
  const length = after.engine === "postgres" ? 1 : 2;
  const [was, will] = [before, after].map(({ engine_version: version }) => numbersOf(version).slice(0, length).join("."));
  return was !== "" && will !== "" && was !== will && !isLower("engine_version")(before, after);
}

const isOn = (value: unknown): boolean => value === true || value === "true";

/** A global secondary index of a table, or a part of it. */
interface Index {
  readonly name?: unknown;
  readonly hash_key?: unknown;
  readonly range_key?: unknown;
  readonly projection_type?: unknown;
}

function indexesOf({ global_secondary_index: all }: Attributes): readonly Index[] {
  return Array.isArray(all) ? (all as readonly Index[]) : [];
}

/** Whether an index keeps its name and gets other keys or another projection. */
function rebuildsIndex(before: Attributes, after: Attributes): boolean {
  const definition = ({ hash_key: hash, range_key: range, projection_type: projection }: Index) =>
    JSON.stringify([hash, isSet(range) ? range : "", projection]);
  return indexesOf(before).some((index) =>
    indexesOf(after).some(({ name, ...rest }) => name === index.name && definition(rest) !== definition(index)),
  );
}

/**
 * Changes that Terraform plans in place, and that AWS rejects or makes with an interruption, by resource type. The plan itself shows attributes
 * whose change replaces the resource.
 */
export const FROZEN_CHANGES: Readonly<Record<string, readonly FrozenChange[]>> = {
  aws_db_instance: [
    {
      attribute: "replicate_source_db",
      effect: "rejected",
      isMade: (before, after) =>
        !isSet(before.replicate_source_db) && (isSet(after.replicate_source_db) || !("replicate_source_db" in after)),
      because: "AWS cannot turn an existing database into a replica.",
      allowed: "A replica is created as one.",
      steps:
        "To move the primary to another region, use `terrace db promote`. To replicate this database from another one, rebuild it as a replica: `terrace db rebuild-replica`.",
      source: `${RDS}/USER_ReadRepl.html`,
    },
    {
      attribute: "allocated_storage",
      effect: "rejected",
      isMade: isSmaller("allocated_storage"),
      because: "The storage of a database cannot shrink.",
      allowed: "The same size or a larger one.",
      steps: `Set \`storage\` to the present size or more. For a smaller database: ${NEW_DATABASE}`,
      source: `${RDS}/USER_PIOPS.StorageTypes.html`,
    },
    {
      attribute: "engine_version",
      effect: "rejected",
      isMade: isLower("engine_version"),
      because: "A database cannot return to an earlier version.",
      allowed: "The same version or a later one.",
      steps: `Keep the version. For an earlier one: ${NEW_DATABASE}`,
      source: `${RDS}/USER_UpgradeDBInstance.Upgrading.html`,
    },
    {
      attribute: "engine_version",
      effect: "rejected",
      isMade: (before, after) => isOtherMajor(before, after) && !isOn(after.allow_major_version_upgrade),
      because: "AWS requires `allow_major_version_upgrade` for another major version, and Terrace does not set it.",
      allowed: "Minor versions, which AWS applies in the maintenance window.",
      steps:
        "Keep the version, and follow docs/runbooks/upgrade-a-database.md. Set the new version after that upgrade: the plan then has no change of it.",
      source: `${RDS}/USER_UpgradeDBInstance.Upgrading.html`,
    },
    {
      attribute: "db_subnet_group_name",
      effect: "rejected",
      isMade: isOther("db_subnet_group_name"),
      because: "AWS only moves a database to a subnet group of another VPC, and none that has replicas or a standby.",
      allowed: "The same subnet group. Its subnets may change in place.",
      steps: `Keep the name of the subnet group. For another VPC: ${NEW_DATABASE}`,
      source: `${RDS}/USER_VPC.VPC2VPC.html`,
    },
    {
      attribute: "performance_insights_kms_key_id",
      effect: "rejected",
      isMade: isOther("performance_insights_kms_key_id"),
      because: "The key of Performance Insights cannot change once it is set.",
      allowed: "The key that it was enabled with.",
      steps: `Keep the key. For another one: ${NEW_DATABASE}`,
      source: "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBInstance.html",
    },
    {
      attribute: "port",
      effect: "interrupted",
      isMade: isOther("port"),
      because: "The database restarts, and clients that use the old port fail.",
      allowed: "The same port.",
      steps: `Keep the port. For another one: ${NEW_DATABASE}`,
      source: "https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBInstance.html",
    },
    {
      attribute: "identifier",
      effect: "interrupted",
      isMade: isOther("identifier"),
      because: "The endpoint follows the identifier, so clients that use the old one fail.",
      allowed: "The same identifier.",
      steps: `Keep the name. For another one: ${NEW_DATABASE}`,
      source: `${RDS}/USER_RenameInstance.html`,
    },
  ],
  aws_elasticache_replication_group: [
    {
      attribute: "num_node_groups",
      effect: "rejected",
      isMade: ({ num_node_groups: before }, { num_node_groups: after }) =>
        typeof before === "number" && typeof after === "number" && before !== after && Math.min(before, after) <= 1,
      because: "A cache of one shard has no cluster mode, and one of several shards has. AWS does not change that in one step.",
      allowed: "Another number of shards, from 2 on, if it has several. One shard, if it has one.",
      steps: `Clients must support cluster mode too. ${NEW_CACHE}`,
      source: `${CACHE}/modify-cluster-mode.html`,
    },
    {
      attribute: "cluster_mode",
      effect: "rejected",
      isMade: ({ cluster_mode: before }, { cluster_mode: after }) =>
        (before === "enabled" && isSet(after) && after !== "enabled") || (before === "disabled" && after === "enabled"),
      because: "Cluster mode changes only from `disabled` through `compatible` to `enabled`, and never back from `enabled`.",
      allowed: "The next mode in this order.",
      steps: NEW_CACHE,
      source: `${CACHE}/modify-cluster-mode.html`,
    },
    {
      attribute: "transit_encryption_enabled",
      effect: "rejected",
      isMade: (before, after) =>
        isOn(before.transit_encryption_enabled) &&
        after.transit_encryption_enabled === false &&
        before.transit_encryption_mode !== "preferred",
      because: "AWS turns TLS off only after its mode was `preferred` for a while.",
      allowed: "TLS stays on.",
      steps: `Keep TLS. For a cache without it: ${NEW_CACHE}`,
      source: `${CACHE}/in-transit-encryption-enable.html`,
    },
    {
      attribute: "transit_encryption_enabled",
      effect: "rejected",
      isMade: (before, after) =>
        before.transit_encryption_enabled === false &&
        isOn(after.transit_encryption_enabled) &&
        after.transit_encryption_mode !== "preferred",
      because: "AWS turns TLS on only with the mode `preferred`, which clients without TLS can still use.",
      allowed: "First the mode `preferred`, later `required`.",
      steps: NEW_CACHE,
      source: `${CACHE}/in-transit-encryption-enable.html`,
    },
  ],
  aws_elasticache_global_replication_group: [
    {
      attribute: "engine_version",
      effect: "rejected",
      isMade: isLower("engine_version"),
      because: "A global datastore cannot return to an earlier version.",
      allowed: "The same version or a later one.",
      steps: `Keep the version. For an earlier one: ${NEW_CACHE}`,
      source: `${CACHE}/VersionManagement.HowTo.html`,
    },
    {
      attribute: "num_node_groups",
      effect: "rejected",
      isMade: ({ num_node_groups: before }, { num_node_groups: after }) =>
        typeof before === "number" && typeof after === "number" && before !== after && Math.min(before, after) <= 1,
      because: "The members of a datastore with one shard have no cluster mode, and those with several shards have.",
      allowed: "Another number of shards, from 2 on, if it has several.",
      steps: NEW_CACHE,
      source: `${CACHE}/modify-cluster-mode.html`,
    },
  ],
  aws_dynamodb_table: [
    {
      attribute: "stream_view_type",
      effect: "interrupted",
      isMade: (before, after) => isOn(before.stream_enabled) && isOther("stream_view_type")(before, after),
      because: "AWS ends the stream and starts another one with another ARN. Its readers do not receive the records in between.",
      allowed: "The same view type.",
      steps: "Keep the view type. For another one, add a table under another name, and move its readers and writers to it.",
      source: `${DYNAMODB}/Streams.html`,
    },
    {
      attribute: "stream_enabled",
      effect: "rejected",
      isMade: (before, after) => isOn(before.stream_enabled) && after.stream_enabled === false && isSet(before.replica),
      because: "AWS rejects disabling the stream of a table with replicas.",
      allowed: "The stream stays enabled.",
      steps: "Keep the stream, which is free without readers.",
      source: "https://github.com/hashicorp/terraform-provider-aws/issues/34450",
    },
    {
      attribute: "global_secondary_index",
      effect: "interrupted",
      isMade: rebuildsIndex,
      because:
        "Terraform deletes the index and builds another one of the same name. Queries to it fail until it is built, hours later for a large table.",
      allowed: "New indexes, and the removal of an index that nothing queries.",
      steps: "Add an index with another name, move the queries to it in a second deployment, and remove the old index in a third.",
      source: `${DYNAMODB}/GSI.OnlineOps.html`,
    },
  ],
  aws_route53_zone: [
    {
      attribute: "vpc",
      effect: "rejected",
      isMade: (before, after) => isSet(before.vpc) !== isSet(after.vpc) && "vpc" in after,
      because: "AWS does not turn a public zone into a private one, or a private zone into a public one.",
      allowed: "Other VPCs of a zone that stays private.",
      steps: "Add a zone under another domain name, and move its names to it in a second deployment.",
      source: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zones-private.html",
    },
  ],
  aws_grafana_workspace: [
    {
      attribute: "grafana_version",
      effect: "rejected",
      isMade: isLower("grafana_version"),
      because: "A workspace cannot return to an earlier version.",
      allowed: "The same version or a later one.",
      steps: "Keep the version.",
      source: "https://docs.aws.amazon.com/grafana/latest/userguide/AMG-workspace-version-update.html",
    },
  ],
};
