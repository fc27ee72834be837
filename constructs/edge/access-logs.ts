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
  /** It must hold {@link logDeliveryStatement}. */
  readonly key: EncryptionKey;
  /** Distributions by role, for example `Site`. */
  readonly distributions: Readonly<Record<string, { readonly arn: string }>>;
}

/**
 * CloudFront's access logs (standard logging, version 2) in a bucket of their own, as JSON lines by distribution and hour. All of it lives
 * in us-east-1, as CloudFront does for CloudWatch. They arrive within minutes as a rule, and may take an hour, some of them a day.
 *
 * Cost drivers: stored GB until they expire; CloudFront delivers to S3 for nothing.
 */
export class AccessLogs extends Construct {
  /** Known when the policy is in place. */
  public readonly bucketName: string;
  /** Names of the delivery sources, by role of the distribution. A distribution can have only one, whatever it delivers to. */
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
    // Without the policy AWS would write one of its own into the bucket. One after the other: CloudWatch refuses a second delivery to a
    // destination while it makes the first (provider-aws#42194).
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
 * For the whole bucket, as in AWS's own example of a bucket with a prefix: nothing else is in it, and AWS would add a statement for what it
 * misses.
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
