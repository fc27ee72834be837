import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { Construct } from "constructs";
import { policyDocument } from "../core/policy";
import { tlsOnly } from "../storage/bucket-policy";

export interface SiteBucketPolicyProps {
  readonly bucket: { readonly bucketName: string; readonly arn: string };
  readonly distributionArn: string;
}

/**
 * Allows one distribution to read a site's bucket, over TLS. Must be created in the bucket's region.
 *
 * The distribution also has permission to list the bucket: without it S3 returns 403 instead of 404 for a missing file. Viewers cannot list
 * it: the site's function and the root object map `/` to a file, and query strings do not reach S3.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
 */
export class SiteBucketPolicy extends Construct {
  public constructor(scope: Construct, id: string, { bucket, distributionArn }: SiteBucketPolicyProps) {
    super(scope, id);
    const reader = {
      principals: { Service: ["cloudfront.amazonaws.com"] },
      conditions: { StringEquals: { "AWS:SourceArn": distributionArn } },
    };
    new S3BucketPolicy(this, "Resource", {
      bucket: bucket.bucketName,
      policy: policyDocument([
        { sid: "ReadByDistribution", actions: ["s3:GetObject"], resources: [`${bucket.arn}/*`], ...reader },
        { sid: "MissingFilesAreNotFound", actions: ["s3:ListBucket"], resources: [bucket.arn], ...reader },
        tlsOnly(bucket.arn),
      ]),
    });
  }
}
