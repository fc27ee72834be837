import type { ReductionRule, ReductionRules } from "../../constructs/core/losses";
import { mergeTables } from "../../constructs/core/merge-tables";
import { at, less, turnedOff, turnedOn, type Values } from "../../constructs/core/plan-values";
import { KIND_LOSSES } from "../../constructs/registry";
import { expiresSooner, imagesExpireSooner, lessReplication } from "./expiry";

const WINDOW = "What is deleted by mistake can be brought back for a shorter time.";

/** What is asked first whether it wants to be told. @see https://docs.aws.amazon.com/sns/latest/dg/SendMessageToHttp.confirm.html */
const CONFIRMED = /^(email|email-json|http|https)$/;

/** By resource type. What follows from an attribute's name alone, whatever has it, is in `FLAGS`. */
export const REDUCTION_RULES = mergeTables<ReductionRules>([
  ...KIND_LOSSES.map(({ reductions }) => reductions),
  {
    aws_s3_bucket_lifecycle_configuration: {
      what: "life cycle of a bucket",
      losesData: [
        {
          attribute: "rule",
          isReduced: expiresSooner,
          means: "Objects, or their versions, that are older than it says are deleted within a day.",
        },
      ],
    },
    aws_s3_bucket_versioning: {
      what: "versioning of a bucket",
      losesProtection: [
        {
          attribute: "versioning_configuration",
          isReduced: (before, after) =>
            at(before, "versioning_configuration", "status") === "Enabled" && at(after, "versioning_configuration", "status") !== "Enabled",
          means: "What is overwritten or deleted from then on cannot be had again.",
        },
      ],
    },
    aws_s3_bucket_replication_configuration: {
      what: "copying of a bucket",
      losesProtection: [
        {
          attribute: "rule",
          isReduced: lessReplication,
          means: "What is written from then on is in one place only, also once it is on again.",
        },
      ],
    },
    aws_cloudwatch_log_group: {
      what: "log group",
      losesData: [
        {
          attribute: "retention_in_days",
          isReduced: (before, after) => less("retention_in_days")(forever(before), forever(after)),
          means: "What was logged before that is deleted.",
        },
      ],
    },
    aws_kms_key: {
      what: "key",
      losesData: [
        { attribute: "is_enabled", isReduced: turnedOff("is_enabled"), means: "Whatever it has encrypted cannot be read while it is off." },
      ],
      losesProtection: [
        { attribute: "deletion_window_in_days", isReduced: less("deletion_window_in_days"), means: WINDOW },
        { attribute: "enable_key_rotation", isReduced: turnedOff("enable_key_rotation"), means: "It is the same key for ever." },
      ],
    },
    aws_ecr_lifecycle_policy: {
      what: "life cycle of images",
      losesData: [
        {
          attribute: "policy",
          isReduced: imagesExpireSooner,
          means: "Images that it names are deleted within a day, and nothing that runs them can start again.",
        },
      ],
    },
    aws_ecr_repository: {
      what: "image repository",
      losesProtection: [
        {
          attribute: "image_tag_mutability",
          isReduced: ({ image_tag_mutability: before }, { image_tag_mutability: after }) => before === "IMMUTABLE" && after === "MUTABLE",
          means: "A tag may lead to another image tomorrow.",
        },
      ],
    },
    aws_cloudfront_distribution: {
      what: "CDN",
      losesData: [{ attribute: "enabled", isReduced: turnedOff("enabled"), means: "No public name that leads to it answers." }],
    },
    aws_sns_topic_subscription: {
      what: "address that is told",
      losesProtection: [
        {
          attribute: "endpoint",
          isReduced: (before, after) => CONFIRMED.test(String(before.protocol)) && before.endpoint !== after.endpoint,
          means: "It is told nothing any more, and a new one nothing until whoever reads there confirms it.",
        },
      ],
    },
    aws_cognito_user_pool: {
      what: "user pool",
      losesProtection: [
        {
          attribute: "deletion_protection",
          isReduced: ({ deletion_protection: before }, { deletion_protection: after }) => before === "ACTIVE" && after !== "ACTIVE",
          means: "Nothing stands before its destruction any more.",
        },
      ],
    },
  },
]);

const UNPROTECTED = "Nothing stands before its destruction any more, with all that it holds.";

/** What an attribute means wherever it is. */
export const FLAGS: readonly ReductionRule[] = [
  ...["deletion_protection", "deletion_protection_enabled", "enable_deletion_protection"].map((attribute) => ({
    attribute,
    isReduced: turnedOff(attribute),
    means: UNPROTECTED,
  })),
  ...["force_destroy", "force_delete"].map((attribute) => ({ attribute, isReduced: turnedOn(attribute), means: UNPROTECTED })),
  {
    attribute: "skip_final_snapshot",
    isReduced: turnedOn("skip_final_snapshot"),
    means: "When it is destroyed, nothing is kept of what it held.",
  },
  {
    attribute: "delete_automated_backups",
    isReduced: turnedOn("delete_automated_backups"),
    means: "When it is destroyed, its backups go with it.",
  },
  {
    attribute: "num_cache_clusters",
    isReduced: (before, after) => less("num_cache_clusters")(before, after) && after.num_cache_clusters === 1,
    means: "It is on one node: whatever ends that ends what it holds.",
  },
];

/** Of a log group, 0 is for ever. */
function forever({ retention_in_days: days }: Values): Values {
  return { retention_in_days: days === 0 ? Number.MAX_SAFE_INTEGER : days };
}
