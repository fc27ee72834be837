import type { Construct } from "constructs";
import { regionFacts } from "../../aws/regions";
import { accountIdOf } from "../core/account";
import { placementOf } from "../core/placement";
import type { PolicyStatement } from "../core/policy";
import { tlsOnly } from "../storage/bucket-policy";

/** Kinds of load balancers with access logs. */
export type LogWriter = "application" | "network";

/** Statements for writing access logs to a bucket, and for TLS-only access. */
export function accessLogStatements(scope: Construct, bucketArn: string, writer: LogWriter): readonly PolicyStatement[] {
  return [...(writer === "application" ? [applicationWriter(scope, bucketArn)] : networkWriter(scope, bucketArn)), tlsOnly(bucketArn)];
}

/**
 * The principal is an AWS account in older regions, and a service in regions since August 2022. The path contains the account of this
 * environment, so load balancers of other accounts cannot write here.
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
  const fromThisAccount = { "aws:SourceAccount": account };
  const source = { ArnLike: { "aws:SourceArn": `arn:aws:logs:${placementOf(scope).region}:${account}:*` } };
  return [
    {
      sid: "Check",
      actions: ["s3:GetBucketAcl"],
      resources: [bucketArn],
      principals,
      conditions: { StringEquals: fromThisAccount, ...source },
    },
    {
      sid: "Write",
      actions: ["s3:PutObject"],
      resources: [`${bucketArn}/AWSLogs/${account}/*`],
      principals,
      conditions: { StringEquals: { ...fromThisAccount, "s3:x-amz-acl": "bucket-owner-full-control" }, ...source },
    },
  ];
}
