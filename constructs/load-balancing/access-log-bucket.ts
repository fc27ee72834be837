import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { Construct } from "constructs";
import { placementOf } from "../core/placement";
import { policyDocument } from "../core/policy";
import { PrivateBucket } from "../storage/private-bucket";
import { numbered } from "./numbered";
import { accessLogStatements, type LogWriter } from "./access-log-policy";

export interface AccessLogBucketProps {
  /** The kind of load balancer that writes the logs. AWS delivers the logs of each kind through a different service. */
  readonly writer: LogWriter;
  /** The number of the load balancer in its region. @default 1 */
  readonly number?: number;
}

/**
 * A bucket for the access logs of one load balancer, in its region. Encrypted by S3 instead of a customer managed KMS key: an ALB cannot
 * write with KMS (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html).
 *
 * Cost drivers: GB stored, for the environment's log retention.
 */
export class AccessLogBucket extends Construct {
  /** Resolves after the bucket policy is created, because AWS tests write access when logging is enabled. */
  public readonly bucketName: string;

  public constructor(scope: Construct, id: string, props: AccessLogBucketProps) {
    super(scope, id);
    const balancer = numbered(props.writer === "application" ? "alb" : "nlb", props.number ?? 1);
    const role = `${placementOf(this).region}-${balancer}-logs`;
    const bucket = new PrivateBucket(this, "Resource", { role, contents: { kind: "logs" } });
    this.bucketName = new S3BucketPolicy(this, "Policy", {
      bucket: bucket.bucketName,
      policy: policyDocument(accessLogStatements(this, bucket.arn, props.writer)),
      dependsOn: [bucket.ready],
    }).bucket;
  }
}
