import type { LimitId } from "../../aws/limits";
import { listOf, nested, type Block, type Resource } from "../synthesis/resources";
import { scalingTargetOf, type Lookup } from "../synthesis/lookup";

/** The amount by which a resource uses a quota, and the parent whose quota it uses, for quotas of each parent. */
export interface Use {
  readonly amount: number;
  readonly of?: Resource;
}

/** Counts one resource; undefined if it does not use the quota. */
type Count = (resource: Resource, lookup: Lookup) => Use | readonly Use[] | undefined;

export interface Counter {
  /** The resource types that use the quota. */
  readonly types: readonly string[];
  readonly count: Count;
}

/** Lengths of references in texts once they are known, by the end of the reference; others are about as long as ARNs. */
const REFERENCE_LENGTHS: Readonly<Record<string, number>> = { account_id: 12, partition: 6, id: 32, name: 64 };
const ARN_LENGTH = 100;

const one: Count = () => ({ amount: 1 });
const each = (...types: string[]): Counter => ({ types, count: one });

/** The resource counts against the quota of the resource in its argument. */
function inside(types: readonly string[], argument: string, parent: string): Counter {
  return {
    types,
    count: (resource, lookup) => {
      const of = lookup.referenced(resource, parent, resource.block[argument]);
      return of && { amount: 1, of };
    },
  };
}

/** The resource has the quota itself. */
function own(type: string, amount: (block: Block, resource: Resource, lookup: Lookup) => number): Counter {
  return { types: [type], count: (resource, lookup) => ({ amount: amount(resource.block, resource, lookup), of: resource }) };
}

function onlyIf(counter: Counter, matches: (block: Block) => boolean): Counter {
  return { ...counter, count: (resource, lookup) => (matches(resource.block) ? counter.count(resource, lookup) : undefined) };
}

function lengthOf(text: unknown): number {
  const value = typeof text === "string" ? text : "";
  const known = value.replaceAll(/\$\{[^}]*?([a-z_]*)\}/g, (_reference, attribute: string) =>
    "x".repeat(REFERENCE_LENGTHS[attribute] ?? ARN_LENGTH),
  );
  return known.replaceAll(/\s/g, "").length;
}

/** The most tasks that a service can have. */
function mostTasks(resource: Resource, lookup: Lookup): number {
  const target = scalingTargetOf(resource, lookup);
  return Number(target?.block.max_capacity ?? resource.block.desired_count ?? 0);
}

const ALARM = /\b(?:ALARM|OK|INSUFFICIENT_DATA)\("?([^")]+)"?\)/g;

function childrenOf({ block }: Resource): string[] {
  return [...new Set([...String(block.alarm_rule).matchAll(ALARM)].map(([, child = ""]) => child))];
}

const memberships: Count = (resource, lookup) =>
  childrenOf(resource).flatMap((child) => {
    const of = ["aws_cloudwatch_metric_alarm", "aws_cloudwatch_composite_alarm"].flatMap(
      (type) => lookup.referenced(resource, type, child) ?? [],
    )[0];
    return of ? [{ amount: 1, of }] : [];
  });

/** Rules count against the load balancer of their listener. */
function balancerOf(listener: Resource | undefined, lookup: Lookup): Resource | undefined {
  return listener && lookup.referenced(listener, "aws_lb", listener.block.load_balancer_arn);
}

const ruleOfBalancer: Count = (rule, lookup) => {
  const of = balancerOf(lookup.referenced(rule, "aws_lb_listener", rule.block.listener_arn), lookup);
  return of && { amount: 1, of };
};

function conditionValues(rule: Block): string[] {
  return nested(rule, "condition").flatMap((condition) =>
    Object.values(condition).flatMap((kind) => nested({ kind }, "kind").flatMap(({ values }) => listOf(values).map(String))),
  );
}

function pathsOf(rule: Block): string[] {
  return nested(rule, "condition").flatMap((condition) =>
    ["path_pattern", "host_header"].flatMap((kind) => nested(condition, kind).flatMap(({ values }) => listOf(values).map(String))),
  );
}

/** The listener rules and listeners that forward to a target group name its load balancers. */
function balancersOfGroup(group: Resource, lookup: Lookup): Resource[] {
  const name = `\${aws_lb_target_group.${group.name}.`;
  const forwards = ({ block }: Resource) => JSON.stringify(block.action ?? block.default_action ?? "").includes(name);
  const rules = lookup.siblings(group, "aws_lb_listener_rule").filter(forwards);
  const listeners = [
    ...rules.flatMap((rule) => lookup.referenced(rule, "aws_lb_listener", rule.block.listener_arn) ?? []),
    ...lookup.siblings(group, "aws_lb_listener").filter(forwards),
  ];
  return [...new Set(listeners.flatMap((listener) => balancerOf(listener, lookup) ?? []))];
}

function isApplication({ block }: Resource): boolean {
  return block.load_balancer_type === "application";
}

