/**
 * Quotas of AWS that Terrace's resources count against, with their defaults. An account can have higher values of adjustable quotas;
 * `terrace limits` counts the resources, and cli/limits/counts.ts has the way to count each one.
 */

/** Documentation pages of the quotas. */
const PAGES = {
  CloudWatch: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html",
  CloudWatchLogs: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html",
  EventBridge: "https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html",
  "ELB-application": "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html",
  "ELB-network": "https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-limits.html",
  VPC: "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html",
  ECS: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-quotas.html",
  IAM: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html",
  RDS: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html",
  ElastiCache: "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/quota-limits.html",
  DynamoDB: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html",
  Route53: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html",
  ACM: "https://docs.aws.amazon.com/acm/latest/userguide/acm-limits.html",
  CloudFront: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html",
  S3: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/BucketRestrictions.html",
  SNS: "https://docs.aws.amazon.com/general/latest/gr/sns.html",
  KMS: "https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html",
  Athena: "https://docs.aws.amazon.com/athena/latest/ug/service-limits.html",
} as const;

/** The extent of a quota: all resources of the account, of one region, or of one parent, such as the rules of one load balancer. */
export type Scope = "account" | "region" | "each";

export interface Limit {
  /** The service code of Service Quotas. */
  readonly service: string;
  readonly quota: string;
  /** The quota code of Service Quotas; undefined if it has none, or if it could not be verified. */
  readonly code?: string;
  readonly value: number;
  readonly adjustable: boolean;
  readonly scope: Scope;
  readonly source: string;
}

type Row = readonly [
  service: string,
  quota: string,
  code: string,
  value: number,
  change: "adjustable" | "fixed",
  scope: Scope,
  page: keyof typeof PAGES,
];

