import type { Losses, ReductionRule } from "../core/losses";
import { type Values, isEmpty, less, turnedOff } from "../core/plan-values";

const isPrimary = ({ replicate_source_db: source }: Values) => typeof source !== "string" || source === "";

const BACKUPS: ReductionRule = {
  attribute: "backup_retention_period",
  isReduced: less("backup_retention_period"),
  means: "Backups that are older are deleted at once, all of them where it is 0: nobody can go back to that time any more.",
};

/** What the guard reports of a plan that changes a database. */
export const databaseLosses: Losses = {
  stateful: {
    aws_db_instance: {
      what: "database",
      losing: "All that was written to it is gone, back to the last snapshot or backup, and it cannot be reached until one is restored.",
      holds: isPrimary,
    },
    aws_rds_cluster: {
      what: "database",
      losing: "All that was written to it is gone, back to the last snapshot or backup, and it cannot be reached until one is restored.",
    },
    aws_rds_global_cluster: { what: "global database", losing: "Its regions part: each goes on, or ends, by itself." },
  },
  reductions: {
    aws_db_instance: {
      what: "database",
      losesData: [
        BACKUPS,
        {
          attribute: "replicate_source_db",
          isReduced: (before, after) => Boolean(before.replicate_source_db) && isEmpty(after.replicate_source_db),
          means: "It parts from its source for good: what is written there comes here no more, and it can only be made anew.",
        },
      ],
      losesProtection: [{ attribute: "multi_az", isReduced: turnedOff("multi_az"), means: "An outage of its zone is an outage of it." }],
    },
    aws_rds_cluster: { what: "database", losesData: [BACKUPS] },
  },
  stateless: ["aws_db_parameter_group", "aws_db_subnet_group"],
};
