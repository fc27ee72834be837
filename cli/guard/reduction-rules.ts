import type { ReductionRule, ReductionRules } from "../../constructs/core/losses";
import { mergeTables } from "../../constructs/core/merge-tables";
import { at, less, turnedOff, turnedOn, type Values } from "../../constructs/core/plan-values";
import { KIND_LOSSES } from "../../constructs/registry";
import { expiresSooner, imagesExpireSooner, lessReplication } from "./expiry";

const WINDOW = "Shortens the time in which an accidental deletion can be undone.";

const UNPROTECTED = "Removes deletion protection from the resource and its data.";

/** Protocols whose subscriptions must be confirmed. @see https://docs.aws.amazon.com/sns/latest/dg/SendMessageToHttp.confirm.html */
const CONFIRMED = /^(email|email-json|http|https)$/;

/** Rules by resource type. Rules for attributes of any type are in `FLAGS`. */
export const REDUCTION_RULES = mergeTables<ReductionRules>([
  ...KIND_LOSSES.map(({ reductions }) => reductions),
  {
    aws_s3_bucket_lifecycle_configuration: {
      noun: "bucket lifecycle",
      losesData: [
        {
          attribute: "rule",
          isReduced: expiresSooner,
          consequence: "Deletes objects or versions that are older than the new limit, within a day.",
        },
      ],
    },
    aws_s3_bucket_versioning: {
      noun: "bucket versioning",
      losesProtection: [
        {
          attribute: "versioning_configuration",
          isReduced: (before, after) =>
            at(before, "versioning_configuration", "status") === "Enabled" && at(after, "versioning_configuration", "status") !== "Enabled",
          consequence: "Objects that are overwritten or deleted from then on cannot be restored.",
        },
      ],
    },
    aws_s3_bucket_replication_configuration: {
      noun: "bucket replication",
      losesProtection: [
        {
          attribute: "rule",
          isReduced: lessReplication,
          consequence: "Objects written from then on are not replicated, even after replication is enabled again.",
        },
      ],
    },
    aws_cloudwatch_log_group: {
      noun: "log group",
      losesData: [
        {
          attribute: "retention_in_days",
          isReduced: (before, after) => less("retention_in_days")(retention(before), retention(after)),
          consequence: "Deletes log events that are older than the new limit.",
        },
      ],
    },
    aws_kms_key: {
      noun: "key",
      losesData: [
        {
          attribute: "is_enabled",
          isReduced: turnedOff("is_enabled"),
          consequence: "Everything encrypted with the key is unreadable while it is disabled.",
        },
      ],
      losesProtection: [
        { attribute: "deletion_window_in_days", isReduced: less("deletion_window_in_days"), consequence: WINDOW },
        {
          attribute: "enable_key_rotation",
          isReduced: turnedOff("enable_key_rotation"),
          consequence: "The key material is no longer rotated.",
        },
      ],
    },
    aws_ecr_lifecycle_policy: {
      noun: "image lifecycle policy",
      losesData: [
        {
          attribute: "policy",
          isReduced: imagesExpireSooner,
          consequence: "Deletes the matching images within a day. Workloads that use them cannot start new tasks.",
        },
      ],
    },
    aws_ecr_repository: {
      noun: "image repository",
      losesProtection: [
        {
          attribute: "image_tag_mutability",
          isReduced: ({ image_tag_mutability: before }, { image_tag_mutability: after }) => before === "IMMUTABLE" && after === "MUTABLE",
          consequence: "A tag can be moved to another image.",
        },
      ],
    },
    aws_cloudfront_distribution: {
      noun: "CDN",
      losesData: [{ attribute: "enabled", isReduced: turnedOff("enabled"), consequence: "Its public DNS names stop responding." }],
    },
    aws_sns_topic_subscription: {
      noun: "topic subscription",
      losesProtection: [
        {
          attribute: "endpoint",
          isReduced: (before, after) => CONFIRMED.test(String(before.protocol)) && before.endpoint !== after.endpoint,
          consequence: "The old endpoint receives no more notifications, and the new one none until its owner confirms the subscription.",
        },
      ],
    },
    aws_cognito_user_pool: {
      noun: "user pool",
      losesProtection: [
        {
          attribute: "deletion_protection",
          isReduced: ({ deletion_protection: before }, { deletion_protection: after }) => before === "ACTIVE" && after !== "ACTIVE",
          consequence: UNPROTECTED,
        },
      ],
    },
  },
]);

/** Rules for attributes of any resource type. */
export const FLAGS: readonly ReductionRule[] = [
  ...["deletion_protection", "deletion_protection_enabled", "enable_deletion_protection"].map((attribute) => ({
    attribute,
    isReduced: turnedOff(attribute),
    consequence: UNPROTECTED,
  })),
  ...["force_destroy", "force_delete"].map((attribute) => ({ attribute, isReduced: turnedOn(attribute), consequence: UNPROTECTED })),
  {
    attribute: "skip_final_snapshot",
    isReduced: turnedOn("skip_final_snapshot"),
    consequence: "Destroying it takes no final snapshot.",
  },
  {
    attribute: "delete_automated_backups",
    isReduced: turnedOn("delete_automated_backups"),
    consequence: "Destroying it also deletes its automated backups.",
  },
  {
    attribute: "num_cache_clusters",
    isReduced: (before, after) => less("num_cache_clusters")(before, after) && after.num_cache_clusters === 1,
    consequence: "It has only one node left. If the node fails, the cached data is lost.",
  },
];

/** 0 means that the log group never expires. */
function retention({ retention_in_days: days }: Values): Values {
  return { retention_in_days: days === 0 ? Number.MAX_SAFE_INTEGER : days };
}
