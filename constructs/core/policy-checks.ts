/** Our own rules (`cli/policy/rules`). */
export type OwnRule = "NOT_PUBLIC" | "TAGGED" | "LOGGED" | "ENCRYPTED" | "IN_TRANSIT" | `STAR ${string}`;

/** What may find something wrong with a resource: a check of Checkov, or a rule of ours. */
export type Check = `CKV_AWS_${number}` | `CKV2_AWS_${number}` | OwnRule;
