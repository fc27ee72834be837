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

/** Contents of a bucket, which determine its retention and protection. */
export type BucketContents =
  /** Data: versioned and protected from deletion. Replaced and deleted objects are retained for `previousVersions`. */
  | { readonly kind: "data"; readonly previousVersions: Duration }
  /** Logs: they expire with the environment's log retention and are deleted with the bucket. */
  | { readonly kind: "logs" };

export interface PrivateBucketProps {
  /** Role of the bucket, the end of its name prefix, for example `site`. */
  readonly role: string;
  readonly contents: BucketContents;
  /** A customer managed KMS key. @default S3 managed keys, for public contents and for services that cannot use a customer managed key */
  readonly key?: EncryptionKey;
}

/**
 * A bucket without public access and with ACLs disabled. A bucket has only one policy, so the construct with references to all readers creates it;
 * it must contain `tlsOnly` from `bucket-policy.ts`.
 *
 * The settings are created one after another, because S3 rejects concurrent ones with `OperationAborted`.
 *
 * Cost drivers: stored GB and requests; a customer managed key adds KMS calls, few with bucket keys.
 */
export class PrivateBucket extends Construct {
  public readonly bucketName: string;
  public readonly arn: string;
  public readonly regionalDomainName: string;
  /** Dependency for policies and replications of the bucket. */
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

  /** Versioning is first, since a replication without it fails. */
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

  /** No resource depends on this one, and it does not depend on the key, because the provider polls it for a minute until it is stable. */
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

const OWN_KEYS = "S3 managed keys: the contents are public, or written by load balancers, which cannot use a customer managed key.";

/** Accepted findings of a bucket, with reasons. */
function acceptedOf({ contents, key }: PrivateBucketProps): AcceptedFindings {
  const logs = contents.kind === "logs";
  return {
    CKV2_AWS_62: "Nothing processes new objects, so events have no consumer.",
    CKV_AWS_18: logs
      ? "Contains logs or query results. Access logs of it would need another bucket, which would need access logs too."
      : "Only the CDN reads it, and the CDN logs every request.",
    CKV_AWS_21: logs && "Logs are written once and expire, so no earlier version can be restored.",
    CKV_AWS_144: logs && "Logs expire and are read in their own region only.",
    CKV_AWS_145: !key && OWN_KEYS,
    ENCRYPTED: !key && OWN_KEYS,
  };
}
