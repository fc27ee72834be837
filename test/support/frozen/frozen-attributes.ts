/** Attributes, with the effect of a change of their value on AWS. */
export interface Frozen {
  /** Paths of attributes; `[]` is each entry of a list, and `{}` the JSON in a string. */
  readonly attributes: readonly string[];
  /** Completes the sentence "A change …". */
  readonly effect: string;
}

/** The Terraform address of the resource, if the address is frozen and not an attribute. */
export const ADDRESS = "address";

/** Explicitly named outputs, as if they were a resource type. The names of cross-stack references follow from the addresses. */
export const OUTPUT = "output";

const replaces = (what: string) => `replaces ${what}`;
const LOSES_HISTORY = "in place, but the metric loses its history and AWS bills a second custom metric";

/**
 * Attributes that a change of names or texts must not touch, by resource type. The provider replaces the resource if one of them changes, or
 * other code compares it. Texts that are not listed change in place.
 */
export const FROZEN: Readonly<Record<string, readonly Frozen[]>> = {
  aws_acm_certificate: [{ attributes: ["domain_name"], effect: replaces("the certificate of a listener or distribution that is in use") }],
  aws_appautoscaling_policy: [{ attributes: ["name"], effect: replaces("the scaling policy") }],
  aws_appautoscaling_scheduled_action: [{ attributes: ["name"], effect: replaces("the scheduled action") }],
  aws_athena_named_query: [
    { attributes: ["name", "description", "query"], effect: "recreates the saved query: harmless, but make it a commit of its own" },
  ],
  aws_athena_workgroup: [{ attributes: ["name"], effect: replaces("the workgroup and its query history") }],
  aws_chatbot_slack_channel_configuration: [{ attributes: ["configuration_name"], effect: replaces("the Slack channel configuration") }],
  aws_cloudfront_cache_policy: [{ attributes: ["name"], effect: "in place or by replacement while a distribution uses the policy" }],
  aws_cloudfront_function: [{ attributes: ["name"], effect: replaces("the function of a distribution that is in use") }],
  aws_cloudfront_origin_access_control: [{ attributes: ["name"], effect: replaces("the access control of the site's origins") }],
  aws_cloudfront_response_headers_policy: [
    { attributes: ["name"], effect: "in place or by replacement while a distribution uses the policy" },
  ],
  aws_cloudwatch_composite_alarm: [{ attributes: ["alarm_name"], effect: replaces("the alarm: its history is lost") }],
  aws_cloudwatch_dashboard: [{ attributes: ["dashboard_name"], effect: replaces("the dashboard: links and bookmarks break") }],
  aws_cloudwatch_event_rule: [{ attributes: ["name"], effect: replaces("the event rule and its targets") }],
  aws_cloudwatch_event_target: [{ attributes: ["target_id"], effect: replaces("the target of the event rule") }],
  aws_cloudwatch_log_delivery_destination: [
    { attributes: ["name"], effect: replaces("the log destination: log delivery stops meanwhile") },
  ],
  aws_cloudwatch_log_delivery_source: [{ attributes: ["name"], effect: replaces("the log source: log delivery stops meanwhile") }],
  aws_cloudwatch_log_group: [{ attributes: ["name"], effect: "deletes the log group and its logs" }],
  aws_cloudwatch_log_metric_filter: [
    { attributes: ["name", "log_group_name"], effect: replaces("the metric filter") },
    { attributes: ["metric_transformation.namespace", "metric_transformation.name"], effect: LOSES_HISTORY },
  ],
  aws_cloudwatch_log_resource_policy: [{ attributes: ["policy_name"], effect: replaces("the policy: log delivery stops meanwhile") }],
  aws_cloudwatch_metric_alarm: [
    { attributes: ["alarm_name"], effect: replaces("the alarm: it starts without history, in INSUFFICIENT_DATA") },
  ],
  aws_cloudwatch_query_definition: [{ attributes: ["name"], effect: "in place; saved links to the query break" }],
  aws_db_instance: [
    { attributes: ["username", "db_name"], effect: "REPLACES THE DATABASE" },
    {
      attributes: ["identifier"],
      effect: "in place, but metrics, DNS names and promotions follow the identifier",
    },
  ],
  aws_db_parameter_group: [
    { attributes: ["description", "name_prefix"], effect: "modifies the database for a new parameter group: it may need a reboot" },
  ],
  aws_db_subnet_group: [{ attributes: ["name"], effect: replaces("the subnet group of a database that is in use") }],
  aws_dynamodb_table: [
    { attributes: ["name", "hash_key", "range_key"], effect: "DELETES THE TABLE AND ITS DATA" },
    { attributes: ["global_secondary_index[].name"], effect: "deletes the index and builds another one" },
  ],
  aws_dynamodb_table_replica: [{ attributes: [ADDRESS], effect: "DELETES THE TABLE REPLICA AND ITS DATA" }],
  aws_ecr_lifecycle_policy: [
    { attributes: ["policy"], effect: "replaces the policy of every repository: change its texts only with a real rule change" },
  ],
  aws_ecr_repository: [{ attributes: ["name"], effect: "DELETES THE REPOSITORY AND ITS IMAGES" }],
  aws_ecs_cluster: [{ attributes: ["name"], effect: "replaces the cluster and all services in it" }],
  aws_ecs_service: [{ attributes: ["name", "load_balancer[].container_name"], effect: "replaces the ECS service: an outage" }],
  aws_ecs_task_definition: [
    { attributes: ["family"], effect: "starts a new task family, which alarms, logs and rollbacks do not cover" },
    {
      attributes: [
        "container_definitions{}[].name",
        "container_definitions{}[].environment[].name",
        "container_definitions{}[].secrets[].name",
      ],
      effect: "breaks the contract with applications, which read these environment variables",
    },
  ],
  aws_eip: [{ attributes: [ADDRESS], effect: "RELEASES THE ELASTIC IP, which firewalls of other parties allow" }],
  aws_elasticache_global_replication_group: [
    { attributes: ["global_replication_group_id_suffix"], effect: "REPLACES THE GLOBAL CACHE AND ITS DATA" },
  ],
  aws_elasticache_parameter_group: [
    {
      attributes: ["description", "name"],
      effect: "fails: the replacement has the name of the existing group, which is deleted only afterwards",
    },
  ],
  aws_elasticache_replication_group: [{ attributes: ["replication_group_id"], effect: "REPLACES THE CACHE AND ITS DATA" }],
  aws_elasticache_subnet_group: [{ attributes: ["name"], effect: replaces("the subnet group of a cache that is in use") }],
  aws_elasticache_user: [{ attributes: ["user_id", "user_name"], effect: "replaces the cache user: applications lose access" }],
  aws_elasticache_user_group: [{ attributes: ["user_group_id"], effect: "replaces the user group: applications lose access" }],
  aws_glue_catalog_database: [{ attributes: ["name"], effect: replaces("the database of the access logs and its tables") }],
  aws_glue_catalog_table: [{ attributes: ["name"], effect: replaces("the table of the access logs") }],
  aws_grafana_workspace: [{ attributes: [ADDRESS], effect: "REPLACES THE GRAFANA WORKSPACE AND ITS DASHBOARDS" }],
  aws_iam_openid_connect_provider: [{ attributes: [ADDRESS], effect: replaces("the GitHub OIDC provider: the pipeline loses access") }],
  aws_iam_policy: [
    {
      attributes: ["name", "description"],
      effect: "replaces the policy, which the pipeline is not allowed to do; the delete fails while it is a permissions boundary",
    },
  ],
  aws_iam_role: [
    { attributes: ["name"], effect: "replaces the role: everyone who assumes it by its ARN loses access" },
    { attributes: ["description"], effect: "in place, but roles of the pipeline need a manual deployment of the foundation stack" },
  ],
  aws_iam_role_policy: [{ attributes: ["name"], effect: replaces("the role's policy: the role loses its permissions meanwhile") }],
  aws_kms_alias: [{ attributes: ["name"], effect: replaces("the alias") }],
  aws_kms_key: [{ attributes: [ADDRESS], effect: "SCHEDULES THE KEY FOR DELETION: everything encrypted with it becomes unreadable" }],
  aws_lb: [{ attributes: ["name"], effect: "REPLACES THE LOAD BALANCER: an outage" }],
  aws_lb_target_group: [{ attributes: ["name_prefix"], effect: replaces("the target group") }],
  aws_nat_gateway: [{ attributes: [ADDRESS], effect: replaces("the NAT gateway: connections break") }],
  aws_prometheus_workspace: [{ attributes: [ADDRESS], effect: "REPLACES THE PROMETHEUS WORKSPACE AND ITS METRICS" }],
  aws_route53_record: [{ attributes: ["name", "set_identifier"], effect: "deletes and creates the DNS record" }],
  aws_route53_zone: [{ attributes: ["name"], effect: "REPLACES THE HOSTED ZONE: other name servers" }],
  aws_s3_bucket: [{ attributes: ["bucket_prefix"], effect: "REPLACES THE BUCKET AND ITS OBJECTS" }],
  aws_secretsmanager_secret: [{ attributes: ["name_prefix"], effect: "REPLACES THE SECRET" }],
  aws_security_group: [
    {
      attributes: ["description", "name_prefix"],
      effect: "replaces the group, all its rules, and changes every service, database, cache, load balancer and endpoint that uses it",
    },
  ],
  aws_sns_topic: [{ attributes: ["name"], effect: "replaces the topic: every subscription must be confirmed again" }],
  aws_sqs_queue: [{ attributes: ["name"], effect: "DELETES THE QUEUE AND ITS MESSAGES" }],
  aws_subnet: [{ attributes: [ADDRESS], effect: "REPLACES THE SUBNET and everything in it" }],
  aws_vpc: [{ attributes: [ADDRESS], effect: "REPLACES THE VPC and everything in it" }],
  aws_vpc_endpoint: [{ attributes: ["service_name"], effect: replaces("the VPC endpoint: its connections break") }],
  aws_vpc_security_group_egress_rule: [
    {
      attributes: ["description"],
      effect:
        "in place, but these are a fifth of a region's serving resources: change them alone, or the change limit blocks the deployment",
    },
  ],
  aws_vpc_security_group_ingress_rule: [
    {
      attributes: ["description"],
      effect:
        "in place, but these are a fifth of a region's serving resources: change them alone, or the change limit blocks the deployment",
    },
  ],
  aws_ssm_parameter: [{ attributes: ["name"], effect: replaces("the parameter that tasks read when they start") }],
  aws_wafv2_web_acl: [{ attributes: ["name"], effect: replaces("the firewall of a distribution that is in use") }],
  [OUTPUT]: [{ attributes: [ADDRESS], effect: "breaks the readers of the output: commands, GitHub variables, other stacks" }],
  terraform_data: [
    {
      attributes: ["input.role", "input.databaseName", "input.username"],
      effect: "fails every plan of an existing database: the persisted value is compared with this one",
    },
  ],
};

