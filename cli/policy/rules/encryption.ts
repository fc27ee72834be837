import { references, targetsOf } from "../references";
import { nested, type Block, type Resource } from "../../synthesis/resources";
import { referrersOf } from "./referrers";
import { type ResourceCheck, ruleByType, type CheckContext } from "./rule";

const KEY = "aws_kms_key";

/** Whether an argument references a customer managed KMS key. */
function hasKey({ stack, block }: Resource, { documents }: CheckContext, argument: string, within: Block = block): boolean {
  return references(documents, stack, within[argument], KEY);
}

const by =
  (argument: string): ResourceCheck =>
  (resource, context) => [!hasKey(resource, context, argument) && `Not encrypted with a customer managed KMS key: ${argument}`];

/**
 * Types that store or buffer data, with their check for encryption at rest with a customer managed KMS key. A test compares them with the
 * provider's schema: every type with an argument for a key is here or in {@link ELSEWHERE}.
 */
export const ENCRYPTED: Readonly<Record<string, ResourceCheck>> = {
  aws_athena_workgroup: (resource, context) => {
    const [configuration = {}] = nested(resource.block, "configuration");
    const [result = {}] = nested(configuration, "result_configuration");
    const [encryption = {}] = nested(result, "encryption_configuration");
    return [!hasKey(resource, context, "kms_key_arn", encryption) && "Its results are not encrypted with a customer managed KMS key"];
  },
  aws_cloudwatch_log_group: by("kms_key_id"),
  aws_db_instance: (resource, context) => {
    const { block, stack } = resource;
    // A replica in the region of its source inherits the key, and must not set one.
    const inherits = targetsOf(context.documents, stack, block.replicate_source_db).some((source) => source.stack === stack);
    return [
      block.storage_encrypted !== true && "Its storage is not encrypted",
      !inherits && !hasKey(resource, context, "kms_key_id") && "Not encrypted with a customer managed KMS key: kms_key_id",
      block.performance_insights_enabled === true &&
        !hasKey(resource, context, "performance_insights_kms_key_id") &&
        "Its Performance Insights data is not encrypted with a customer managed KMS key",
    ];
  },
  aws_dynamodb_table: (resource, context) => {
    const [encryption = {}] = nested(resource.block, "server_side_encryption");
    const encrypted = encryption.enabled === true && hasKey(resource, context, "kms_key_arn", encryption);
    return [!encrypted && "Not encrypted with a customer managed KMS key: server_side_encryption"];
  },
  aws_dynamodb_table_replica: by("kms_key_arn"),
  aws_ecr_repository: (resource, context) => {
    const [encryption = {}] = nested(resource.block, "encryption_configuration");
    return [!hasKey(resource, context, "kms_key", encryption) && "Its images are not encrypted with a customer managed KMS key"];
  },
  aws_elasticache_replication_group: (resource, context) => {
    const { at_rest_encryption_enabled: atRest, global_replication_group_id: joined } = resource.block;
    return [
      joined === undefined && String(atRest) !== "true" && "Not encrypted at rest",
      !hasKey(resource, context, "kms_key_id") && "Not encrypted with a customer managed KMS key: kms_key_id",
    ];
  },
  aws_prometheus_workspace: by("kms_key_arn"),
  aws_s3_bucket: (resource, context) => {
    const settings = referrersOf(resource, "aws_s3_bucket_server_side_encryption_configuration", "bucket", context);
    const defaults = settings.flatMap((setting) =>
      nested(setting.block, "rule").flatMap((rule) =>
        nested(rule, "apply_server_side_encryption_by_default").map((each) => hasKey(setting, context, "kms_master_key_id", each)),
      ),
    );
    return [!defaults.includes(true) && "Not encrypted with a customer managed KMS key"];
  },
  aws_secretsmanager_secret: (resource, context) => {
    const bare = nested(resource.block, "replica").filter((replica) => !hasKey(resource, context, "kms_key_id", replica));
    return [...by("kms_key_id")(resource, context), bare.length > 0 && "A replica is not encrypted with a customer managed KMS key"];
  },
  aws_sns_topic: by("kms_master_key_id"),
  aws_sqs_queue: by("kms_master_key_id"),
};

/** Types with an argument for encryption that is not required here, with the reason. */
export const ELSEWHERE: Readonly<Record<string, string>> = {
  aws_cloudfront_distribution: "Field-level encryption of form data. The rule IN_TRANSIT checks viewers' TLS.",
  aws_cloudwatch_event_rule: "Rules store no data. Only custom event buses could.",
  aws_cloudwatch_log_delivery_destination: "References a bucket, which has its own check.",
  aws_ecs_cluster: "For ECS Exec sessions and managed storage, which are not used.",
  aws_ecs_service: "For volumes and Service Connect, which are not used.",
  aws_ecs_task_definition: "For EFS volumes, which are not used.",
  aws_elasticache_global_replication_group: "Its members have their own check.",
  aws_flow_log: "References a log group, which has its own check.",
  aws_s3_bucket_replication_configuration: "References a bucket, which has its own check.",
  aws_s3_bucket_server_side_encryption_configuration: "Part of the check of the bucket.",
  aws_vpc_peering_connection: "AWS always encrypts inter-region peering.",
};

export const encryption = ruleByType("ENCRYPTED", ENCRYPTED);
