import { KIND_SUMMARIES } from "../../constructs/registry";

/** The tier of alarms, dashboards and logs. The guard does not count it as serving traffic. */
export const MONITORING = "Monitoring";

/** The tiers of the architecture, from the network outwards, and the types of resources that make them up. The longest beginning that fits decides. */
const OWN: Readonly<Record<string, readonly string[]>> = {
  Network: [
    "vpc",
    "subnet",
    "route",
    "route_table",
    "nat_gateway",
    "eip",
    "internet_gateway",
    "security_group",
    "default_",
    "flow_log",
    "network_acl",
  ],
  "Load balancing": ["lb", "alb", "lb_listener", "lb_target_group"],
  Compute: ["ecs_", "ecr_", "appautoscaling_"],
  Databases: [],
  Caches: [],
  Queues: [],
  Storage: ["s3_", "backup_"],
  "DNS and edge": ["cloudfront_", "wafv2_", "route53_", "acm_"],
  Identity: ["iam_", "kms_", "ssm_"],
  [MONITORING]: ["cloudwatch_", "sns_", "chatbot_", "prometheus_", "grafana_", "athena_", "glue_"],
};

/** A kind's types are counted in the tier that it names. */
const TIERS: Readonly<Record<string, readonly string[]>> = KIND_SUMMARIES.reduce(
  (tiers, { tier, types }) => ({ ...tiers, [tier]: [...(tiers[tier] ?? []), ...types] }),
  OWN,
);

const OTHER = "Other";
const BEGINNINGS = Object.entries(TIERS)
  .flatMap(([tier, beginnings]) => beginnings.map((beginning) => ({ tier, beginning })))
  .sort((a, b) => b.beginning.length - a.beginning.length);

export function tierOf(resourceType: string): string {
  const name = resourceType.replace(/^aws_/, "");
  return BEGINNINGS.find(({ beginning }) => name.startsWith(beginning))?.tier ?? OTHER;
}

export interface TierCount {
  readonly tier: string;
  readonly count: number;
  /** How many of each type, the most frequent first. */
  readonly types: readonly (readonly [type: string, count: number])[];
}

/** What was built, by tier, from the types of all resources. */
export function countByTier(types: readonly string[]): TierCount[] {
  const counts = new Map<string, number>();
  for (const type of types) counts.set(type, (counts.get(type) ?? 0) + 1);
  return [...Object.keys(TIERS), OTHER].flatMap((tier) => {
    const mine = [...counts].filter(([type]) => tierOf(type) === tier).sort((a, b) => b[1] - a[1]);
    const count = mine.reduce((sum, [, number]) => sum + number, 0);
    return count > 0 ? [{ tier, count, types: mine }] : [];
  });
}