const ROWS = {
  "cloudwatch.composite-children": ["cloudwatch", "Alarms in the rule of a composite alarm", "", 100, "fixed", "each", "CloudWatch"],
  "cloudwatch.composite-memberships": ["cloudwatch", "Composite alarms that contain one alarm", "", 150, "fixed", "each", "CloudWatch"],
  "cloudwatch.alarms": ["cloudwatch", "Alarms", "", 5_000, "adjustable", "region", "CloudWatch"],
  "cloudwatch.alarm-metrics": ["cloudwatch", "Metrics in the expression of an alarm", "", 10, "fixed", "each", "CloudWatch"],
  "cloudwatch.dashboard-widgets": ["cloudwatch", "Widgets on a dashboard", "", 500, "fixed", "each", "CloudWatch"],
  "logs.metric-filters": ["logs", "Metric filters of a log group", "L-3D5753EA", 100, "fixed", "each", "CloudWatchLogs"],
  "logs.resource-policies": ["logs", "Resource policies of CloudWatch Logs", "", 10, "fixed", "region", "CloudWatchLogs"],
  "logs.saved-queries": ["logs", "Saved queries of Logs Insights", "", 1_000, "fixed", "region", "CloudWatchLogs"],
  "events.rules": ["events", "Rules of the default event bus", "L-244521F2", 300, "adjustable", "region", "EventBridge"],
  "events.targets": ["events", "Targets of a rule", "L-388D1D08", 5, "fixed", "each", "EventBridge"],
  "elasticloadbalancing.albs": [
    "elasticloadbalancing",
    "Application load balancers",
    "L-53DA6B97",
    50,
    "adjustable",
    "region",
    "ELB-application",
  ],
  "elasticloadbalancing.nlbs": ["elasticloadbalancing", "Network load balancers", "L-69A177A2", 50, "adjustable", "region", "ELB-network"],
  "elasticloadbalancing.target-groups": [
    "elasticloadbalancing",
    "Target groups",
    "L-B22855CB",
    3_000,
    "adjustable",
    "region",
    "ELB-application",
  ],
  "elasticloadbalancing.alb-target-groups": [
    "elasticloadbalancing",
    "Target groups of an application load balancer",
    "L-822D1B1B",
    100,
    "fixed",
    "each",
    "ELB-application",
  ],
  "elasticloadbalancing.alb-rules": [
    "elasticloadbalancing",
    "Rules of an application load balancer",
    "L-7EED9B64",
    100,
    "adjustable",
    "each",
    "ELB-application",
  ],
  "elasticloadbalancing.alb-listeners": [
    "elasticloadbalancing",
    "Listeners of an application load balancer",
    "L-B6DF7632",
    50,
    "adjustable",
    "each",
    "ELB-application",
  ],
  "elasticloadbalancing.alb-targets": [
    "elasticloadbalancing",
    "Targets of an application load balancer",
    "L-7E6692B2",
    1_000,
    "adjustable",
    "each",
    "ELB-application",
  ],
  "elasticloadbalancing.rule-values": [
    "elasticloadbalancing",
    "Condition values of a rule",
    "L-EBC0C08B",
    5,
    "fixed",
    "each",
    "ELB-application",
  ],
  "elasticloadbalancing.rule-wildcards": ["elasticloadbalancing", "Wildcards in a rule", "", 5, "fixed", "each", "ELB-application"],
  "elasticloadbalancing.nlb-listeners": [
    "elasticloadbalancing",
    "Listeners of a network load balancer",
    "L-57A373D6",
    50,
    "fixed",
    "each",
    "ELB-network",
  ],
  "elasticloadbalancing.group-targets": [
    "elasticloadbalancing",
    "Targets of a target group",
    "L-A0D0B863",
    1_000,
    "adjustable",
    "each",
    "ELB-application",
  ],
  "vpc.vpcs": ["vpc", "VPCs", "L-F678F1CE", 5, "adjustable", "region", "VPC"],
  "vpc.subnets": ["vpc", "Subnets of a VPC", "L-407747CB", 200, "adjustable", "each", "VPC"],
  "vpc.route-tables": ["vpc", "Route tables of a VPC", "L-589F43AA", 200, "adjustable", "each", "VPC"],
  "vpc.routes": ["vpc", "Routes of a route table", "L-93826ACB", 50, "adjustable", "each", "VPC"],
  "vpc.security-groups": ["vpc", "Security groups", "L-E79EC296", 2_500, "adjustable", "region", "VPC"],
  "vpc.ingress-rules": ["vpc", "Inbound rules of a security group", "L-0EA8095F", 60, "adjustable", "each", "VPC"],
  "vpc.egress-rules": ["vpc", "Outbound rules of a security group", "L-0EA8095F", 60, "adjustable", "each", "VPC"],
  "vpc.groups-of-interface": ["vpc", "Security groups of a network interface", "L-2AFB9258", 5, "adjustable", "each", "VPC"],
  "vpc.peerings": ["vpc", "Peering connections of a VPC", "L-7E9ECCDB", 50, "adjustable", "each", "VPC"],
  "vpc.interface-endpoints": ["vpc", "Interface endpoints of a VPC", "L-29B6F2EB", 50, "adjustable", "each", "VPC"],
  "vpc.gateway-endpoints": ["vpc", "Gateway endpoints", "L-1B52E74A", 20, "adjustable", "region", "VPC"],
  "vpc.internet-gateways": ["vpc", "Internet gateways", "L-A4707A72", 5, "adjustable", "region", "VPC"],
  "ec2.elastic-ips": ["ec2", "Elastic IP addresses", "L-0263D0A3", 5, "adjustable", "region", "VPC"],
  "fargate.vcpus": ["fargate", "On-demand vCPUs of Fargate", "L-3032A538", 6, "adjustable", "region", "ECS"],
  "ecs.tasks": ["ecs", "Tasks of a service", "", 5_000, "adjustable", "each", "ECS"],
  "ecs.services": ["ecs", "Services of a cluster", "", 5_000, "adjustable", "each", "ECS"],
  "ecs.task-definition": ["ecs", "Size of a task definition in bytes", "", 65_536, "fixed", "each", "ECS"],
  "ecs.containers": ["ecs", "Containers of a task definition", "", 10, "fixed", "each", "ECS"],
  "iam.roles": ["iam", "Roles", "L-FE177D64", 1_000, "adjustable", "account", "IAM"],
  "iam.policies": ["iam", "Customer managed policies", "", 1_500, "adjustable", "account", "IAM"],
  "iam.role-policies": ["iam", "Managed policies of a role", "L-0DA4ABF3", 10, "adjustable", "each", "IAM"],
  "iam.inline-policies": ["iam", "Characters of the inline policies of a role", "", 10_240, "fixed", "each", "IAM"],
  "iam.managed-policy": ["iam", "Characters of a managed policy", "", 6_144, "fixed", "each", "IAM"],
  "iam.trust-policy": ["iam", "Characters of a trust policy", "L-C07B4B0D", 2_048, "adjustable", "each", "IAM"],
  "rds.instances": ["rds", "Database instances", "L-7B6409FD", 40, "adjustable", "region", "RDS"],
  "rds.replicas": ["rds", "Read replicas of an instance", "L-5BC124EF", 15, "adjustable", "each", "RDS"],
  "rds.parameter-groups": ["rds", "Parameter groups", "L-DE55804A", 50, "adjustable", "region", "RDS"],
  "rds.subnet-groups": ["rds", "Subnet groups of databases", "L-48C6BF61", 50, "adjustable", "region", "RDS"],
  "elasticache.nodes": ["elasticache", "Cache nodes", "", 300, "adjustable", "region", "ElastiCache"],
  "dynamodb.tables": ["dynamodb", "Tables", "", 2_500, "adjustable", "region", "DynamoDB"],
  "route53.health-checks": ["route53", "Health checks", "", 200, "adjustable", "account", "Route53"],
  "route53.zones": ["route53", "Hosted zones", "L-4EA4796A", 500, "adjustable", "account", "Route53"],
  "route53.records": ["route53", "Records of a hosted zone", "L-E209CC9F", 10_000, "adjustable", "each", "Route53"],
  "acm.certificates": ["acm", "Certificates", "L-F141DD1D", 2_500, "adjustable", "region", "ACM"],
  "acm.names": ["acm", "Names of a certificate", "L-FB94F0B0", 10, "adjustable", "each", "ACM"],
  "cloudfront.distributions": ["cloudfront", "Distributions", "L-24B04930", 200, "adjustable", "account", "CloudFront"],
  "cloudfront.behaviors": ["cloudfront", "Cache behaviors of a distribution", "", 75, "adjustable", "each", "CloudFront"],
  "cloudfront.origins": ["cloudfront", "Origins of a distribution", "", 100, "adjustable", "each", "CloudFront"],
  "cloudfront.cache-policies": ["cloudfront", "Cache policies", "", 20, "adjustable", "account", "CloudFront"],
  "cloudfront.headers-policies": ["cloudfront", "Response headers policies", "", 20, "adjustable", "account", "CloudFront"],
  "cloudfront.functions": ["cloudfront", "Functions of CloudFront", "", 100, "adjustable", "account", "CloudFront"],
  "s3.buckets": ["s3", "Buckets", "L-DC2B2D3D", 10_000, "adjustable", "account", "S3"],
  "sns.topics": ["sns", "Topics", "L-61103206", 100_000, "adjustable", "region", "SNS"],
  "kms.keys": ["kms", "Keys", "", 100_000, "adjustable", "region", "KMS"],
  "athena.workgroups": ["athena", "Workgroups", "", 1_000, "adjustable", "region", "Athena"],
} as const satisfies Readonly<Record<string, Row>>;

export type LimitId = keyof typeof ROWS;

export const LIMIT_IDS = Object.keys(ROWS) as readonly LimitId[];

/** All quotas by ID. */
export const LIMITS = Object.fromEntries(
  Object.entries(ROWS).map(([id, [service, quota, code, value, change, scope, page]]): [string, Limit] => [
    id,
    { service, quota, ...(code !== "" && { code }), value, adjustable: change === "adjustable", scope, source: PAGES[page] },
  ]),
) as Readonly<Record<LimitId, Limit>>;

/** Service Quotas reports and raises the quotas of global services in this region only. */
const GLOBAL_REGION = "us-east-1";

/** A service with a quota of the whole account is global, so that its other quotas are, too. */
const GLOBAL_SERVICES = new Set(Object.values(LIMITS).flatMap(({ service, scope }) => (scope === "account" ? [service] : [])));

/** The region in which Service Quotas has a quota. */
export function quotaRegion(limit: LimitId, region: string): string {
  return GLOBAL_SERVICES.has(LIMITS[limit].service) ? GLOBAL_REGION : region;
}