/** A service's tasks are targets in each of its target groups. */
function targetsOf(service: Resource, lookup: Lookup): { readonly group: Resource; readonly tasks: number }[] {
  return nested(service.block, "load_balancer").flatMap(({ target_group_arn: arn }) => {
    const group = lookup.referenced(service, "aws_lb_target_group", arn);
    return group ? [{ group, tasks: mostTasks(service, lookup) }] : [];
  });
}

/** The weights of AWS's prefix lists (https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html). */
const CLOUDFRONT_LIST = 55;

function ruleWeight(rule: Resource, lookup: Lookup): number {
  const list = rule.block.prefix_list_id;
  if (list === undefined) return 1;
  const isEntrance = lookup.referenced(rule, "aws_vpc_endpoint", list) === undefined;
  return isEntrance ? CLOUDFRONT_LIST : 1;
}

function ruleOfGroup(type: string): Counter {
  return {
    types: [type],
    count: (rule, lookup) => {
      const of = lookup.referenced(rule, "aws_security_group", rule.block.security_group_id);
      return of && { amount: ruleWeight(rule, lookup), of };
    },
  };
}

function vcpus(service: Resource, lookup: Lookup): number {
  const task = lookup.referenced(service, "aws_ecs_task_definition", service.block.task_definition);
  return (Number(task?.block.cpu ?? 0) / 1024) * mostTasks(service, lookup);
}

