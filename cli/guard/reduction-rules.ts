import { expiresSooner, imagesExpireSooner, lessReplication } from "./expiry";
import { at, isOn, less, losesOne, turnedOff, turnedOn, type Values } from "./values";

/** A change in place after which less is kept, or less is safe. */
export interface Row {
  /** What of it: the names of its attributes as people know them. */
  readonly attribute: string;
  readonly weaker: (before: Values, after: Values) => boolean;
  /** What it means. */
  readonly means: string;
}

/** Losing: it takes something away by itself. Protecting: it takes away what stood between that and a mistake. */
export interface Rows {
  /** What the resource is, for a person. */
  readonly what: string;
  readonly losing?: readonly Row[];
  readonly protecting?: readonly Row[];
}

const BACKUPS: Row = {
  attribute: "backup_retention_period",
  weaker: less("backup_retention_period"),
  means: "Backups that are older are deleted at once, all of them where it is 0: nobody can go back to that time any more.",
};
const WINDOW = "What is deleted by mistake can be brought back for a shorter time.";

/** What is asked first whether it wants to be told. @see https://docs.aws.amazon.com/sns/latest/dg/SendMessageToHttp.confirm.html */
const CONFIRMED = /^(email|email-json|http|https)$/;

/** By resource type. What follows from an attribute's name alone, whatever has it, is in `FLAGS`. */
export const WEAKENINGS: Readonly<Record<string, Rows>> = {
  aws_db_instance: {
    what: "database",
    losing: [
      BACKUPS,
      {
        attribute: "replicate_source_db",
        weaker: (before, after) => Boolean(before.replicate_source_db) && isEmpty(after.replicate_source_db),
        means: "It parts from its source for good: what is written there comes here no more, and it can only be made anew.",
      },
    ],
    protecting: [{ attribute: "multi_az", weaker: turnedOff("multi_az"), means: "An outage of its zone is an outage of it." }],
  },
  aws_rds_cluster: { what: "database", losing: [BACKUPS] },
  aws_elasticache_replication_group: {
    what: "cache",
    losing: [
      {
        attribute: "snapshot_retention_limit",
        weaker: less("snapshot_retention_limit"),
        means: "Snapshots that are older are deleted; where it is 0, there are none any more.",
      },
    ],
    protecting: ["automatic_failover_enabled", "multi_az_enabled"].map((attribute) => ({
      attribute,
      weaker: turnedOff(attribute),
      means: "An outage of a node or of its zone takes along what it holds.",
    })),
  },
  aws_dynamodb_table: {
    what: "table",
    losing: [
      {
        attribute: "point_in_time_recovery",
        weaker: (before, after) =>
          turnedOff("point_in_time_recovery", "enabled")(before, after) ||
          less("point_in_time_recovery", "recovery_period_in_days")(before, after),
        means: "Nobody can go back to a time before it, also once it is on again.",
      },
      {
        attribute: "ttl",
        weaker: (before, after) =>
          isOn(at(after, "ttl", "enabled")) &&
          !(isOn(at(before, "ttl", "enabled")) && at(before, "ttl", "attribute_name") === at(after, "ttl", "attribute_name")),
        means: "All items whose time in that attribute is over are deleted within days.",
      },
      {
        attribute: "replica",
        weaker: losesOne("replica", "region_name"),
        means: "What was written in that region and has not reached the others is gone, and services there have no table.",
      },
    ],
  },
  aws_dynamodb_table_replica: {
    what: "copy of a table",
    losing: [
      {
        attribute: "point_in_time_recovery",
        weaker: turnedOff("point_in_time_recovery"),
        means: "Nobody can go back to a time before it, also once it is on again.",
      },
    ],
  },
  aws_s3_bucket_lifecycle_configuration: {
    what: "life cycle of a bucket",
    losing: [
      {
        attribute: "rule",
        weaker: expiresSooner,
        means: "Objects, or their versions, that are older than it says are deleted within a day.",
      },
    ],
  },
  aws_s3_bucket_versioning: {
    what: "versioning of a bucket",
    protecting: [
      {
        attribute: "versioning_configuration",
        weaker: (before, after) =>
          at(before, "versioning_configuration", "status") === "Enabled" && at(after, "versioning_configuration", "status") !== "Enabled",
        means: "What is overwritten or deleted from then on cannot be had again.",
      },
    ],
  },
  aws_s3_bucket_replication_configuration: {
    what: "copying of a bucket",
    protecting: [
      { attribute: "rule", weaker: lessReplication, means: "What is written from then on is in one place only, also once it is on again." },
    ],
  },
  aws_cloudwatch_log_group: {
    what: "log group",
    losing: [
      {
        attribute: "retention_in_days",
        weaker: (before, after) => less("retention_in_days")(forever(before), forever(after)),
        means: "What was logged before that is deleted.",
      },
    ],
  },
  aws_kms_key: {
    what: "key",
    losing: [
      { attribute: "is_enabled", weaker: turnedOff("is_enabled"), means: "Whatever it has encrypted cannot be read while it is off." },
    ],
    protecting: [
      { attribute: "deletion_window_in_days", weaker: less("deletion_window_in_days"), means: WINDOW },
      { attribute: "enable_key_rotation", weaker: turnedOff("enable_key_rotation"), means: "It is the same key for ever." },
    ],
  },
  aws_secretsmanager_secret: {
    what: "secret",
    losing: [{ attribute: "replica", weaker: losesOne("replica", "region"), means: "What reads it in that region cannot start there." }],
    protecting: [{ attribute: "recovery_window_in_days", weaker: less("recovery_window_in_days"), means: WINDOW }],
  },
  aws_sqs_queue: {
    what: "queue",
    losing: [
      {
        attribute: "message_retention_seconds",
        weaker: less("message_retention_seconds"),
        means: "Messages that have waited for longer are deleted.",
      },
    ],
    protecting: [
      {
        attribute: "redrive_policy",
        weaker: (before, after) => !isEmpty(before.redrive_policy) && isEmpty(after.redrive_policy),
        means: "A message that cannot be handled is tried until its time is over, and is gone then.",
      },
    ],
  },
  aws_ecr_lifecycle_policy: {
    what: "life cycle of images",
    losing: [
      {
        attribute: "policy",
        weaker: imagesExpireSooner,
        means: "Images that it names are deleted within a day, and nothing that runs them can start again.",
      },
    ],
  },
  aws_ecr_repository: {
    what: "image repository",
    protecting: [
      {
        attribute: "image_tag_mutability",
        weaker: ({ image_tag_mutability: before }, { image_tag_mutability: after }) => before === "IMMUTABLE" && after === "MUTABLE",
        means: "A tag may lead to another image tomorrow.",
      },
    ],
  },
  aws_cloudfront_distribution: {
    what: "CDN",
    losing: [{ attribute: "enabled", weaker: turnedOff("enabled"), means: "No public name that leads to it answers." }],
  },
  aws_sns_topic_subscription: {
    what: "address that is told",
    protecting: [
      {
        attribute: "endpoint",
        weaker: (before, after) => CONFIRMED.test(String(before.protocol)) && before.endpoint !== after.endpoint,
        means: "It is told nothing any more, and a new one nothing until whoever reads there confirms it.",
      },
    ],
  },
  aws_cognito_user_pool: {
    what: "user pool",
    protecting: [
      {
        attribute: "deletion_protection",
        weaker: ({ deletion_protection: before }, { deletion_protection: after }) => before === "ACTIVE" && after !== "ACTIVE",
        means: "Nothing stands before its destruction any more.",
      },
    ],
  },
};

