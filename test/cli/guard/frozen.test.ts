import type { Attributes } from "../../../aws/frozen/frozen-change";
import { FROZEN_CHANGES } from "../../../aws/frozen/frozen-changes";
import { allowLine, readAllowances } from "../../../cli/guard/allowances";
import { frozenAttributes } from "../../../cli/guard/frozen";
import { reviewPlans } from "../../../cli/guard/guard";
import { RESOURCE_RIGHTS } from "../../../constructs/delivery/permissions";
import { change, stackPlan } from "../change";

const DATA = "prod-eu-west-1-data";
const DATABASE = "aws_db_instance";
const CACHE = "aws_elasticache_replication_group";
const TABLE = "aws_dynamodb_table";
const ZONE = "aws_route53_zone";

function update(type: string, before: Attributes, after: Attributes) {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const attributes = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  return change("update", `${type}.One`, { before, after, attributes });
}

function frozenNames(type: string, before: Attributes, after: Attributes): string[] {
  return frozenAttributes([stackPlan(DATA, [update(type, before, after)])]).flatMap(({ rows }) => rows.map(({ attribute }) => attribute));
}

const index = (hash: string, projection = "ALL") => [{ name: "by-user", hash_key: hash, range_key: "", projection_type: projection }];

/** Type, before, after: each blocked for the last attribute of `after`. */
const REFUSED: readonly (readonly [string, string, Attributes, Attributes])[] = [
  ["a primary that becomes a replica", DATABASE, { replicate_source_db: "" }, { replicate_source_db: "arn:aws:rds:us-east-1:1:db:main" }],
  ["a primary that becomes a replica of a new database", DATABASE, { replicate_source_db: null }, {}],
  ["a smaller storage", DATABASE, { allocated_storage: 100 }, { allocated_storage: 20 }],
  ["an earlier version", DATABASE, { engine: "postgres", engine_version: "16.4" }, { engine: "postgres", engine_version: "15" }],
  ["an earlier minor version", DATABASE, { engine: "postgres", engine_version: "16.4" }, { engine: "postgres", engine_version: "16.3" }],
  ["a major version", DATABASE, { engine: "postgres", engine_version: "16.4" }, { engine: "postgres", engine_version: "17" }],
  ["a major version of MySQL", DATABASE, { engine: "mysql", engine_version: "8.0.40" }, { engine: "mysql", engine_version: "8.4" }],
  ["another subnet group", DATABASE, { db_subnet_group_name: "a" }, { db_subnet_group_name: "b" }],
  ["another key of Performance Insights", DATABASE, { performance_insights_kms_key_id: "a" }, { performance_insights_kms_key_id: "b" }],
  ["another port", DATABASE, { port: 5432 }, { port: 5433 }],
  ["another identifier", DATABASE, { identifier: "a" }, { identifier: "b" }],
  ["one shard to two", CACHE, { num_node_groups: 1 }, { num_node_groups: 2 }],
  ["two shards to one", CACHE, { num_node_groups: 2 }, { num_node_groups: 1 }],
  ["cluster mode off", CACHE, { cluster_mode: "enabled" }, { cluster_mode: "disabled" }],
  ["cluster mode on in one step", CACHE, { cluster_mode: "disabled" }, { cluster_mode: "enabled" }],
  [
    "TLS off",
    CACHE,
    { transit_encryption_mode: "required", transit_encryption_enabled: true },
    { transit_encryption_mode: "required", transit_encryption_enabled: false },
  ],
  [
    "TLS on in one step",
    CACHE,
    { transit_encryption_mode: "required", transit_encryption_enabled: false },
    { transit_encryption_mode: "required", transit_encryption_enabled: true },
  ],
  ["an earlier version of a datastore", "aws_elasticache_global_replication_group", { engine_version: "8.0" }, { engine_version: "7.2" }],
  ["one shard to two in a datastore", "aws_elasticache_global_replication_group", { num_node_groups: 0 }, { num_node_groups: 2 }],
  [
    "another view of a stream",
    TABLE,
    { stream_enabled: true, stream_view_type: "KEYS_ONLY" },
    { stream_enabled: true, stream_view_type: "NEW_IMAGE" },
  ],
  [
    "no stream with replicas",
    TABLE,
    { replica: [{ region_name: "eu-west-1" }], stream_enabled: true },
    { replica: [{ region_name: "eu-west-1" }], stream_enabled: false },
  ],
  ["other keys of an index", TABLE, { global_secondary_index: index("user") }, { global_secondary_index: index("owner") }],
  [
    "another projection of an index",
    TABLE,
    { global_secondary_index: index("user") },
    { global_secondary_index: index("user", "KEYS_ONLY") },
  ],
  ["a public zone that becomes private", ZONE, { vpc: [] }, { vpc: [{ vpc_id: "vpc-1" }] }],
  ["a private zone that becomes public", ZONE, { vpc: [{ vpc_id: "vpc-1" }] }, { vpc: [] }],
  ["an earlier version of Grafana", "aws_grafana_workspace", { grafana_version: "10.4" }, { grafana_version: "9.4" }],
];

