import { KIND_SUMMARIES } from "../../constructs/registry";

/** The tier of alarms, dashboards and logs. The guard does not count it as serving traffic. */
export const MONITORING = "Monitoring";

/** The tiers of the architecture, from the network outwards, and their resource types. The longest matching prefix decides. */
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

/** The resource types of a kind count in the kind's tier. */
const TIERS: Readonly<Record<string, readonly string[]>> = KIND_SUMMARIES.reduce(
  (tiers, { tier, types }) => ({ ...tiers, [tier]: [...(tiers[tier] ?? []), ...types] }),
  OWN,
);

const OTHER = "Other";
const PREFIXES = Object.entries(TIERS)
  .flatMap(([tier, prefixes]) => prefixes.map((prefix) => ({ tier, prefix })))
  .sort((a, b) => b.prefix.length - a.prefix.length);

export function tierOf(resourceType: string): string {
  const name = resourceType.replace(/^aws_/, "");
  return PREFIXES.find(({ prefix }) => name.startsWith(prefix))?.tier ?? OTHER;
}

export interface TierCount {
  readonly tier: string;
  readonly count: number;
  /** The count of each type, the most frequent first. */
  readonly types: readonly (readonly [type: string, count: number])[];
}

/** Counts resources by tier, from their types. */
export function countByTier(types: readonly string[]): TierCount[] {
  const counts = new Map<string, number>();
  for (const type of types) counts.set(type, (counts.get(type) ?? 0) + 1);
  return [...Object.keys(TIERS), OTHER].flatMap((tier) => {
    const mine = [...counts].filter(([type]) => tierOf(type) === tier).sort((a, b) => b[1] - a[1]);
    const count = mine.reduce((sum, [, number]) => sum + number, 0);
    return count > 0 ? [{ tier, count, types: mine }] : [];
  });
}