const UNPROTECTED = "Nothing stands before its destruction any more, with all that it holds.";

/** What an attribute means wherever it is. */
export const FLAGS: readonly Row[] = [
  ...["deletion_protection", "deletion_protection_enabled", "enable_deletion_protection"].map((attribute) => ({
    attribute,
    weaker: turnedOff(attribute),
    means: UNPROTECTED,
  })),
  ...["force_destroy", "force_delete"].map((attribute) => ({ attribute, weaker: turnedOn(attribute), means: UNPROTECTED })),
  {
    attribute: "skip_final_snapshot",
    weaker: turnedOn("skip_final_snapshot"),
    means: "When it is destroyed, nothing is kept of what it held.",
  },
  {
    attribute: "delete_automated_backups",
    weaker: turnedOn("delete_automated_backups"),
    means: "When it is destroyed, its backups go with it.",
  },
  {
    attribute: "num_cache_clusters",
    weaker: (before, after) => less("num_cache_clusters")(before, after) && after.num_cache_clusters === 1,
    means: "It is on one node: whatever ends that ends what it holds.",
  },
];

function isEmpty(value: unknown): boolean {
  return value === "" || value === null;
}

/** Of a log group, 0 is for ever. */
function forever({ retention_in_days: days }: Values): Values {
  return { retention_in_days: days === 0 ? Number.MAX_SAFE_INTEGER : days };
}
