import type { Cache } from "./model";

/**
 * The parameter group's family: `redis7`, `valkey7`, `valkey8`.
 *
 * @throws RangeError for an engine below 7, which has no IAM authentication.
 */
export function parameterFamily({ engine, version }: Pick<Cache, "engine" | "version">): string {
  const major = Number(version.split(".")[0]);
  if (!(major >= 7)) throw new RangeError(`${engine} ${version} has no IAM authentication; use version 7 or later`);
  return `${engine}${major}`;
}

/** Engine parameters: the eviction policy, and whether cluster mode is enabled. */
export function parametersOf(cache: Pick<Cache, "eviction" | "shards">): { readonly name: string; readonly value: string }[] {
  return [...(isClustered(cache) ? [{ name: "cluster-enabled", value: "yes" }] : []), { name: "maxmemory-policy", value: cache.eviction }];
}

/** Whether a cache uses cluster mode, which cannot be disabled later. */
export function isClustered({ shards }: Pick<Cache, "shards">): boolean {
  return shards > 1;
}

/**
 * AWS rejects cluster mode without failover, and failover requires a replica in each shard.
 *
 * @throws RangeError for several shards without replicas.
 */
export function assertReplicas({ name, shards, replicas }: Pick<Cache, "name" | "shards" | "replicas">): void {
  if (shards > 1 && replicas < 1)
    throw new RangeError(`cache "${name}" has ${shards} shards and no replicas; several shards need at least 1 replica each for failover`);
}
