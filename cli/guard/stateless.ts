import { KIND_LOSSES } from "../../constructs/registry";

/**
 * The types of resources that are had again by making them again, with the reason for each group. A type that stacks are made of is here or
 * among what is stateful (stateful.ts): a test asks for every one, so that a new type is not forgotten.
 */
export const STATELESS: readonly { readonly because: string; readonly types: readonly string[] }[] = [
  {
    because: "Routes and rules of a network: the same again within seconds. What passes there meanwhile is tried again.",
    types: [
      "aws_route_table",
      "aws_route",
      "aws_route_table_association",
      "aws_default_security_group",
      "aws_security_group",
      "aws_vpc_security_group_ingress_rule",
      "aws_vpc_security_group_egress_rule",
      "aws_vpc_peering_connection_options",
      "aws_ec2_transit_gateway_route",
      "aws_lb_listener_rule",
      "aws_lb_target_group",
    ],
  },
  {
    because: "How something runs that has a row of its own: what it says is in the code.",
    types: [
      "aws_ecs_cluster_capacity_providers",
      "aws_ecs_task_definition",
      "aws_appautoscaling_target",
      "aws_appautoscaling_policy",
      "aws_appautoscaling_scheduled_action",
      ...KIND_LOSSES.flatMap(({ stateless }) => stateless),
      "aws_ecr_replication_configuration",
      "aws_kms_alias",
      "aws_s3_bucket_ownership_controls",
      "aws_s3_bucket_policy",
      "aws_s3_bucket_public_access_block",
      "aws_s3_bucket_server_side_encryption_configuration",
    ],
  },
  {
    because: "What they do to what is there already is judged by their values, not by their end (weakening.ts).",
    types: [
      "aws_ecr_lifecycle_policy",
      "aws_s3_bucket_lifecycle_configuration",
      "aws_s3_bucket_replication_configuration",
      "aws_s3_bucket_versioning",
    ],
  },
  {
    because: "Parts of the public entrance that it takes in another one of before the old one goes.",
    types: [
      "aws_acm_certificate",
      "aws_acm_certificate_validation",
      "aws_cloudfront_monitoring_subscription",
      "aws_cloudfront_function",
      "aws_cloudfront_cache_policy",
      "aws_cloudfront_response_headers_policy",
      "aws_cloudfront_origin_access_control",
      "aws_route53_health_check",
      "aws_wafv2_web_acl",
      "aws_wafv2_web_acl_logging_configuration",
    ],
  },
  {
    because: "They watch, and what they have seen is kept elsewhere: in log groups, buckets and metrics.",
    types: [
      "aws_flow_log",
      "aws_cloudwatch_metric_alarm",
      "aws_cloudwatch_composite_alarm",
      "aws_cloudwatch_dashboard",
      "aws_cloudwatch_log_metric_filter",
      "aws_cloudwatch_log_resource_policy",
      "aws_cloudwatch_query_definition",
      "aws_cloudwatch_log_delivery",
      "aws_cloudwatch_log_delivery_destination",
      "aws_cloudwatch_log_delivery_source",
      "aws_cloudwatch_event_rule",
      "aws_cloudwatch_event_target",
      "aws_sns_topic_policy",
      "aws_chatbot_slack_channel_configuration",
      "aws_athena_workgroup",
      "aws_athena_named_query",
      "aws_glue_catalog_database",
      "aws_glue_catalog_table",
    ],
  },
  {
    because:
      "It waits for its reader to confirm it, which is told in bold and not refused: an address that changes is mostly meant to (weakening.ts).",
    types: ["aws_sns_topic_subscription"],
  },
  {
    because: "Rights: the same again, under the same name.",
    types: ["aws_iam_role", "aws_iam_role_policy", "aws_iam_role_policy_attachment", "aws_iam_policy"],
  },
];
