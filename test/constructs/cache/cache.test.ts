import type { Cache as CacheModel } from "../../../constructs/cache/model";
import { referenceTo, resource, resources, type StackJson } from "../../support/synth";
import { VALKEY, bindingOf, synthCache } from "./fixtures";

const REDIS: CacheModel = { ...VALKEY, engine: "redis", version: "7.1" };
const CLUSTER: CacheModel = { ...VALKEY, shards: 3, replicas: 2 };

const group = (stack: StackJson) => resource(stack, "aws_elasticache_replication_group");

const json = synthCache(VALKEY);

describe("the replication group", () => {
  test("has the arguments of the model, and an ID with the region, since a global datastore needs a different ID in each region", () => {
    expect(group(json)).toMatchObject({
      replication_group_id: "dev-us-east-1-sessions",
      engine: "valkey",
      engine_version: "8.0",
      node_type: "cache.r7g.large",
      num_node_groups: 1,
      replicas_per_node_group: 1,
      port: 6379,
    });
    expect(group(json)).not.toHaveProperty("num_cache_clusters");
  });

  test("is encrypted at rest with a customer managed key, and in transit with TLS only", () => {
    expect(group(json)).toMatchObject({
      at_rest_encryption_enabled: "true",
      kms_key_id: referenceTo(json, "aws_kms_key", "DataKey/Resource", "arn"),
      transit_encryption_enabled: true,
      transit_encryption_mode: "required",
    });
    expect(group(json)).not.toHaveProperty("auth_token");
  });

  test.each([
    [0, false],
    [1, true],
    [2, true],
  ])("with %i replica(s) has failover to another zone: %s", (replicas, failover) => {
    expect(group(synthCache({ ...VALKEY, replicas }))).toMatchObject({
      replicas_per_node_group: replicas,
      automatic_failover_enabled: failover,
      multi_az_enabled: failover,
    });
  });

  test("spreads keys over shards in cluster mode", () => {
    const cluster = synthCache(CLUSTER);
    expect(group(cluster)).toMatchObject({ num_node_groups: 3, replicas_per_node_group: 2, automatic_failover_enabled: true });
    expect(resource(cluster, "aws_elasticache_parameter_group").parameter).toContainEqual({ name: "cluster-enabled", value: "yes" });
  });

  test("has a parameter group of its family, with a different name for each major version", () => {
    expect(resource(json, "aws_elasticache_parameter_group")).toMatchObject({
      name: "dev-sessions-valkey8",
      family: "valkey8",
      parameter: [{ name: "maxmemory-policy", value: "allkeys-lru" }],
      lifecycle: { create_before_destroy: true },
    });
    expect(group(json).parameter_group_name).toBe(referenceTo(json, "aws_elasticache_parameter_group", undefined, "name"));
  });

  test("has windows that do not overlap, and applies changes immediately, which log delivery requires", () => {
    expect(group(json)).toMatchObject({
      maintenance_window: "sun:05:00-sun:06:00",
      snapshot_window: "03:00-04:00",
      snapshot_retention_limit: 7,
      apply_immediately: true,
    });
    expect(group(synthCache({ ...VALKEY, snapshots: "0 seconds" }))).toMatchObject({ snapshot_retention_limit: 0 });
  });

  test("disables automatic minor upgrades, which would be a downgrade in the next plan and replace the cache", () => {
    expect(group(json)).toMatchObject({ auto_minor_version_upgrade: "false" });
  });

  test("is protected with a final snapshot, or keeps nothing in an ephemeral environment", () => {
    const snapshot = `dev-us-east-1-sessions-final-${referenceTo(json, "aws_security_group", undefined, "id")}`;
    expect(group(json)).toMatchObject({ lifecycle: { prevent_destroy: true }, final_snapshot_identifier: snapshot });
    const gone = group(synthCache(VALKEY, { placement: { removalPolicy: "destroy" } }));
    expect(gone).toMatchObject({ lifecycle: { prevent_destroy: false } });
    expect(gone).not.toHaveProperty("final_snapshot_identifier");
  });

  test("sends both logs as JSON to groups with a customer managed key, a retention period, and a name that needs no policy", () => {
    const groups = resources(json, "aws_cloudwatch_log_group");
    expect(groups.map(({ name }) => name)).toEqual([
      "/aws/vendedlogs/elasticache/dev-us-east-1-sessions/engine-log",
      "/aws/vendedlogs/elasticache/dev-us-east-1-sessions/slow-log",
    ]);
    for (const logs of groups)
      expect(logs).toMatchObject({ retention_in_days: 30, kms_key_id: referenceTo(json, "aws_kms_key", "LogsKey/Resource", "arn") });
    expect(group(json).log_delivery_configuration).toEqual(
      ["slow-log", "engine-log"].map((logType, index) => ({
        log_type: logType,
        log_format: "json",
        destination_type: "cloudwatch-logs",
        destination: referenceTo(json, "aws_cloudwatch_log_group", ["Cache/SlowLog/Resource", "Cache/EngineLog/Resource"][index], "name"),
      })),
    );
  });

  test("is in the isolated subnets, in a security group without rules", () => {
    expect(resource(json, "aws_elasticache_subnet_group").subnet_ids).toEqual(["subnet-1", "subnet-2"]);
    expect(group(json).security_group_ids).toEqual([referenceTo(json, "aws_security_group", undefined, "id")]);
    expect(resource(json, "aws_security_group")).not.toHaveProperty("ingress");
  });
});

