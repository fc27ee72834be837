import { leadsTo, targetsOf } from "../references";
import { nested, type Block, type Resource } from "../resources";
import { referrersOf } from "./referrers";
import { type ResourceCheck, ruleByType, type Surroundings } from "./rule";

const KEY = "aws_kms_key";

/** Whether an argument leads to a key of ours. */
function hasKey({ stack, block }: Resource, { documents }: Surroundings, argument: string, within: Block = block): boolean {
  return leadsTo(documents, stack, within[argument], KEY);
}

const by =
  (argument: string): ResourceCheck =>
  (resource, around) => [!hasKey(resource, around, argument) && `Not encrypted with a key of ours: ${argument}`];

/**
 * What keeps data, or carries it for a while, and how its encryption at rest with a key of ours is told. The test holds it against the
 * provider's schema: whatever has an argument for a key stands here, or in {@link ELSEWHERE}.
 */
export const ENCRYPTED: Readonly<Record<string, ResourceCheck>> = {
  aws_athena_workgroup: (resource, around) => {
    const [configuration = {}] = nested(resource.block, "configuration");
    const [result = {}] = nested(configuration, "result_configuration");
    const [encryption = {}] = nested(result, "encryption_configuration");
    return [!hasKey(resource, around, "kms_key_arn", encryption) && "Its results are not encrypted with a key of ours"];
  },
  aws_cloudwatch_log_group: by("kms_key_id"),
  aws_db_instance: (resource, around) => {
    const { block, stack } = resource;
    // A replica in its source's region has its source's key, and may not name one.
    const inherits = targetsOf(around.documents, stack, block.replicate_source_db).some((source) => source.stack === stack);
    return [
      block.storage_encrypted !== true && "Its storage is not encrypted",
      !inherits && !hasKey(resource, around, "kms_key_id") && "Not encrypted with a key of ours: kms_key_id",
      block.performance_insights_enabled === true &&
        !hasKey(resource, around, "performance_insights_kms_key_id") &&
        "Its Performance Insights are not encrypted with a key of ours",
    ];
  },
  aws_dynamodb_table: (resource, around) => {
    const [encryption = {}] = nested(resource.block, "server_side_encryption");
    const encrypted = encryption.enabled === true && hasKey(resource, around, "kms_key_arn", encryption);
    return [!encrypted && "Not encrypted with a key of ours: server_side_encryption"];
  },
  aws_dynamodb_table_replica: by("kms_key_arn"),
  aws_ecr_repository: (resource, around) => {
    const [encryption = {}] = nested(resource.block, "encryption_configuration");
    return [!hasKey(resource, around, "kms_key", encryption) && "Its images are not encrypted with a key of ours"];
  },
  aws_elasticache_replication_group: (resource, around) => {
    const { at_rest_encryption_enabled: atRest, global_replication_group_id: joined } = resource.block;
    return [
      joined === undefined && String(atRest) !== "true" && "Not encrypted at rest",
      !hasKey(resource, around, "kms_key_id") && "Not encrypted with a key of ours: kms_key_id",
    ];
  },
  aws_prometheus_workspace: by("kms_key_arn"),
  aws_s3_bucket: (resource, around) => {
    const settings = referrersOf(resource, "aws_s3_bucket_server_side_encryption_configuration", "bucket", around);
    const defaults = settings.flatMap((setting) =>
      nested(setting.block, "rule").flatMap((rule) =>
        nested(rule, "apply_server_side_encryption_by_default").map((each) => hasKey(setting, around, "kms_master_key_id", each)),
      ),
    );
    return [!defaults.includes(true) && "Not encrypted with a key of ours"];
  },
  aws_secretsmanager_secret: (resource, around) => {
    const bare = nested(resource.block, "replica").filter((replica) => !hasKey(resource, around, "kms_key_id", replica));
    return [...by("kms_key_id")(resource, around), bare.length > 0 && "A copy of it is not encrypted with a key of ours"];
  },
  aws_sns_topic: by("kms_master_key_id"),
  aws_sqs_queue: by("kms_master_key_id"),
};

/** What has an argument for encryption, and why it is not asked for here. */
export const ELSEWHERE: Readonly<Record<string, string>> = {
  aws_cloudfront_distribution: "Encryption of single fields of a form: viewers' TLS is the rule of transit.",
  aws_cloudwatch_event_rule: "Rules hold no data; buses of one's own could.",
  aws_cloudwatch_log_delivery_destination: "Leads to a bucket, which is judged itself.",
  aws_ecs_cluster: "Of sessions that nobody opens, and of storage that tasks do not have.",
  aws_ecs_service: "Of volumes and of traffic between tasks (Service Connect), of which there are none.",
  aws_ecs_task_definition: "Of EFS volumes, of which there are none.",
  aws_elasticache_global_replication_group: "Its members are judged themselves.",
  aws_flow_log: "Leads to a log group, which is judged itself.",
  aws_s3_bucket_replication_configuration: "Leads to a bucket, which is judged itself.",
  aws_s3_bucket_server_side_encryption_configuration: "Is what a bucket is judged by.",
  aws_vpc_peering_connection: "Between regions AWS encrypts it, always.",
};

export const encryption = ruleByType("ENCRYPTED", ENCRYPTED);
