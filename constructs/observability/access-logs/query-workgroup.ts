import { AthenaWorkgroup } from "@cdktf/provider-aws/lib/athena-workgroup";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { Construct } from "constructs";
import { accountIdOf } from "../../core/account";
import type { EncryptionKey } from "../../core/encryption-key";
import { nameIn } from "../../core/placement";
import { policyDocument } from "../../core/policy";
import { tlsOnly } from "../../storage/bucket-policy";
import { PrivateBucket } from "../../storage/private-bucket";

/**
 * 100 GB: at $5 per terabyte, a query costs at most $0.50. Logs are compressed about 20:1, so this is about 2 TB of lines, or several
 * billion requests.
 *
 * @see https://aws.amazon.com/athena/pricing/
 */
const BYTES_PER_QUERY = 100 * 1_024 ** 3;

export interface QueryWorkgroupProps {
  /** Suffix of its name. */
  readonly name: string;
  /** Role of the results bucket. */
  readonly resultsRole: string;
  /** Encrypts the results. */
  readonly key: EncryptionKey;
}

/**
 * The Athena workgroup of all users: it limits the bytes of a query and stores results in a private bucket with a customer managed KMS key.
 * Results contain log lines, so they expire like logs.
 *
 * Cost drivers: $5 for each terabyte that queries read, at least 10 MB a query; GB of results until they expire.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/workgroups-settings-override.html
 */
export class QueryWorkgroup extends Construct {
  /** Its name, known after creation. */
  public readonly workgroupId: string;

  public constructor(scope: Construct, id: string, { name, resultsRole, key }: QueryWorkgroupProps) {
    super(scope, id);
    const bucket = new PrivateBucket(this, "Results", { role: resultsRole, contents: { kind: "logs" }, key });
    const policy = new S3BucketPolicy(this, "ResultsPolicy", {
      bucket: bucket.bucketName,
      policy: policyDocument([tlsOnly(bucket.arn)]),
      dependsOn: [bucket.ready],
    });
    this.workgroupId = new AthenaWorkgroup(this, "Resource", {
      name: nameIn(this, "workgroup", name),
      description: "Questions to access logs",
      state: "ENABLED",
      // Otherwise AWS does not delete a workgroup that was ever used.
      forceDestroy: true,
      configuration: {
        enforceWorkgroupConfiguration: true,
        publishCloudwatchMetricsEnabled: true,
        bytesScannedCutoffPerQuery: BYTES_PER_QUERY,
        resultConfiguration: {
          outputLocation: `s3://${policy.bucket}/`,
          expectedBucketOwner: accountIdOf(this),
          encryptionConfiguration: { encryptionOption: "SSE_KMS", kmsKeyArn: key.arn },
        },
      },
    }).id;
  }
}
