import { type PolicyStatement, policyDocument } from "./policy";

/** Length of a reference in a policy: longer than the ARNs of queues, tables and secrets with long names, which are known only at apply time. */
const REFERENCE_LENGTH = 150;

const REFERENCE = /\$\{[^}]*\}/g;

/** The length of a policy as IAM counts it, with an upper estimate for references. The JSON has no white space outside of values. */
export function policyLength(statements: readonly PolicyStatement[]): number {
  return policyDocument(statements).replaceAll(REFERENCE, "x".repeat(REFERENCE_LENGTH)).length;
}