/** How each quota is counted. A deployment runs old and new tasks at the same time; the vCPUs are those outside of deployments. */
export const COUNTERS: Readonly<Record<LimitId, Counter>> = {
  "cloudwatch.composite-children": own("aws_cloudwatch_composite_alarm", (_block, resource) => childrenOf(resource).length),
  "cloudwatch.composite-memberships": { types: ["aws_cloudwatch_composite_alarm"], count: memberships },
  "cloudwatch.alarms": each("aws_cloudwatch_metric_alarm", "aws_cloudwatch_composite_alarm"),
  "cloudwatch.alarm-metrics": own(
    "aws_cloudwatch_metric_alarm",
    (block) => nested(block, "metric_query").filter((query) => query.metric !== undefined).length,
  ),
  "cloudwatch.dashboard-widgets": own("aws_cloudwatch_dashboard", (block) => String(block.dashboard_body).split('"type":"').length - 1),
  "logs.metric-filters": inside(["aws_cloudwatch_log_metric_filter"], "log_group_name", "aws_cloudwatch_log_group"),
  "logs.resource-policies": each("aws_cloudwatch_log_resource_policy"),
  "logs.saved-queries": each("aws_cloudwatch_query_definition"),
  "events.rules": each("aws_cloudwatch_event_rule"),
  "events.targets": inside(["aws_cloudwatch_event_target"], "rule", "aws_cloudwatch_event_rule"),
  "elasticloadbalancing.albs": onlyIf(each("aws_lb"), ({ load_balancer_type: type }) => type === "application"),
  "elasticloadbalancing.nlbs": onlyIf(each("aws_lb"), ({ load_balancer_type: type }) => type === "network"),
  "elasticloadbalancing.target-groups": each("aws_lb_target_group"),
  "elasticloadbalancing.alb-target-groups": {
    types: ["aws_lb_target_group"],
    count: (group, lookup) =>
      balancersOfGroup(group, lookup)
        .filter(isApplication)
        .map((of) => ({ amount: 1, of })),
  },
  "elasticloadbalancing.alb-rules": { types: ["aws_lb_listener_rule"], count: ruleOfBalancer },
  "elasticloadbalancing.alb-listeners": {
    types: ["aws_lb_listener"],
    count: (listener, lookup) => [balancerOf(listener, lookup)].flatMap((of) => (of && isApplication(of) ? [{ amount: 1, of }] : [])),
  },
  "elasticloadbalancing.alb-targets": {
    types: ["aws_ecs_service"],
    count: (service, lookup) =>
      targetsOf(service, lookup).flatMap(({ group, tasks }) =>
        balancersOfGroup(group, lookup)
          .filter(isApplication)
          .map((of) => ({ amount: tasks, of })),
      ),
  },
  "elasticloadbalancing.rule-values": own("aws_lb_listener_rule", (block) => conditionValues(block).length),
  "elasticloadbalancing.rule-wildcards": own("aws_lb_listener_rule", (block) => pathsOf(block).join("").split(/[*?]/).length - 1),
  "elasticloadbalancing.nlb-listeners": {
    types: ["aws_lb_listener"],
    count: (listener, lookup) => [balancerOf(listener, lookup)].flatMap((of) => (of && !isApplication(of) ? [{ amount: 1, of }] : [])),
  },
  "elasticloadbalancing.group-targets": {
    types: ["aws_ecs_service"],
    count: (service, lookup) => targetsOf(service, lookup).map(({ group, tasks }) => ({ amount: tasks, of: group })),
  },
  "vpc.vpcs": each("aws_vpc"),
  "vpc.subnets": inside(["aws_subnet"], "vpc_id", "aws_vpc"),
  "vpc.route-tables": inside(["aws_route_table"], "vpc_id", "aws_vpc"),
  "vpc.routes": inside(["aws_route"], "route_table_id", "aws_route_table"),
  "vpc.security-groups": each("aws_security_group"),
  "vpc.ingress-rules": ruleOfGroup("aws_vpc_security_group_ingress_rule"),
  "vpc.egress-rules": ruleOfGroup("aws_vpc_security_group_egress_rule"),
  "vpc.groups-of-interface": {
    types: ["aws_lb", "aws_ecs_service", "aws_db_instance", "aws_elasticache_replication_group"],
    count: (of) => {
      const { security_groups: direct, vpc_security_group_ids: database, security_group_ids: cache } = of.block;
      const network = nested(of.block, "network_configuration").flatMap(({ security_groups: groups }) => listOf(groups));
      return { amount: [direct, database, cache].flatMap(listOf).length + network.length, of };
    },
  },
  "vpc.peerings": inside(["aws_vpc_peering_connection"], "vpc_id", "aws_vpc"),
  "vpc.interface-endpoints": onlyIf(inside(["aws_vpc_endpoint"], "vpc_id", "aws_vpc"), (block) => block.vpc_endpoint_type === "Interface"),
  "vpc.gateway-endpoints": onlyIf(each("aws_vpc_endpoint"), (block) => block.vpc_endpoint_type === "Gateway"),
  "vpc.internet-gateways": each("aws_internet_gateway"),
  "ec2.elastic-ips": each("aws_eip"),
  "fargate.vcpus": { types: ["aws_ecs_service"], count: (service, lookup) => ({ amount: vcpus(service, lookup) }) },
  "ecs.tasks": { types: ["aws_ecs_service"], count: (service, lookup) => ({ amount: mostTasks(service, lookup), of: service }) },
  "ecs.services": inside(["aws_ecs_service"], "cluster", "aws_ecs_cluster"),
  "ecs.task-definition": own("aws_ecs_task_definition", (block) => lengthOf(block.container_definitions)),
  "ecs.containers": own("aws_ecs_task_definition", (block) => String(block.container_definitions).split('"essential":').length - 1),
  "iam.roles": each("aws_iam_role"),
  "iam.policies": each("aws_iam_policy"),
  "iam.role-policies": inside(["aws_iam_role_policy_attachment"], "role", "aws_iam_role"),
  "iam.inline-policies": {
    types: ["aws_iam_role_policy"],
    count: (policy, lookup) => {
      const of = lookup.referenced(policy, "aws_iam_role", policy.block.role);
      return of && { amount: lengthOf(policy.block.policy), of };
    },
  },
  "iam.managed-policy": own("aws_iam_policy", (block) => lengthOf(block.policy)),
  "iam.trust-policy": own("aws_iam_role", (block) => lengthOf(block.assume_role_policy)),
  "rds.instances": each("aws_db_instance"),
  "rds.replicas": inside(["aws_db_instance"], "replicate_source_db", "aws_db_instance"),
  "rds.parameter-groups": each("aws_db_parameter_group"),
  "rds.subnet-groups": each("aws_db_subnet_group"),
  "elasticache.nodes": {
    types: ["aws_elasticache_replication_group"],
    count: ({ block }) => ({ amount: Number(block.num_node_groups ?? 1) * (1 + Number(block.replicas_per_node_group ?? 0)) }),
  },
  "dynamodb.tables": each("aws_dynamodb_table", "aws_dynamodb_table_replica"),
  "route53.health-checks": each("aws_route53_health_check"),
  "route53.zones": each("aws_route53_zone"),
  "route53.records": inside(["aws_route53_record"], "zone_id", "aws_route53_zone"),
  "acm.certificates": each("aws_acm_certificate"),
  "acm.names": own("aws_acm_certificate", (block) => 1 + listOf(block.subject_alternative_names).length),
  "cloudfront.distributions": each("aws_cloudfront_distribution"),
  "cloudfront.behaviors": own("aws_cloudfront_distribution", (block) => 1 + nested(block, "ordered_cache_behavior").length),
  "cloudfront.origins": own("aws_cloudfront_distribution", (block) => nested(block, "origin").length),
  "cloudfront.cache-policies": each("aws_cloudfront_cache_policy"),
  "cloudfront.headers-policies": each("aws_cloudfront_response_headers_policy"),
  "cloudfront.functions": each("aws_cloudfront_function"),
  "s3.buckets": each("aws_s3_bucket"),
  "sns.topics": each("aws_sns_topic"),
  "kms.keys": each("aws_kms_key"),
  "athena.workgroups": each("aws_athena_workgroup"),
};
