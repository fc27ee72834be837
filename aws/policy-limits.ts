/**
 * Maximum length of a role's trust policy in characters, without spaces. The quota can be increased to 4,096; Terrace does not need that.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html (Role trust policy JSON text length).
 */
export const MOST_TRUST = 2_048;
