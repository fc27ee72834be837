import type { Cache as CacheModel } from "../../../constructs/cache/model";
import type { CacheRole } from "../../../constructs/cache/role";
import { type Block, referenceTo, resource, resources, type StackJson } from "../../support/synth";
import { VALKEY, bindingOf, synthCache } from "./fixtures";

const CACHE: CacheModel = { ...VALKEY, global: true };
const ELSEWHERE = [{ region: "eu-west-1", cidrs: ["10.1.0.0/24", "10.1.1.0/24"] }];
const PRIMARY: CacheRole = { kind: "primary", elsewhere: ELSEWHERE };
const SECONDARY: CacheRole = {
  kind: "secondary",
  primary: {
    region: "eu-west-1",
    datastoreId: "abcde-dev-sessions",
    host: "master.there",
    replicationGroupId: "dev-eu-west-1-sessions",
    arns: ["arn:group", "arn:user"],
  },
  elsewhere: ELSEWHERE,
};

const group = (stack: StackJson) => resource(stack, "aws_elasticache_replication_group");
const datastore = (stack: StackJson) => resource(stack, "aws_elasticache_global_replication_group");
const DECIDED = ["engine", "engine_version", "node_type", "num_node_groups", "parameter_group_name", "automatic_failover_enabled"];
const primary = synthCache(CACHE, { role: PRIMARY });
const secondary = synthCache(CACHE, { role: SECONDARY });

describe("the primary", () => {
  test("has the arguments of any cache, and a datastore without a region in its name, which stays the same after a failover", () => {
    expect(group(primary)).toMatchObject({ engine: "valkey", engine_version: "8.0", node_type: "cache.r7g.large", num_node_groups: 1 });
    expect(group(primary)).not.toHaveProperty("global_replication_group_id");
    expect(datastore(primary)).toMatchObject({
      global_replication_group_id_suffix: "dev-sessions",
      primary_replication_group_id: referenceTo(primary, "aws_elasticache_replication_group", undefined, "id"),
    });
  });

  test("ignores arguments that the datastore changes for all members", () => {
    expect(datastore(primary)).toMatchObject({
      engine_version: "8.0",
      cache_node_type: "cache.r7g.large",
      automatic_failover_enabled: true,
    });
    expect(group(primary).lifecycle).toEqual({ prevent_destroy: true, ignore_changes: DECIDED });
  });

  test("sets the number of shards only in cluster mode, since AWS otherwise returns 0", () => {
    expect(datastore(primary)).not.toHaveProperty("num_node_groups");
    expect(datastore(synthCache({ ...CACHE, shards: 3 }, { role: PRIMARY }))).toMatchObject({ num_node_groups: 3 });
  });

  test("can change with a failover without replacing the datastore", () => {
    expect(datastore(primary).lifecycle).toEqual({ prevent_destroy: true, ignore_changes: ["primary_replication_group_id"] });
    expect(datastore(synthCache(CACHE, { role: PRIMARY, placement: { removalPolicy: "destroy" } })).lifecycle).toMatchObject({
      prevent_destroy: false,
    });
  });

  test("sets no parameter group on the datastore, since the provider accepts it only with a new major version", () => {
    expect(datastore(primary)).not.toHaveProperty("parameter_group_name");
  });
});

