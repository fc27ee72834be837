import { MONITORING_TYPES } from "./monitoring-types";

/** Types that may be deleted and recreated while everything serves, with the reason for each group. */
export const SERVES_WITHOUT: readonly { readonly because: string; readonly types: readonly string[] }[] = [
  {
    because: "Running tasks and services keep a deregistered task definition, and new ones use the new revision.",
    types: ["aws_ecs_task_definition"],
  },
  {
    because: "The capacity stays as it is until the policy is recreated within the same deployment.",
    types: ["aws_appautoscaling_policy", "aws_appautoscaling_scheduled_action", "aws_ecs_cluster_capacity_providers"],
  },
  { because: "Its effect on images that exist is in the rules of data reductions.", types: ["aws_ecr_lifecycle_policy"] },
  { because: "Images that exist stay. Images pushed meanwhile are not replicated.", types: ["aws_ecr_replication_configuration"] },
  {
    because: "Settings of a bucket. Reads and writes do not depend on them.",
    types: [
      "aws_s3_bucket_lifecycle_configuration",
      "aws_s3_bucket_ownership_controls",
      "aws_s3_bucket_public_access_block",
      "aws_s3_bucket_replication_configuration",
      "aws_s3_bucket_server_side_encryption_configuration",
      "aws_s3_bucket_versioning",
    ],
  },
  { because: "It represents a wait, not a resource.", types: ["aws_acm_certificate_validation"] },
  { because: "It only closes the VPC's default group, which nothing uses.", types: ["aws_default_security_group"] },
  {
    because: "Monitoring. Requests do not go through it.",
    types: [
      ...MONITORING_TYPES,
      "aws_cloudfront_monitoring_subscription",
      "aws_wafv2_web_acl_logging_configuration",
      "aws_sns_topic",
      "aws_sns_topic_subscription",
    ],
  },
];
