import type { Losses } from "../core/losses";
import { less, turnedOff } from "../core/plan-values";

/** Losses that the guard detects in a plan that changes a cache. */
export const cacheLosses: Losses = {
  stateful: {
    aws_elasticache_replication_group: {
      noun: "cache",
      consequence: "Deletes all cached data. Sessions end, and the full load hits the database.",
    },
    aws_elasticache_global_replication_group: { noun: "global cache", consequence: "Stops replication between its regions." },
  },
  reductions: {
    aws_elasticache_replication_group: {
      noun: "cache",
      losesData: [
        {
          attribute: "snapshot_retention_limit",
          isReduced: less("snapshot_retention_limit"),
          consequence: "Deletes older snapshots (all of them if 0).",
        },
      ],
      losesProtection: ["automatic_failover_enabled", "multi_az_enabled"].map((attribute) => ({
        attribute,
        isReduced: turnedOff(attribute),
        consequence: "An outage of a node or of its Availability Zone deletes the cached data.",
      })),
    },
  },
  stateless: ["aws_elasticache_parameter_group", "aws_elasticache_subnet_group", "aws_elasticache_user", "aws_elasticache_user_group"],
};
