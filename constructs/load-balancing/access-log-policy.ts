import type { Construct } from "constructs";
import { regionFacts } from "../../aws/regions";
import { accountIdOf } from "../core/account";
import { placementOf } from "../core/placement";
import type { PolicyStatement } from "../core/policy";
import { tlsOnly } from "../storage/bucket-policy";

/** Kinds of load balancers that write access logs. */
export type LogWriter = "application" | "network";

/** Who may write access logs to a bucket, and how anyone may speak to it. */
export function accessLogStatements(scope: Construct, bucketArn: string, writer: LogWriter): readonly PolicyStatement[] {
  return [...(writer === "application" ? [applicationWriter(scope, bucketArn)] : networkWriter(scope, bucketArn)), tlsOnly(bucketArn)];
}

/**
 * An account of AWS in older regions, a service in those since August 2022. The account in the path is ours, so nobody else's load
 * balancer can write here.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
 */
function applicationWriter(scope: Construct, bucketArn: string): PolicyStatement {
  const writer = regionFacts(placementOf(scope).region).loadBalancerLogs;
  return {
    sid: "Write",
    actions: ["s3:PutObject"],
    resources: [`${bucketArn}/AWSLogs/${accountIdOf(scope)}/*`],
    principals: "account" in writer ? { AWS: [`arn:aws:iam::${writer.account}:root`] } : { Service: [writer.service] },
  };
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/network/enable-access-logs.html */
function networkWriter(scope: Construct, bucketArn: string): readonly PolicyStatement[] {
  const account = accountIdOf(scope);
  const principals = { Service: ["delivery.logs.amazonaws.com"] };
  const ours = { "aws:SourceAccount": account };
  const source = { ArnLike: { "aws:SourceArn": `arn:aws:logs:${placementOf(scope).region}:${account}:*` } };
  return [
    { sid: "Check", actions: ["s3:GetBucketAcl"], resources: [bucketArn], principals, conditions: { StringEquals: ours, ...source } },
    {
      sid: "Write",
      actions: ["s3:PutObject"],
      resources: [`${bucketArn}/AWSLogs/${account}/*`],
      principals,
      conditions: { StringEquals: { ...ours, "s3:x-amz-acl": "bucket-owner-full-control" }, ...source },
    },
  ];
}
