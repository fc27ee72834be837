/**
 * Characters, without spaces, that IAM takes of the trust policy of a role. The quota can be raised to 4,096; nobody has to for this.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html (Role trust policy JSON text length).
 */
export const MOST_TRUST = 2_048;
