import { databaseInstancePrice, cacheNodePrice } from "../../aws/prices/instances";
import { nested, type Resource } from "../synthesis/resources";
import type { Lookup } from "../synthesis/lookup";
import { item, itemOf, numberOf, textOf, type Pricer } from "./item";

/** From this size a gp3 volume includes 12,000 operations per second (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html). */
const STRIPED_GB = 400;
const FREE_INSIGHTS_DAYS = 7;

/** A second zone doubles instance and storage. A replica has the storage of its source. */
const databaseInstance: Pricer = (block, resource, lookup) => {
  const zones = block.multi_az === true ? 2 : 1;
  const gb = storageOf(resource, lookup);
  const name = textOf(block, "instance_class");
  const isProvisioned = block.iops !== undefined;
  const included = (gb ?? 0) >= STRIPED_GB ? 12_000 : 3_000;
  const extra = isProvisioned ? Math.max(0, numberOf(block, "iops", 0) - included) : 0;
  return [
    itemOf(databaseInstancePrice(name), zones === 2 ? `${name}, two zones` : name, zones),
    gb === undefined ? { what: `storage of ${name}` } : item("rds.gp3.gb", "storage", gb * zones),
    ...(extra > 0 ? [item("rds.gp3.iops", "provisioned operations per second", extra * zones)] : []),
    ...(numberOf(block, "performance_insights_retention_period", 0) > FREE_INSIGHTS_DAYS
      ? [{ what: "Performance Insights of more than 7 days" }]
      : []),
  ];
};

/** The size of an instance, or of the instance that it replicates, which may be a replica too. */
function storageOf(resource: Resource, lookup: Lookup): number | undefined {
  const { block } = resource;
  if (block.allocated_storage !== undefined) return numberOf(block, "allocated_storage", 0);
  const source = lookup.referenced(resource, "aws_db_instance", block.replicate_source_db);
  return source && storageOf(source, lookup);
}

/** Members of a global datastore have the node type of its primary. */
const cache: Pricer = (block, resource, lookup) => {
  const primary = lookup.referenced(resource, "aws_elasticache_global_replication_group", block.global_replication_group_id);
  const source =
    primary && lookup.referenced(primary, "aws_elasticache_replication_group", primary.block.primary_replication_group_id)?.block;
  const node = textOf(block, "node_type") || (source ? textOf(source, "node_type") : "");
  const engine = textOf(block, "engine") || (source ? textOf(source, "engine") : "redis");
  const shards = numberOf(block, "num_node_groups", source ? numberOf(source, "num_node_groups", 1) : 1);
  const nodes = shards * (1 + numberOf(block, "replicas_per_node_group", 0));
  return [itemOf(node === "" ? undefined : cacheNodePrice(node, engine), node === "" ? "cache nodes" : node, nodes)];
};

const secret: Pricer = (block) => [item("secret.month", "secret and its replicas", 1 + nested(block, "replica").length)];

export const DATA_PRICERS: Readonly<Record<string, Pricer>> = {
  aws_db_instance: databaseInstance,
  aws_elasticache_replication_group: cache,
  aws_secretsmanager_secret: secret,
  aws_kms_key: () => [item("kms.key", "key")],
};