describe("a secondary member", () => {
  test("joins the datastore with its own ID", () => {
    expect(group(secondary)).toMatchObject({
      replication_group_id: "dev-us-east-1-sessions",
      global_replication_group_id: "abcde-dev-sessions",
      replicas_per_node_group: 1,
    });
    expect(resources(secondary, "aws_elasticache_global_replication_group")).toEqual([]);
  });

  test.each([
    "engine",
    "engine_version",
    "node_type",
    "num_node_groups",
    "parameter_group_name",
    "transit_encryption_enabled",
    "transit_encryption_mode",
    "at_rest_encryption_enabled",
  ])("does not set %s, which the provider rejects together with a datastore's ID", (argument) => {
    expect(group(secondary)).not.toHaveProperty(argument);
    expect(group(primary)).toHaveProperty(argument);
  });

  test("ignores the engine, since the provider treats a member without one as Redis OSS", () => {
    expect((group(secondary).lifecycle as Block).ignore_changes).toEqual(DECIDED);
  });

  test("has its region's key, subnets, users and logs, and no parameter group", () => {
    expect(group(secondary)).toMatchObject({
      kms_key_id: referenceTo(secondary, "aws_kms_key", "DataKey/Resource", "arn"),
      subnet_group_name: referenceTo(secondary, "aws_elasticache_subnet_group", undefined, "name"),
      user_group_ids: [referenceTo(secondary, "aws_elasticache_user_group", undefined, "user_group_id")],
      security_group_ids: [referenceTo(secondary, "aws_security_group", undefined, "id")],
    });
    expect(resources(secondary, "aws_elasticache_parameter_group")).toEqual([]);
    expect(group(secondary).log_delivery_configuration).toHaveLength(2);
  });

  test("has the same failover settings as the primary", () => {
    for (const replicas of [0, 1])
      expect(group(synthCache({ ...CACHE, replicas }, { role: SECONDARY }))).toMatchObject({
        automatic_failover_enabled: replicas > 0,
        multi_az_enabled: replicas > 0,
      });
  });
});

describe("a consumer", () => {
  const address = (stack: StackJson) => referenceTo(stack, "aws_elasticache_replication_group", undefined, "primary_endpoint_address");

  test("in the primary region reads from and writes to the same host", () => {
    expect(bindingOf(primary).environment).toMatchObject({
      SESSIONS_CACHE_HOST: address(primary),
      SESSIONS_CACHE_WRITER_HOST: address(primary),
      SESSIONS_CACHE_WRITER_CLUSTER: "dev-us-east-1-sessions",
      SESSIONS_CACHE_WRITER_REGION: "us-east-1",
    });
    expect(bindingOf(primary).taskStatements[0]?.resources).toHaveLength(2);
  });

  test("in another region reads locally and writes to the primary region, with a token for that cluster", () => {
    expect(bindingOf(secondary).environment).toMatchObject({
      SESSIONS_CACHE_HOST: address(secondary),
      SESSIONS_CACHE_CLUSTER: "dev-us-east-1-sessions",
      SESSIONS_CACHE_REGION: "us-east-1",
      SESSIONS_CACHE_WRITER_HOST: "master.there",
      SESSIONS_CACHE_WRITER_CLUSTER: "dev-eu-west-1-sessions",
      SESSIONS_CACHE_WRITER_REGION: "eu-west-1",
    });
  });

  test("in another region is allowed to connect to both groups as their users", () => {
    expect(bindingOf(secondary).taskStatements).toEqual([
      {
        actions: ["elasticache:Connect"],
        resources: [
          referenceTo(secondary, "aws_elasticache_replication_group", undefined, "arn"),
          referenceTo(secondary, "aws_elasticache_user", "Access/Application", "arn"),
          "arn:group",
          "arn:user",
        ],
      },
    ]);
  });

  test.each([
    ["primary", primary],
    ["secondary", secondary],
  ])("of the %s has connections to every other member, so that a failover changes no rule", (_, stack) => {
    expect(bindingOf(stack).all).toBe(2);
    expect(bindingOf(stack).remote).toEqual([
      {
        kind: "cidr",
        region: "eu-west-1",
        cidrs: ["10.1.0.0/24", "10.1.1.0/24"],
        ports: { protocol: "tcp", from: 6379 },
        description: "Cache sessions in eu-west-1",
      },
    ]);
  });

  test("of a regional cache receives no writer variables and no connections to other regions", () => {
    const alone = bindingOf(synthCache(CACHE));
    expect(Object.keys(alone.environment).filter((name) => name.includes("WRITER"))).toEqual([]);
    expect(alone.all).toBe(1);
  });
});

test("only a primary exports attributes for other regions", () => {
  expect(() => synthCache(CACHE, { role: SECONDARY, inspect: (made) => made.written })).toThrow(
    "cache sessions is not the primary of a global cache: no other region can follow it",
  );
});
