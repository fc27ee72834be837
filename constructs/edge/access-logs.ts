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
import { CDN_LOG_FIELDS, CDN_LOG_PATH } from "./access-log-fields";
import { assertEdgeRegion } from "./edge-region";
import { tlsOnly } from "../storage/bucket-policy";
import { PrivateBucket } from "../storage/private-bucket";

const DELIVERY = { Service: ["delivery.logs.amazonaws.com"] };

export interface AccessLogsProps {
  /** Its policy must contain {@link logDeliveryStatement}. */
  readonly key: EncryptionKey;
  /** Distributions by role, for example `Site`. */
  readonly distributions: Readonly<Record<string, { readonly arn: string }>>;
}

/**
 * CloudFront's access logs (standard logging, version 2) in a separate bucket, as JSON lines by distribution and hour. All resources are in
 * us-east-1, the region of CloudFront in CloudWatch. Logs usually arrive within minutes; they can take an hour, and some a day.
 *
 * Cost drivers: stored GB until they expire; delivery from CloudFront to S3 is free.
 */
export class AccessLogs extends Construct {
  /** Resolves after the bucket policy is created. */
  public readonly bucketName: string;
  /** Names of the delivery sources, by role of the distribution. A distribution can have only one, for all destinations. */
  public readonly sourceNames: Readonly<Record<string, string>>;

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
      name: nameIn(this, "logDelivery", "cdn-logs"),
      outputFormat: "json",
      deliveryDestinationConfiguration: [{ destinationResourceArn: `${bucket.arn}/${CDN_LOG_PATH.prefix}` }],
    });
    this.bucketName = policy.bucket;
    const sources = Object.entries(distributions).map(([role, { arn }]) => [role, this.source(role, arn)] as const);
    this.sourceNames = Object.fromEntries(sources);
    // Without the policy, AWS would attach its own to the bucket. The deliveries are created one at a time: CloudWatch rejects a
    // second delivery to a destination while the first is being created (provider-aws#42194).
    sources.reduce<readonly ITerraformDependable[]>(
      (before, [role, source]) => [policy, this.deliver(role, source, destination.arn, before)],
      [policy],
    );
  }

  private source(role: string, distributionArn: string): string {
    return new CloudwatchLogDeliverySource(this, `${role}Source`, {
      name: nameIn(this, "logDelivery", "cdn", role.toLowerCase()),
      logType: "ACCESS_LOGS",
      resourceArn: distributionArn,
    }).name;
  }

  private deliver(role: string, deliverySourceName: string, deliveryDestinationArn: string, before: readonly ITerraformDependable[]) {
    return new CloudwatchLogDelivery(this, `${role}Delivery`, {
      deliverySourceName,
      deliveryDestinationArn,
      recordFields: [...CDN_LOG_FIELDS],
      s3DeliveryConfiguration: [{ suffixPath: CDN_LOG_PATH.suffix, enableHiveCompatiblePath: false }],
      dependsOn: [...before],
    });
  }
}

/**
 * Covers the whole bucket, as in AWS's own example of a bucket with a prefix: nothing else is in it, and AWS would add a statement for any
 * missing permission.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html#steps-destination-account
 */
function deliveryStatement(scope: Construct, bucketArn: string): PolicyStatement {
  const accountId = accountIdOf(scope);
  return {
    sid: "DeliverLogs",
    actions: ["s3:PutObject"],
    resources: [`${bucketArn}/*`],
    principals: DELIVERY,
    conditions: {
      StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control", "aws:SourceAccount": accountId },
      ArnLike: { "aws:SourceArn": logsOf(scope, "delivery-source:*") },
    },
  };
}

/** The key statement for delivering CloudFront's logs to an encrypted bucket. In a key policy, `*` is the key itself. */
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