test.each(REFUSED)("blocks %s", (_, type, before, after) => {
  const [attribute = Object.keys(before).at(-1)] = Object.keys(after).slice(-1);
  expect(frozenNames(type, before, after)).toEqual([attribute]);
});

test.each([
  ["a larger storage", DATABASE, { allocated_storage: 20 }, { allocated_storage: 100 }],
  ["a minor version", DATABASE, { engine: "postgres", engine_version: "16.3" }, { engine: "postgres", engine_version: "16.4" }],
  [
    "a major version only, with the minor version open",
    DATABASE,
    { engine: "postgres", engine_version: "16.4" },
    { engine: "postgres", engine_version: "16" },
  ],
  [
    "a major version that is allowed",
    DATABASE,
    { engine: "postgres", engine_version: "16.4" },
    { engine: "postgres", engine_version: "17", allow_major_version_upgrade: true },
  ],
  ["a promoted replica", DATABASE, { replicate_source_db: "arn:aws:rds:us-east-1:1:db:main" }, { replicate_source_db: "" }],
  ["a class", DATABASE, { instance_class: "db.t4g.micro" }, { instance_class: "db.m7g.large" }],
  ["the first key of Performance Insights", DATABASE, { performance_insights_kms_key_id: "" }, { performance_insights_kms_key_id: "b" }],
  ["two shards to three", CACHE, { num_node_groups: 2 }, { num_node_groups: 3 }],
  ["cluster mode in steps", CACHE, { cluster_mode: "disabled" }, { cluster_mode: "compatible" }],
  ["a later version", CACHE, { engine_version: "7.2" }, { engine_version: "8.0" }],
  ["a new index", TABLE, { global_secondary_index: index("user") }, { global_secondary_index: [...index("user"), { name: "new" }] }],
  ["other VPCs of a private zone", ZONE, { vpc: [{ vpc_id: "vpc-1" }] }, { vpc: [{ vpc_id: "vpc-1" }, { vpc_id: "vpc-2" }] }],
])("allows %s", (_, type, before, after) => {
  expect(frozenNames(type, before, after)).toEqual([]);
});

test("each row blocks an example", () => {
  const rows = Object.entries(FROZEN_CHANGES).flatMap(([type, all]) => all.map((row) => ({ type, row })));
  const unproven = rows.filter(({ type, row }) => !REFUSED.some(([, of, before, after]) => of === type && row.isMade(before, after)));
  expect(unproven.map(({ type, row }) => `${type}.${row.attribute}`)).toEqual([]);
});

test("names only types that Terrace creates", () => {
  expect(Object.keys(FROZEN_CHANGES).filter((type) => !Object.hasOwn(RESOURCE_RIGHTS, type))).toEqual([]);
});

test("considers changes in place only: other actions are losses", () => {
  const { before, after, attributes } = update(DATABASE, { allocated_storage: 100 }, { allocated_storage: 20 });
  const replaced = change("replace", `${DATABASE}.One`, { before, after, attributes });
  expect(frozenAttributes([stackPlan(DATA, [replaced])])).toEqual([]);
});

describe("guard", () => {
  const smaller = stackPlan(DATA, [update(DATABASE, { allocated_storage: 100 }, { allocated_storage: 20 })]);
  const LINE = `Allow: force ${DATA} ${DATABASE}.One`;

  test("blocks the change and states the value, the allowed values and the steps", () => {
    const [refusal, ...others] = reviewPlans([smaller], readAllowances(""), 100).refusals;
    expect(others).toEqual([]);
    expect(refusal && allowLine(refusal.toAllow)).toBe(LINE);
    expect(refusal?.reason).toMatch(
      /^prod-eu-west-1-data would change the database aws_db_instance\.One: allocated_storage from 100 to 20\. AWS rejects this, .* Allowed: The same size or a larger one\. Instead: Set `storage`/,
    );
  });

  test("accepts an allowance", () => {
    expect(reviewPlans([smaller], readAllowances(LINE), 100)).toMatchObject({ refusals: [], unmatched: [] });
  });
});
