import { type RightsTable, actionsOf } from "./rights";

const rds = actionsOf("rds");
const cache = actionsOf("elasticache");
const dynamodb = actionsOf("dynamodb");
const s3 = actionsOf("s3");
const sqs = actionsOf("sqs");
const secrets = actionsOf("secretsmanager");
const kms = actionsOf("kms");
const ec2 = actionsOf("ec2");

const RDS_TAGS = rds("AddTagsToResource RemoveTagsFromResource");
const CACHE_TAGS = cache("AddTagsToResource RemoveTagsFromResource");
/** What a service that encrypts with a key of ours asks of it in the name of who makes the thing. */
const USE_OF_KEY = kms("DescribeKey CreateGrant Decrypt GenerateDataKey GenerateDataKeyWithoutPlaintext");

/** All that keeps something, and the keys that it is encrypted with. */
export const DATA: RightsTable = {
  aws_db_instance: {
    read: rds("DescribeDBInstances DescribeDBEngineVersions ListTagsForResource"),
    write: [
      ...rds("CreateDBInstance CreateDBInstanceReadReplica ModifyDBInstance RebootDBInstance PromoteReadReplica DeleteDBInstance"),
      // The last snapshot before it goes.
      ...rds("CreateDBSnapshot"),
      ...RDS_TAGS,
      ...USE_OF_KEY,
    ],
  },
  aws_db_parameter_group: {
    read: rds("DescribeDBParameterGroups DescribeDBParameters ListTagsForResource"),
    write: [...rds("CreateDBParameterGroup ModifyDBParameterGroup ResetDBParameterGroup DeleteDBParameterGroup"), ...RDS_TAGS],
  },
  aws_db_subnet_group: {
    read: rds("DescribeDBSubnetGroups ListTagsForResource"),
    write: [...rds("CreateDBSubnetGroup ModifyDBSubnetGroup DeleteDBSubnetGroup"), ...RDS_TAGS],
  },
  aws_elasticache_replication_group: {
    read: cache("DescribeReplicationGroups DescribeCacheClusters ListTagsForResource"),
    write: [
      ...cache("CreateReplicationGroup ModifyReplicationGroup DeleteReplicationGroup IncreaseReplicaCount DecreaseReplicaCount"),
      ...cache("ModifyReplicationGroupShardConfiguration DisassociateGlobalReplicationGroup CreateSnapshot"),
      ...CACHE_TAGS,
      ...USE_OF_KEY,
    ],
  },
  aws_elasticache_global_replication_group: {
    read: cache("DescribeGlobalReplicationGroups"),
    write: [
      ...cache("CreateGlobalReplicationGroup ModifyGlobalReplicationGroup DeleteGlobalReplicationGroup DisassociateGlobalReplicationGroup"),
      ...cache("IncreaseNodeGroupsInGlobalReplicationGroup DecreaseNodeGroupsInGlobalReplicationGroup"),
    ],
  },
  aws_elasticache_parameter_group: {
    read: cache("DescribeCacheParameterGroups DescribeCacheParameters ListTagsForResource"),
    write: [
      ...cache("CreateCacheParameterGroup ModifyCacheParameterGroup ResetCacheParameterGroup DeleteCacheParameterGroup"),
      ...CACHE_TAGS,
    ],
  },
  aws_elasticache_subnet_group: {
    read: cache("DescribeCacheSubnetGroups ListTagsForResource"),
    write: [...cache("CreateCacheSubnetGroup ModifyCacheSubnetGroup DeleteCacheSubnetGroup"), ...CACHE_TAGS],
  },
  aws_elasticache_user: {
    read: cache("DescribeUsers ListTagsForResource"),
    write: [...cache("CreateUser ModifyUser DeleteUser"), ...CACHE_TAGS],
  },
  aws_elasticache_user_group: {
    read: cache("DescribeUserGroups ListTagsForResource"),
    write: [...cache("CreateUserGroup ModifyUserGroup DeleteUserGroup"), ...CACHE_TAGS],
  },
  aws_dynamodb_table: {
    read: dynamodb("DescribeTable DescribeContinuousBackups DescribeTimeToLive ListTagsOfResource"),
    write: [
      ...dynamodb("CreateTable UpdateTable DeleteTable UpdateTimeToLive UpdateContinuousBackups TagResource UntagResource"),
      ...USE_OF_KEY,
    ],
  },
  aws_dynamodb_table_replica: {
    read: dynamodb("DescribeTable DescribeContinuousBackups ListTagsOfResource"),
    write: [
      ...dynamodb("UpdateTable CreateTableReplica DeleteTableReplica UpdateContinuousBackups TagResource UntagResource"),
      // DynamoDB fills the copy in the name of who makes it: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2gt_IAM.html
      ...dynamodb("BatchWriteItem DeleteItem GetItem PutItem Query Scan UpdateItem"),
    ],
  },
  aws_sqs_queue: {
    read: sqs("GetQueueAttributes GetQueueUrl ListQueueTags"),
    write: sqs("CreateQueue SetQueueAttributes DeleteQueue TagQueue UntagQueue"),
  },
  aws_s3_bucket: {
    read: [
      ...s3("ListBucket GetBucketAcl GetBucketCORS GetBucketLocation GetBucketLogging GetBucketObjectLockConfiguration GetBucketPolicy"),
      ...s3("GetBucketRequestPayment GetBucketTagging GetBucketVersioning GetBucketWebsite GetAccelerateConfiguration ListTagsForResource"),
      ...s3("GetEncryptionConfiguration GetLifecycleConfiguration GetReplicationConfiguration"),
    ],
    // The second line empties buckets of environments that come and go.
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
  aws_secretsmanager_secret: {
    read: secrets("DescribeSecret GetResourcePolicy"),
    write: [
      ...secrets("CreateSecret UpdateSecret DeleteSecret RestoreSecret ReplicateSecretToRegions RemoveRegionsFromReplication"),
      ...secrets("StopReplicationToReplica TagResource UntagResource"),
      ...USE_OF_KEY,
    ],
  },
  // What it reads is in the statement on secrets: the value, of this environment's alone.
  aws_secretsmanager_secret_version: {
    read: secrets("DescribeSecret ListSecretVersionIds"),
    write: [...secrets("PutSecretValue UpdateSecretVersionStage"), ...kms("Decrypt GenerateDataKey")],
  },
  aws_kms_key: {
    read: [...kms("DescribeKey GetKeyPolicy GetKeyRotationStatus ListResourceTags"), ...ec2("DescribeAccountAttributes")],
    write: [
      ...kms("CreateKey PutKeyPolicy UpdateKeyDescription EnableKey EnableKeyRotation DisableKeyRotation ScheduleKeyDeletion"),
      ...kms("TagResource UntagResource"),
    ],
  },
  aws_kms_alias: { read: kms("ListAliases"), write: kms("CreateAlias UpdateAlias DeleteAlias") },
};
