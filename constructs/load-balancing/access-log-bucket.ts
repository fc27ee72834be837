import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { Construct } from "constructs";
import { days } from "../../config/units";
import { isProtected, nameIn, placementOf, statefulLifecycle } from "../core/placement";
import { policyDocument } from "../core/policy";
import { accessLogStatements, type LogWriter } from "./access-log-policy";

export interface AccessLogBucketProps {
  /** The kind of load balancer that writes; the two are different services of AWS. */
  readonly writer: LogWriter;
}

/**
 * A bucket for the access logs of one load balancer, in its region. AWS's own encryption (AES256) and not a key of ours: the load
 * balancer cannot write with KMS (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html).
 *
 * Cost drivers: GB stored, for the environment's log retention.
 */
export class AccessLogBucket extends Construct {
  /** Known when the policy is in place, so that whoever logs here waits for it: AWS tries the bucket when logging is switched on. */
  public readonly bucketName: string;

  public constructor(scope: Construct, id: string, props: AccessLogBucketProps) {
    super(scope, id);
    const bucket = new S3Bucket(this, "Resource", {
      bucketPrefix: `${nameIn(this, "bucketPrefix", placementOf(this).region, props.writer === "application" ? "alb" : "nlb", "logs")}-`,
      forceDestroy: !isProtected(this),
      lifecycle: statefulLifecycle(this),
    });
    this.encrypt(bucket);
    this.expire(bucket);
    this.bucketName = this.protect(bucket, props.writer);
  }

  private encrypt(bucket: S3Bucket): void {
    new S3BucketServerSideEncryptionConfigurationA(this, "Encryption", {
      bucket: bucket.bucket,
      rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
    });
  }

  private expire(bucket: S3Bucket): void {
    new S3BucketLifecycleConfiguration(this, "Lifecycle", {
      bucket: bucket.bucket,
      rule: [
        {
          id: "expire",
          status: "Enabled",
          filter: [{ prefix: "AWSLogs/" }],
          expiration: [{ days: days(placementOf(this).logRetention) }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: 1 }],
        },
      ],
    });
  }

  /** Public access is blocked before the policy comes: two changes of one bucket at a time are an `OperationAborted`. */
  private protect(bucket: S3Bucket, writer: LogWriter): string {
    const closed = new S3BucketPublicAccessBlock(this, "PublicAccess", {
      bucket: bucket.bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    const policy = policyDocument(accessLogStatements(this, bucket.arn, writer));
    return new S3BucketPolicy(this, "Policy", { bucket: bucket.bucket, policy, dependsOn: [closed] }).bucket;
  }
}
