import type { KindModels } from "../registry";
import { type WorkloadModels, workloadsIn } from "./workloads";

/** A role can have managed policies only from this number of resources on: fewer statements always fit into an inline policy. */
export const MOST_INLINE = 12;

/**
 * Whether a role of a workload can have more statements than an inline policy holds, from the number of resources that it uses. Each replica
 * of a database counts, because each has an ARN of its own.
 */
export function canHaveLargePolicies(models: WorkloadModels & Pick<KindModels, "databases">): boolean {
  const replicas = new Map(models.databases.map(({ name, readReplicas }) => [name, 1 + readReplicas]));
  return workloadsIn(models).some(({ uses }) => {
    const sizes = uses.map(({ kind, name }) => 1 + (kind === "database" ? (replicas.get(name) ?? 0) : 0));
    return sizes.reduce((sum, size) => sum + size, 0) > MOST_INLINE;
  });
}
