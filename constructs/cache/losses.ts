import type { Losses } from "../core/losses";
import { less, turnedOff } from "../core/plan-values";

/** What the guard reports of a plan that changes a cache. */
export const cacheLosses: Losses = {
  stateful: {
    aws_elasticache_replication_group: {
      what: "cache",
      losing: "All that it holds is gone: sessions end, and everything that was spared by it asks the database at once.",
    },
    aws_elasticache_global_replication_group: { what: "global cache", losing: "Its regions part, and what one writes no other one sees." },
  },
  reductions: {
    aws_elasticache_replication_group: {
      what: "cache",
      losesData: [
        {
          attribute: "snapshot_retention_limit",
          isReduced: less("snapshot_retention_limit"),
          means: "Snapshots that are older are deleted; where it is 0, there are none any more.",
        },
      ],
      losesProtection: ["automatic_failover_enabled", "multi_az_enabled"].map((attribute) => ({
        attribute,
        isReduced: turnedOff(attribute),
        means: "An outage of a node or of its zone takes along what it holds.",
      })),
    },
  },
  stateless: ["aws_elasticache_parameter_group", "aws_elasticache_subnet_group", "aws_elasticache_user", "aws_elasticache_user_group"],
};
