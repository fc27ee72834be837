import { assertReplicas, isClustered, parameterFamily, parametersOf } from "../../../constructs/cache/engine";

test.each([
  ["redis", "7.1", "redis7"],
  ["valkey", "7.2", "valkey7"],
  ["valkey", "8.0", "valkey8"],
] as const)("%s %s has parameters of %s", (engine, version, family) => {
  expect(parameterFamily({ engine, version })).toBe(family);
});

test("rejects an engine without IAM authentication", () => {
  expect(() => parameterFamily({ engine: "redis", version: "6.2" })).toThrow(
    new RangeError("redis 6.2 has no IAM authentication; use version 7 or later"),
  );
});

test.each([
  [1, false, [{ name: "maxmemory-policy", value: "noeviction" }]],
  [
    2,
    true,
    [
      { name: "cluster-enabled", value: "yes" },
      { name: "maxmemory-policy", value: "noeviction" },
    ],
  ],
])("%i shard(s): cluster mode is %s", (shards, clustered, parameters) => {
  expect(isClustered({ shards })).toBe(clustered);
  expect(parametersOf({ shards, eviction: "noeviction" })).toEqual(parameters);
});

test("rejects several shards without replicas, since they could not fail over", () => {
  expect(() => assertReplicas({ name: "feed", shards: 2, replicas: 0 })).toThrow(
    new RangeError('cache "feed" has 2 shards and no replicas; several shards need at least 1 replica each for failover'),
  );
  expect(() => assertReplicas({ name: "feed", shards: 2, replicas: 1 })).not.toThrow();
  expect(() => assertReplicas({ name: "feed", shards: 1, replicas: 0 })).not.toThrow();
});
