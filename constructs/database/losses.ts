import type { Losses, ReductionRule } from "../core/losses";
import { type Values, isEmpty, less, turnedOff } from "../core/plan-values";

const isPrimary = ({ replicate_source_db: source }: Values) => typeof source !== "string" || source === "";

const BACKUPS: ReductionRule = {
  attribute: "backup_retention_period",
  isReduced: less("backup_retention_period"),
  means: "Deletes older backups immediately (all of them if 0). Restoring to those times is no longer possible.",
};

/** Losses that the guard detects in a plan that changes a database. */
export const databaseLosses: Losses = {
  stateful: {
    aws_db_instance: {
      what: "database",
      losing: "Deletes the database. Writes since the last snapshot or backup are lost, and it is down until one is restored.",
      holds: isPrimary,
    },
    aws_rds_cluster: {
      what: "database",
      losing: "Deletes the database. Writes since the last snapshot or backup are lost, and it is down until one is restored.",
    },
    aws_rds_global_cluster: { what: "global database", losing: "Stops replication between its regions permanently." },
  },
  reductions: {
    aws_db_instance: {
      what: "database",
      losesData: [
        BACKUPS,
        {
          attribute: "replicate_source_db",
          isReduced: (before, after) => Boolean(before.replicate_source_db) && isEmpty(after.replicate_source_db),
          means: "Stops replication permanently. The replica must be recreated.",
        },
      ],
      losesProtection: [
        { attribute: "multi_az", isReduced: turnedOff("multi_az"), means: "An outage of its Availability Zone takes the database down." },
      ],
    },
    aws_rds_cluster: { what: "database", losesData: [BACKUPS] },
  },
  stateless: ["aws_db_parameter_group", "aws_db_subnet_group"],
};