/** Texts that the provider changes in place. A new attribute with a name or text is added here, or to {@link FROZEN}. */
export const CHANGES_IN_PLACE: readonly string[] = [
  "aws_athena_workgroup.description",
  "aws_cloudfront_cache_policy.comment",
  "aws_cloudfront_distribution.comment",
  "aws_cloudfront_function.comment",
  "aws_cloudfront_origin_access_control.description",
  "aws_cloudfront_response_headers_policy.comment",
  "aws_cloudwatch_composite_alarm.alarm_description",
  "aws_cloudwatch_event_rule.description",
  "aws_cloudwatch_metric_alarm.alarm_description",
  "aws_cloudwatch_metric_alarm.metric_name",
  "aws_db_instance.final_snapshot_identifier",
  "aws_db_subnet_group.description",
  "aws_ec2_transit_gateway.description",
  "aws_elasticache_global_replication_group.global_replication_group_description",
  "aws_elasticache_replication_group.description",
  "aws_elasticache_replication_group.final_snapshot_identifier",
  "aws_elasticache_subnet_group.description",
  "aws_glue_catalog_database.description",
  "aws_glue_catalog_table.description",
  "aws_grafana_workspace.description",
  "aws_grafana_workspace.name",
  "aws_kms_key.description",
  "aws_prometheus_workspace.alias",
  "aws_route53_zone.comment",
  "aws_secretsmanager_secret.description",
  "aws_wafv2_web_acl.description",
];
