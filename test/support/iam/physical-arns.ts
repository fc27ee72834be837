import type { Block, StackJson } from "../synth";
import { stateKey } from "../../../stacks/names";

/** Arguments that name resources, with the resource part of the ARN that AWS derives from the name, and an action on it. */
export const NAMES: readonly (readonly [type: string, argument: string, action: string, resource: (name: string) => string])[] = [
  ["aws_athena_workgroup", "name", "athena:UpdateWorkGroup", (name) => `workgroup/${name}`],
  ["aws_cloudwatch_metric_alarm", "alarm_name", "cloudwatch:PutMetricAlarm", (name) => `alarm:${name}`],
  ["aws_cloudwatch_composite_alarm", "alarm_name", "cloudwatch:DeleteAlarms", (name) => `alarm:${name}`],
  ["aws_cloudwatch_dashboard", "dashboard_name", "cloudwatch:PutDashboard", (name) => `dashboard/${name}`],
  ["aws_cloudwatch_event_rule", "name", "events:PutRule", (name) => `rule/${name}`],
  ["aws_cloudwatch_log_group", "name", "logs:CreateLogGroup", (name) => `log-group:${name}`],
  ["aws_cloudwatch_log_group", "name", "logs:DeleteLogGroup", (name) => `log-group:${name}:*`],
  ["aws_db_instance", "identifier", "rds:CreateDBInstance", (name) => `db:${name}`],
  ["aws_db_instance", "final_snapshot_identifier", "rds:CreateDBSnapshot", (name) => `snapshot:${name}`],
  ["aws_db_parameter_group", "name_prefix", "rds:CreateDBParameterGroup", (name) => `pg:${name}0123`],
  ["aws_db_subnet_group", "name", "rds:CreateDBSubnetGroup", (name) => `subgrp:${name}`],
  ["aws_dynamodb_table", "name", "dynamodb:CreateTable", (name) => `table/${name}`],
  ["aws_ecr_repository", "name", "ecr:CreateRepository", (name) => `repository/${name}`],
  ["aws_ecs_cluster", "name", "ecs:CreateCluster", (name) => `cluster/${name}`],
  ["aws_ecs_cluster", "name", "ecs:CreateService", (name) => `service/${name}/any`],
  ["aws_ecs_task_definition", "family", "ecs:TagResource", (name) => `task-definition/${name}:1`],
  ["aws_elasticache_parameter_group", "name", "elasticache:CreateCacheParameterGroup", (name) => `parametergroup:${name}`],
  ["aws_elasticache_replication_group", "replication_group_id", "elasticache:CreateReplicationGroup", (name) => `replicationgroup:${name}`],
  [
    "aws_elasticache_global_replication_group",
    "global_replication_group_id_suffix",
    "elasticache:CreateGlobalReplicationGroup",
    (name) => `globalreplicationgroup:erpuo-${name}`,
  ],
  ["aws_elasticache_subnet_group", "name", "elasticache:CreateCacheSubnetGroup", (name) => `subnetgroup:${name}`],
  ["aws_elasticache_user", "user_id", "elasticache:CreateUser", (name) => `user:${name}`],
  ["aws_elasticache_user_group", "user_group_id", "elasticache:CreateUserGroup", (name) => `usergroup:${name}`],
  ["aws_glue_catalog_database", "name", "glue:CreateDatabase", (name) => `database/${name}`],
  ["aws_lb", "name", "elasticloadbalancing:CreateLoadBalancer", (name) => `loadbalancer/app/${name}/0123`],
  ["aws_lb", "name", "elasticloadbalancing:ModifyListener", (name) => `listener/net/${name}/0123/4567`],
  ["aws_lb", "name", "elasticloadbalancing:ModifyRule", (name) => `listener-rule/app/${name}/0123/4567/89ab`],
  ["aws_lb_target_group", "name_prefix", "elasticloadbalancing:CreateTargetGroup", (name) => `targetgroup/${name}0123/4567`],
  ["aws_secretsmanager_secret", "name_prefix", "secretsmanager:CreateSecret", (name) => `secret:${name}0123-AbCdEf`],
  ["aws_sns_topic", "name", "sns:CreateTopic", (name) => name],
  ["aws_sqs_queue", "name", "sqs:CreateQueue", (name) => name],
];

