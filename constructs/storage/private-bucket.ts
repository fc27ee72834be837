import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { type Duration, days } from "../../language/units";
import type { EncryptionKey } from "../core/encryption-key";
import { isProtected, nameIn, placementOf, statefulLifecycle } from "../core/placement";
import { type AcceptedFindings, acceptFindings } from "../core/accepted-findings";

/** What a bucket holds, and so how long and how well it is kept. */
export type BucketContents =
  /** Objects that somebody would miss: versioned, protected from deletion; a replaced or deleted object stays for `previousVersions`. */
  | { readonly kind: "data"; readonly previousVersions: Duration }
  /** Logs: they expire with the environment's log retention and go with the bucket. */
  | { readonly kind: "logs" };

export interface PrivateBucketProps {
  /** What it is for, as the end of its name's prefix, for example `site`. */
  readonly role: string;
  readonly contents: BucketContents;
  /** A key of ours; left out: S3's own keys, for what is public anyway or written by a service that cannot use our key. @default S3's */
  readonly key?: EncryptionKey;
}

/**
 * A bucket that nothing public can reach and in which no ACL counts. Its policy is made by whoever knows all its readers, since a bucket
 * has one policy only; it must hold `tlsOnly` from `bucket-policy.ts`.
 *
 * The settings are made one after another, because S3 answers simultaneous ones with `OperationAborted`.
 *
 * Cost drivers: stored GB and requests; a key of ours adds KMS calls, few with bucket keys.
 */
export class PrivateBucket extends Construct {
  public readonly bucketName: string;
  public readonly arn: string;
  public readonly regionalDomainName: string;
  /** What a policy or a replication has to wait for. */
  public readonly ready: ITerraformDependable;

  public constructor(scope: Construct, id: string, props: PrivateBucketProps) {
    super(scope, id);
    const bucket = new S3Bucket(this, "Resource", {
      bucketPrefix: `${nameIn(this, "bucketPrefix", props.role)}-`,
      forceDestroy: !isProtected(this),
      ...(props.contents.kind === "data" && { lifecycle: statefulLifecycle(this) }),
    });
    acceptFindings(bucket, acceptedOf(props));
    this.ready = this.secure(bucket.bucket, props);
    this.bucketName = bucket.bucket;
    this.arn = bucket.arn;
    this.regionalDomainName = bucket.bucketRegionalDomainName;
  }

  /** Versioning comes first: a replication that finds it missing fails. */
  private secure(bucket: string, { contents, key }: PrivateBucketProps): ITerraformDependable {
    const versioning =
      contents.kind === "data"
        ? [new S3BucketVersioningA(this, "Versioning", { bucket, versioningConfiguration: { status: "Enabled" } })]
        : [];
    const publicAccess = new S3BucketPublicAccessBlock(this, "PublicAccess", {
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
      dependsOn: versioning,
    });
    const ownership = new S3BucketOwnershipControls(this, "Ownership", {
      bucket,
      rule: { objectOwnership: "BucketOwnerEnforced" },
      dependsOn: [publicAccess],
    });
    this.expire(bucket, contents, ownership);
    return new S3BucketServerSideEncryptionConfigurationA(this, "Encryption", {
      bucket,
      rule: [
        {
          applyServerSideEncryptionByDefault: key ? { sseAlgorithm: "aws:kms", kmsMasterKeyId: key.arn } : { sseAlgorithm: "AES256" },
          bucketKeyEnabled: key !== undefined,
        },
      ],
      dependsOn: [ownership],
    });
  }

  /** Nothing waits for this, and it does not wait for a key: the provider watches it for a minute until it has settled. */
  private expire(bucket: string, contents: BucketContents, after: ITerraformDependable): void {
    new S3BucketLifecycleConfiguration(this, "Lifecycle", {
      bucket,
      rule: [
        {
          id: "Expiry",
          status: "Enabled",
          filter: [{ prefix: "" }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
          ...(contents.kind === "data"
            ? { noncurrentVersionExpiration: [{ noncurrentDays: days(contents.previousVersions) }] }
            : { expiration: [{ days: days(placementOf(this).logRetention) }] }),
        },
      ],
      dependsOn: [after],
    });
  }
}

const OWN_KEYS = "S3's own keys: its contents are public anyway, or written by load balancers, which cannot use a key of ours.";

/** What a bucket does without, and why. */
function acceptedOf({ contents, key }: PrivateBucketProps): AcceptedFindings {
  const logs = contents.kind === "logs";
  return {
    CKV2_AWS_62: "Nothing acts on a new object: an event that nobody takes tells nobody.",
    CKV_AWS_18: logs
      ? "It holds logs, or answers from them: a log of who reads these would need a bucket and a log of its own, without end."
      : "The CDN alone reads it, and has a log of every request.",
    CKV_AWS_21: logs && "Logs are written once and expire: there is no earlier version to take back.",
    CKV_AWS_144: logs && "Logs expire, and those of a region tell of that region: elsewhere nobody would read a copy.",
    CKV_AWS_145: !key && OWN_KEYS,
    ENCRYPTED: !key && OWN_KEYS,
  };
}
