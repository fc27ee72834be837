import { MONITORING_TYPES } from "./monitoring-types";
import { KIND_LOSSES } from "../../constructs/registry";

/**
 * Resource types that lose nothing when they are recreated, with the reason for each group. A test requires every type in the stacks to be
 * listed here or in stateful.ts.
 */
export const STATELESS: readonly { readonly because: string; readonly types: readonly string[] }[] = [
  {
    because: "Network routes and rules are recreated within seconds. Clients retry meanwhile.",
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
    because: "Configuration of resources that have their own row. The code defines it completely.",
    types: [
      "aws_ecs_cluster_capacity_providers",
      "aws_ecs_task_definition",
      "aws_ssm_parameter",
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
    because: "Their effect on existing data depends on their values, not on their deletion (reduction-rules.ts).",
    types: [
      "aws_ecr_lifecycle_policy",
      "aws_s3_bucket_lifecycle_configuration",
      "aws_s3_bucket_replication_configuration",
      "aws_s3_bucket_versioning",
    ],
  },
  {
    because: "Parts of the edge whose replacement is in use before the old one is deleted.",
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
    because: "Monitoring. The observed data is stored in log groups, buckets and metrics.",
    types: MONITORING_TYPES,
  },
  {
    because:
      "A new endpoint must confirm its subscription. The guard only warns, because a change of endpoint is usually intended (reduction-rules.ts).",
    types: ["aws_sns_topic_subscription"],
  },
  {
    because: "Permissions are recreated unchanged, under the same name.",
    types: ["aws_iam_role", "aws_iam_role_policy", "aws_iam_role_policy_attachment", "aws_iam_policy"],
  },
];
