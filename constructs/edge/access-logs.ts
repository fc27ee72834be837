import { CloudwatchLogDelivery } from "@cdktf/provider-aws/lib/cloudwatch-log-delivery";
import { CloudwatchLogDeliveryDestination } from "@cdktf/provider-aws/lib/cloudwatch-log-delivery-destination";
import { CloudwatchLogDeliverySource } from "@cdktf/provider-aws/lib/cloudwatch-log-delivery-source";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { accountIdOf } from "../core/account";
import type { EncryptionKey } from "../core/encryption-key";
import { nameIn, placementOf } from "../core/placement";
import { type PolicyStatement, policyDocument } from "../core/policy";
import { assertEdgeRegion } from "./edge-region";
import { tlsOnly } from "../storage/bucket-policy";
import { PrivateBucket } from "../storage/private-bucket";

const DELIVERY = { Service: ["delivery.logs.amazonaws.com"] };

export interface AccessLogsProps {
  /** It must hold {@link logDeliveryStatement}. */
  readonly key: EncryptionKey;
  /** Distributions by role, for example `Site`. */
  readonly distributions: Readonly<Record<string, { readonly arn: string }>>;
}

/**
 * CloudFront's access logs (standard logging, version 2) in a bucket of their own, as JSON lines under
 * `AWSLogs/<account>/CloudFront/`. All of it lives in us-east-1, as CloudFront does for CloudWatch.
 *
 * The path below the bucket is CloudFront's own: `suffix_path` cannot be changed in place (provider-aws#46328).
 *
 * Cost drivers: delivered GB, stored GB until they expire.
 */
export class AccessLogs extends Construct {
  public constructor(scope: Construct, id: string, { key, distributions }: AccessLogsProps) {
    super(scope, id);
    assertEdgeRegion(this);
    const bucket = new PrivateBucket(this, "Bucket", { role: "cdn-logs", contents: { kind: "logs" }, key });
    const policy = new S3BucketPolicy(this, "Policy", {
      bucket: bucket.bucketName,
      policy: policyDocument([deliveryStatement(this, bucket.arn), tlsOnly(bucket.arn)]),
      dependsOn: [bucket.ready],
    });
    const destination = new CloudwatchLogDeliveryDestination(this, "Destination", {
      name: nameIn(this, "cloudFront", "cdn-logs"),
      outputFormat: "json",
      deliveryDestinationConfiguration: [{ destinationResourceArn: bucket.arn }],
    });
    // Without the policy AWS would write one of its own into the bucket. One after the other: CloudWatch refuses a second delivery to a
    // destination while it makes the first (provider-aws#42194).
    Object.entries(distributions).reduce<readonly ITerraformDependable[]>(
      (before, [role, { arn }]) => [policy, this.deliver(role, arn, destination.arn, before)],
      [policy],
    );
  }

  private deliver(role: string, distributionArn: string, deliveryDestinationArn: string, before: readonly ITerraformDependable[]) {
    const source = new CloudwatchLogDeliverySource(this, `${role}Source`, {
      name: nameIn(this, "cloudFront", "cdn", role.toLowerCase()),
      logType: "ACCESS_LOGS",
      resourceArn: distributionArn,
    });
    return new CloudwatchLogDelivery(this, `${role}Delivery`, {
      deliverySourceName: source.name,
      deliveryDestinationArn,
      dependsOn: [...before],
    });
  }
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-V2-S3.html */
function deliveryStatement(scope: Construct, bucketArn: string): PolicyStatement {
  const accountId = accountIdOf(scope);
  return {
    sid: "DeliverLogs",
    actions: ["s3:PutObject"],
    resources: [`${bucketArn}/AWSLogs/${accountId}/CloudFront/*`],
    principals: DELIVERY,
    conditions: {
      StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control", "aws:SourceAccount": accountId },
      ArnLike: { "aws:SourceArn": logsOf(scope, "delivery-source:*") },
    },
  };
}

/** What a key must allow so that CloudFront's logs can be delivered to a bucket that it encrypts. In a key's policy `*` is the key itself. */
export function logDeliveryStatement(scope: Construct): PolicyStatement {
  const accountId = accountIdOf(scope);
  return {
    sid: "LogDelivery",
    actions: ["kms:Decrypt", "kms:GenerateDataKey*", "kms:DescribeKey"],
    resources: ["*"],
    principals: DELIVERY,
    conditions: { StringEquals: { "aws:SourceAccount": accountId }, ArnLike: { "aws:SourceArn": logsOf(scope, "*") } },
  };
}

function logsOf(scope: Construct, resource: string): string {
  return `arn:aws:logs:${placementOf(scope).region}:${accountIdOf(scope)}:${resource}`;
}
