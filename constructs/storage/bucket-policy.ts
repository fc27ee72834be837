import type { PolicyStatement } from "../core/policy";

/** Denies every request without TLS, regardless of other permissions. A deny statement can cover all actions and principals. */
export function tlsOnly(bucketArn: string): PolicyStatement {
  return {
    sid: "TlsOnly",
    effect: "Deny",
    actions: ["s3:*"],
    resources: [bucketArn, `${bucketArn}/*`],
    principals: "*",
    conditions: { Bool: { "aws:SecureTransport": "false" } },
  };
}
