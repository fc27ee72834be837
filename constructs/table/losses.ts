import type { Losses } from "../core/losses";
import { at, isOn, less, losesOne, turnedOff } from "../core/plan-values";

/** What the guard reports of a plan that changes a table. */
export const tableLosses: Losses = {
  stateful: {
    aws_dynamodb_table: {
      what: "table",
      losing: "All its items are gone, in every region; a backup restores them into another table, without what was written since.",
    },
    aws_dynamodb_table_replica: {
      what: "copy of a table",
      losing:
        "What was written in this region and has not reached the others is gone, and services here have no table until it is copied anew.",
    },
  },
  reductions: {
    aws_dynamodb_table: {
      what: "table",
      losesData: [
        {
          attribute: "point_in_time_recovery",
          isReduced: (before, after) =>
            turnedOff("point_in_time_recovery", "enabled")(before, after) ||
            less("point_in_time_recovery", "recovery_period_in_days")(before, after),
          means: "Nobody can go back to a time before it, also once it is on again.",
        },
        {
          attribute: "ttl",
          isReduced: (before, after) =>
            isOn(at(after, "ttl", "enabled")) &&
            !(isOn(at(before, "ttl", "enabled")) && at(before, "ttl", "attribute_name") === at(after, "ttl", "attribute_name")),
          means: "All items whose time in that attribute is over are deleted within days.",
        },
        {
          attribute: "replica",
          isReduced: losesOne("replica", "region_name"),
          means: "What was written in that region and has not reached the others is gone, and services there have no table.",
        },
      ],
    },
    aws_dynamodb_table_replica: {
      what: "copy of a table",
      losesData: [
        {
          attribute: "point_in_time_recovery",
          isReduced: turnedOff("point_in_time_recovery"),
          means: "Nobody can go back to a time before it, also once it is on again.",
        },
      ],
    },
  },
  stateless: [],
};