/** The ARN of a resource, and an action on it that the environment's deployment role needs. */
export interface PhysicalArn {
  readonly action: string;
  readonly arn: string;
}

const UUID = "14069c4a-6dcc-48a2-bfe6-b5547c90c43d";
/**
 * AWS prepends a prefix to the name of a global datastore. The prefix depends on the region: `dsdfu` in us-west-1, `sgaui` in us-west-2.
 *
 * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateGlobalReplicationGroup.html
 */
const DATASTORE_PREFIXES = ["dsdfu", "sgaui"];

/** The ARNs of all named resources of an environment: the names that its stacks set, and the names that AWS derives from them. */
export function physicalArns(stacks: ReadonlyMap<string, StackJson>, environment: string, account: string, states: string): PhysicalArn[] {
  const namesOf = (type: string, argument: string) => literals([...stacks.values()], type, argument);
  const regional = (action: string, resource: string): PhysicalArn => ({
    action,
    arn: `arn:aws:${action.split(":")[0] ?? ""}:eu-west-1:${account}:${resource}`,
  });
  const alarm = (scaled: string) => regional("cloudwatch:DeleteAlarms", `alarm:TargetTracking-${scaled}-${UUID}`);
  const state = (key: string, action = "s3:PutObject"): PhysicalArn => ({ action, arn: `arn:aws:s3:::${states}/${key}` });
  return [
    ...NAMES.flatMap(([type, argument, action, resource]) => namesOf(type, argument).map((name) => regional(action, resource(name)))),
    ...namesOf("aws_kms_alias", "name").map((name) => regional("kms:CreateAlias", name)),
    ...namesOf("aws_s3_bucket", "bucket_prefix").flatMap((name) => [
      { action: "s3:DeleteBucket", arn: `arn:aws:s3:::${name}0123` },
      { action: "s3:DeleteObject", arn: `arn:aws:s3:::${name}0123/index.html` },
    ]),
    ...namesOf("aws_iam_role", "name")
      .filter((name) => !/-(plan|prepare|deploy|publish)$/.test(name))
      .map((name) => ({ action: "iam:DeleteRole", arn: `arn:aws:iam::${account}:role/${name}` })),
    ...namesOf("aws_elasticache_global_replication_group", "global_replication_group_id_suffix").flatMap((name) =>
      DATASTORE_PREFIXES.map((prefix) => ({
        action: "elasticache:ModifyGlobalReplicationGroup",
        arn: `arn:aws:elasticache::${account}:globalreplicationgroup:${prefix}-${name}`,
      })),
    ),
    ...namesOf("aws_ecs_cluster", "name").flatMap((cluster) =>
      namesOf("aws_ecs_service", "name").flatMap((service) => [
        alarm(`service/${cluster}/${service}-AlarmHigh`),
        alarm(`service/${cluster}/${service}-AlarmLow`),
      ]),
    ),
    ...namesOf("aws_dynamodb_table", "name").flatMap((table) => [
      alarm(`table/${table}-AlarmLow`),
      alarm(`table/${table}-ProvisionedCapacityHigh`),
      alarm(`table/${table}/index/by-day-AlarmHigh`),
    ]),
    ...[...stacks.keys()].flatMap((stack) => [state(stateKey(stack)), state(`${stateKey(stack)}.tflock`, "s3:DeleteObject")]),
    state(`plans/${environment}/0123abc/manifest.json`, "s3:GetObject"),
    state(`deployed/${environment}.json`),
  ];
}

/** The values of an argument that are known at synthesis, because they contain no reference. */
function literals(stacks: readonly StackJson[], type: string, argument: string): readonly string[] {
  const blocks: readonly Block[] = stacks.flatMap(({ resource }) => Object.values(resource?.[type] ?? {}));
  const values = blocks.map((block) => block[argument]);
  return [...new Set(values.filter((value): value is string => typeof value === "string" && !value.includes("${")))];
}
