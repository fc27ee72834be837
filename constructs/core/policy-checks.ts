/** The rules in `cli/policy/rules`. */
export type OwnRule = "NOT_PUBLIC" | "TAGGED" | "LOGGED" | "ENCRYPTED" | "IN_TRANSIT" | `STAR ${string}`;

/** A check that can report a finding on a resource: of Checkov, or a rule of Terrace. */
export type Check = `CKV_AWS_${number}` | `CKV2_AWS_${number}` | OwnRule;
