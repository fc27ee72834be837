import type { PolicyStatement } from "../core/policy";

/** Refuses whoever does not use TLS, whatever else they may do. It denies, so it may name everything. */
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
