import type { LifecycleRule } from "@aws-sdk/client-s3";

/** Retention of overwritten states, and the number of versions that are kept longer. */
const KEEP_DAYS = 365;
const KEEP_VERSIONS = 100;

/** Prefix of saved plans, which one job stores and the next one reads. */
export const PLANS_PREFIX = "plans/";

/** Every version of a state can be restored for a year. */
const OLD_STATES: LifecycleRule = {
  ID: "expire-old-states",
  Status: "Enabled",
  Filter: { Prefix: "" },
  NoncurrentVersionExpiration: { NoncurrentDays: KEEP_DAYS, NewerNoncurrentVersions: KEEP_VERSIONS },
  AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
};

/**
 * A saved plan contains secrets and is useless once it was applied or the state has changed, so it expires after one day and its noncurrent
 * version after one more. If two rules apply, the shorter one wins. The delete marker is removed with the last version.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-conflicts.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-and-other-bucket-config.html
 */
const PLANS: LifecycleRule = {
  ID: "expire-plans",
  Status: "Enabled",
  Filter: { Prefix: PLANS_PREFIX },
  Expiration: { Days: 1 },
  NoncurrentVersionExpiration: { NoncurrentDays: 1 },
};

/** Sorted by ID, for the comparison. */
export const LIFECYCLE: LifecycleRule[] = [OLD_STATES, PLANS];

export function byId(one: LifecycleRule, other: LifecycleRule): number {
  return (one.ID ?? "") < (other.ID ?? "") ? -1 : 1;
}

/** The part of a lifecycle rule that Terrace sets: AWS and compatible services add defaults when they return it. */
export function comparableRule(rule: LifecycleRule): LifecycleRule {
  const { ID, Status, Expiration, NoncurrentVersionExpiration, AbortIncompleteMultipartUpload } = rule;
  return {
    ID,
    Status,
    Filter: { Prefix: rule.Filter?.Prefix ?? "" },
    // AWS returns an empty one if other properties are set.
    ...(Expiration?.Days !== undefined && { Expiration: { Days: Expiration.Days } }),
    NoncurrentVersionExpiration,
    ...(AbortIncompleteMultipartUpload && { AbortIncompleteMultipartUpload }),
  };
}
