import type { LifecycleRule } from "@aws-sdk/client-s3";

/** How long a state that was overwritten can be had back, and how many are kept for longer than that. */
const KEEP_DAYS = 365;
const KEEP_VERSIONS = 100;

/** Where saved plans travel from one job to the next. */
export const PLANS_PREFIX = "plans/";

/** Every version of a state can be had back for a year. */
const OLD_STATES: LifecycleRule = {
  ID: "expire-old-states",
  Status: "Enabled",
  Filter: { Prefix: "" },
  NoncurrentVersionExpiration: { NoncurrentDays: KEEP_DAYS, NewerNoncurrentVersions: KEEP_VERSIONS },
  AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
};

/**
 * A saved plan is of use until it was applied or the state has changed, and it holds secrets: it is gone after a day, and as a version of the
 * past after one more. Where two rules meet, the shorter one wins, and the mark that a deletion leaves goes with the last version.
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

/** By ID, as they are compared. */
export const LIFECYCLE: LifecycleRule[] = [OLD_STATES, PLANS];

export function byId(one: LifecycleRule, other: LifecycleRule): number {
  return (one.ID ?? "") < (other.ID ?? "") ? -1 : 1;
}

/** What of a lifecycle rule is ours to decide: AWS and its likes add defaults of their own when they give it back. */
export function comparableRule(rule: LifecycleRule): LifecycleRule {
  const { ID, Status, Expiration, NoncurrentVersionExpiration, AbortIncompleteMultipartUpload } = rule;
  return {
    ID,
    Status,
    Filter: { Prefix: rule.Filter?.Prefix ?? "" },
    // AWS gives an empty one back where others are set.
    ...(Expiration?.Days !== undefined && { Expiration: { Days: Expiration.Days } }),
    NoncurrentVersionExpiration,
    ...(AbortIncompleteMultipartUpload && { AbortIncompleteMultipartUpload }),
  };
}
