import { REGION_NAMES } from "./regions";

/**
 * Instance classes, node types and services that Terrace offers and that are unavailable in some AWS regions. Each fact has its source and its
 * date. If a region gains support later, the rules are only too strict.
 *
 * - Instance classes and node types: the AWS Price List (https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/price-changes.html),
 *   as https://github.com/aws-cloudformation/cfn-lint collects it by region: RDS (`dbinstanceclass_enum.json`) on 2026-07-18; PostgreSQL and MySQL
 *   are equal, and a region has all sizes of a family or none. ElastiCache (`cachenodetype_enum.json`) on 2026-08-10.
 * - Global Datastore: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Redis-Global-Datastores-Getting-Started.html, 2026.
 * - Amazon Managed Grafana: https://docs.aws.amazon.com/general/latest/gr/grafana-service.html, 2026, and its type in the CloudFormation
 *   registry of each region (the same collection, 2026-06-15): both list the same ten regions.
 *
 * All 33 regions have everything else that Terrace uses:
 *
 * - cross-region replicas of PostgreSQL and MySQL, with all versions
 *   (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.RDS_Fea_Regions_DB-eng.Feature.CrossRegionReadReplicas.html),
 * - Performance Insights
 *   (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.RDS_Fea_Regions_DB-eng.Feature.PerformanceInsights.html),
 * - global tables, image replication, VPC peering, transit gateways and their peerings, WAF, secrets: their types are in the CloudFormation
 *   registry of each region (the same collection, 2026-06-15),
 * - Amazon Managed Service for Prometheus
 *   (https://docs.aws.amazon.com/prometheus/latest/userguide/what-is-Amazon-Managed-Service-Prometheus.html#AMP-supported-Regions),
 * - X-Ray (https://docs.aws.amazon.com/general/latest/gr/xray.html), Athena, composite alarms and anomaly detection: their types are in the
 *   same registry.
 */
const GAPS = {
  "db.m5": ["ca-west-1", "mx-central-1", "ap-southeast-5", "ap-southeast-7", "ap-east-2"],
  "db.m6i": ["eu-central-2", "eu-south-2", "me-central-1", "ap-southeast-4"],
  "db.m7g": ["ca-west-1", "eu-south-1", "af-south-1", "ap-east-1"],
  "db.m7i": [
    ...["ca-west-1", "eu-central-2", "eu-south-1", "il-central-1", "me-south-1", "me-central-1", "af-south-1", "ap-south-2"],
    ...["ap-southeast-7", "ap-northeast-3", "ap-east-1"],
  ],
  "db.m8g": [
    ...["ca-central-1", "mx-central-1", "il-central-1", "me-south-1", "me-central-1", "ap-southeast-3", "ap-southeast-4"],
    ...["ap-southeast-7", "ap-northeast-3", "ap-east-2"],
  ],
  "db.r5": ["ca-west-1", "mx-central-1", "ap-southeast-5", "ap-southeast-7", "ap-east-2"],
  "db.r6i": ["eu-central-2", "eu-south-2", "me-central-1", "ap-south-2", "ap-southeast-3", "ap-southeast-4"],
  "db.r7g": ["eu-west-3", "me-central-1", "af-south-1", "ap-southeast-4"],
  "db.r7i": [
    ...["ca-west-1", "eu-central-2", "il-central-1", "me-south-1", "me-central-1", "af-south-1", "ap-south-2", "ap-southeast-4"],
    ...["ap-southeast-7", "ap-northeast-3", "ap-east-1"],
  ],
  "db.r8g": ["ca-west-1", "eu-south-1", "il-central-1", "me-south-1", "me-central-1", "af-south-1", "ap-southeast-7", "ap-east-2"],
  "db.t4g": ["ca-west-1"],
  "db.x2g": allBut("us-east-1", "us-east-2", "us-west-2", "eu-west-1"),
  "cache.m7g": ["ca-west-1", "eu-south-1"],
  "cache.t4g": ["me-south-1", "me-central-1"],
  "Global Datastore": ["ap-east-2"],
  "Managed Grafana": allBut(
    ...["us-east-1", "us-east-2", "us-west-2", "eu-west-1", "eu-west-2", "eu-central-1"],
    ...["ap-southeast-1", "ap-southeast-2", "ap-northeast-1", "ap-northeast-2"],
  ),
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Regions without support, by family of instance classes (`db.m5`), family of node types (`cache.m7g`), or name of a feature. */
export const UNSUPPORTED_IN_REGION: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(GAPS));

/** The given regions that do not support a family or feature. Every region supports an unknown family or feature. */
export function regionsWithout(what: string, regions: readonly string[]): readonly string[] {
  const missing = UNSUPPORTED_IN_REGION.get(what) ?? [];
  return regions.filter((region) => missing.includes(region));
}

/** The family of an instance class or a node type: `db.m5` for `db.m5.large`. */
export function familyOf(type: string): string {
  return type.split(".").slice(0, 2).join(".");
}

function allBut(...regions: readonly string[]): readonly string[] {
  return REGION_NAMES.filter((name) => !regions.includes(name));
}
