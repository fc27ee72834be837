import { type RightsTable, actionsOf } from "../../core/actions";
import { mergeTables } from "../../core/merge-tables";
import { KIND_RIGHTS } from "../../registry";

const s3 = actionsOf("s3");
const kms = actionsOf("kms");
const ec2 = actionsOf("ec2");

/** Stateful resources and their encryption keys: the resources of the kinds, buckets and keys. */
export const DATA: RightsTable = mergeTables([
  ...KIND_RIGHTS.map(({ resources }) => resources),
  {
    aws_s3_bucket: {
      read: [
        ...s3("ListBucket GetBucketAcl GetBucketCORS GetBucketLocation GetBucketLogging GetBucketObjectLockConfiguration GetBucketPolicy"),
        ...s3(
          "GetBucketRequestPayment GetBucketTagging GetBucketVersioning GetBucketWebsite GetAccelerateConfiguration ListTagsForResource",
        ),
        ...s3("GetEncryptionConfiguration GetLifecycleConfiguration GetReplicationConfiguration"),
      ],
      // The second line empties buckets of ephemeral environments.
      write: [
        ...s3("CreateBucket DeleteBucket PutBucketTagging TagResource UntagResource"),
        ...s3("ListBucketVersions DeleteObject DeleteObjectVersion ListBucketMultipartUploads AbortMultipartUpload"),
      ],
    },
    aws_s3_bucket_lifecycle_configuration: { read: s3("GetLifecycleConfiguration"), write: s3("PutLifecycleConfiguration") },
    aws_s3_bucket_ownership_controls: { read: s3("GetBucketOwnershipControls"), write: s3("PutBucketOwnershipControls") },
    aws_s3_bucket_policy: { read: s3("GetBucketPolicy"), write: s3("PutBucketPolicy DeleteBucketPolicy") },
    aws_s3_bucket_public_access_block: { read: s3("GetBucketPublicAccessBlock"), write: s3("PutBucketPublicAccessBlock") },
    aws_s3_bucket_replication_configuration: { read: s3("GetReplicationConfiguration"), write: s3("PutReplicationConfiguration") },
    aws_s3_bucket_server_side_encryption_configuration: {
      read: s3("GetEncryptionConfiguration"),
      write: s3("PutEncryptionConfiguration"),
    },
    aws_s3_bucket_versioning: { read: s3("GetBucketVersioning"), write: s3("PutBucketVersioning") },
    aws_kms_key: {
      read: [...kms("DescribeKey GetKeyPolicy GetKeyRotationStatus ListResourceTags"), ...ec2("DescribeAccountAttributes")],
      write: [
        ...kms("CreateKey PutKeyPolicy UpdateKeyDescription EnableKey EnableKeyRotation DisableKeyRotation ScheduleKeyDeletion"),
        ...kms("TagResource UntagResource"),
      ],
    },
    aws_kms_alias: { read: kms("ListAliases"), write: kms("CreateAlias UpdateAlias DeleteAlias") },
  },
]);