describe("access", () => {
  test.each([
    ["valkey", VALKEY],
    ["redis", REDIS],
  ])("to %s uses IAM: the user's ID equals its name, and no command can empty the cache", (engine, cache) => {
    const application = resource(synthCache(cache), "aws_elasticache_user", "Access/Application");
    expect(application).toMatchObject({
      user_id: "dev-sessions",
      user_name: "dev-sessions",
      engine,
      authentication_mode: { type: "iam" },
      access_string: "on ~* &* +@all -@dangerous +info",
    });
  });

  test("a user group for Valkey has no default user, since it would need a password", () => {
    expect(resources(json, "aws_elasticache_user")).toHaveLength(1);
    expect(resource(json, "aws_elasticache_user_group")).toMatchObject({
      engine: "valkey",
      user_ids: [referenceTo(json, "aws_elasticache_user", "Access/Application", "user_id")],
    });
  });

  test("a user group for Redis OSS has a disabled default user", () => {
    const redis = synthCache(REDIS);
    expect(resource(redis, "aws_elasticache_user", "Access/SwitchedOff")).toMatchObject({
      user_id: "dev-sessions-default",
      user_name: "default",
      engine: "redis",
      access_string: "off -@all",
      no_password_required: true,
    });
    expect(resource(redis, "aws_elasticache_user", "Access/SwitchedOff")).not.toHaveProperty("authentication_mode");
    expect(resource(redis, "aws_elasticache_user_group").user_ids).toHaveLength(2);
  });

  test("the replication group has users and TLS from its creation, since neither can be added later", () => {
    expect(group(json).user_group_ids).toEqual([referenceTo(json, "aws_elasticache_user_group", undefined, "user_group_id")]);
  });

  test("no resource contains a password", () => {
    expect(JSON.stringify([json.resource, synthCache(REDIS).resource])).not.toMatch(/"passwords?"/);
  });
});

describe("a consumer", () => {
  test("receives the primary endpoint, and the cluster and region for the token", () => {
    expect(bindingOf(json).environment).toEqual({
      SESSIONS_CACHE_HOST: referenceTo(json, "aws_elasticache_replication_group", undefined, "primary_endpoint_address"),
      SESSIONS_CACHE_PORT: "6379",
      SESSIONS_CACHE_USERNAME: referenceTo(json, "aws_elasticache_user", "Access/Application", "user_name"),
      SESSIONS_CACHE_CLUSTER: "dev-us-east-1-sessions",
      SESSIONS_CACHE_REGION: "us-east-1",
    });
  });

  test("receives the configuration endpoint of a cluster", () => {
    const cluster = synthCache(CLUSTER);
    expect(bindingOf(cluster).environment.SESSIONS_CACHE_HOST).toBe(
      referenceTo(cluster, "aws_elasticache_replication_group", undefined, "configuration_endpoint_address"),
    );
  });

  test("is allowed to connect to exactly this cache as exactly this user", () => {
    expect(bindingOf(json).taskStatements).toEqual([
      {
        actions: ["elasticache:Connect"],
        resources: [
          referenceTo(json, "aws_elasticache_replication_group", undefined, "arn"),
          referenceTo(json, "aws_elasticache_user", "Access/Application", "arn"),
        ],
      },
    ]);
  });
});

test("rejects several shards without replicas before it creates a resource", () => {
  expect(() => synthCache({ ...CLUSTER, replicas: 0 })).toThrow('cache "sessions" has 3 shards and no replicas');
});
