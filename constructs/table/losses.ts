import type { Losses } from "../core/losses";
import { at, isOn, less, losesOne, turnedOff } from "../core/plan-values";

/** Losses that the guard detects in a plan that changes a table. */
export const tableLosses: Losses = {
  stateful: {
    aws_dynamodb_table: {
      noun: "table",
      consequence: "Deletes all items in every region. A backup restores them to a new table, without later writes.",
    },
    aws_dynamodb_table_replica: {
      noun: "table replica",
      consequence:
        "Writes in this region that are not replicated yet are lost, and its services have no table until the replica is recreated.",
    },
  },
  reductions: {
    aws_dynamodb_table: {
      noun: "table",
      losesData: [
        {
          attribute: "point_in_time_recovery",
          isReduced: (before, after) =>
            turnedOff("point_in_time_recovery", "enabled")(before, after) ||
            less("point_in_time_recovery", "recovery_period_in_days")(before, after),
          consequence: "Restoring to an earlier time is no longer possible, even after it is enabled again.",
        },
        {
          attribute: "ttl",
          isReduced: (before, after) =>
            isOn(at(after, "ttl", "enabled")) &&
            !(isOn(at(before, "ttl", "enabled")) && at(before, "ttl", "attribute_name") === at(after, "ttl", "attribute_name")),
          consequence: "Deletes all items whose time in that attribute has passed, within days.",
        },
        {
          attribute: "replica",
          isReduced: losesOne("replica", "region_name"),
          consequence: "Writes in that region that are not replicated yet are lost, and its services have no table.",
        },
      ],
    },
    aws_dynamodb_table_replica: {
      noun: "table replica",
      losesData: [
        {
          attribute: "point_in_time_recovery",
          isReduced: turnedOff("point_in_time_recovery"),
          consequence: "Restoring to an earlier time is no longer possible, even after it is enabled again.",
        },
      ],
    },
  },
  stateless: [],
};
