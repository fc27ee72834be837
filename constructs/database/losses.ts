import type { Losses, ReductionRule } from "../core/losses";
import { type Values, isEmpty, less, turnedOff } from "../core/plan-values";

const isPrimary = ({ replicate_source_db: source }: Values) => typeof source !== "string" || source === "";

const BACKUPS: ReductionRule = {
  attribute: "backup_retention_period",
  isReduced: less("backup_retention_period"),
  consequence: "Deletes older backups immediately (all of them if 0). Restoring to those times is no longer possible.",
};

/** Losses that the guard detects in a plan that changes a database. */
export const databaseLosses: Losses = {
  stateful: {
    aws_db_instance: {
      noun: "database",
      consequence: "Deletes the database. Writes since the last snapshot or backup are lost, and it is down until one is restored.",
      isStateful: isPrimary,
    },
    aws_rds_cluster: {
      noun: "database",
      consequence: "Deletes the database. Writes since the last snapshot or backup are lost, and it is down until one is restored.",
    },
    aws_rds_global_cluster: { noun: "global database", consequence: "Stops replication between its regions permanently." },
  },
  reductions: {
    aws_db_instance: {
      noun: "database",
      losesData: [
        BACKUPS,
        {
          attribute: "replicate_source_db",
          isReduced: (before, after) => Boolean(before.replicate_source_db) && isEmpty(after.replicate_source_db),
          consequence: "Stops replication permanently. The replica must be recreated.",
        },
      ],
      losesProtection: [
        {
          attribute: "multi_az",
          isReduced: turnedOff("multi_az"),
          consequence: "An outage of its Availability Zone takes the database down.",
        },
      ],
    },
    aws_rds_cluster: { noun: "database", losesData: [BACKUPS] },
  },
  stateless: ["aws_db_parameter_group", "aws_db_subnet_group"],
};
