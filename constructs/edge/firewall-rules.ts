import type { Wafv2WebAclRule } from "@cdktf/provider-aws/lib/wafv2-web-acl";

export interface FirewallRulesProps {
  /** Requests that one address may send in five minutes. */
  readonly rateLimit: number;
  /** Whether AWS's managed rules block or only count. */
  readonly managedRules: "count" | "block";
}

/** One of AWS's rule groups, as a row. */
interface ManagedGroup {
  readonly name: string;
  /** Rules of the group that only ever count. */
  readonly counted: readonly string[];
}

/**
 * Cheapest first. Capacity in web ACL units: 25, 700 and 200; an ACL has 1,500 before it costs more.
 *
 * `SizeRestrictions_BODY` refuses bodies above 8 KB, and so uploads; it only counts. Bodies reach the services' paths alone, since the
 * site's behaviour takes GET, HEAD and OPTIONS, so there is no other path on which it should block.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html
 */
const MANAGED_GROUPS: readonly ManagedGroup[] = [
  { name: "AWSManagedRulesAmazonIpReputationList", counted: [] },
  { name: "AWSManagedRulesKnownBadInputsRuleSet", counted: [] },
  { name: "AWSManagedRulesCommonRuleSet", counted: ["SizeRestrictions_BODY"] },
];

/** The rules of a web ACL: the rate limit first, since it is cheap and needs no trial, then AWS's groups. */
export function firewallRules(props: FirewallRulesProps): Wafv2WebAclRule[] {
  return [rateLimit(props.rateLimit), ...MANAGED_GROUPS.map((group, index) => managedGroup(group, index + 1, props.managedRules))];
}

/** What WAF calls the rules in its metrics and logs: {@link visibility} gives each metric its rule's name. */
export const FIREWALL_RULE_NAMES = { rate: "RateLimit", others: MANAGED_GROUPS.map(({ name }) => name) } as const;

/** 429 rather than 403: a client that is only too fast can tell, and wait. */
function rateLimit(limit: number): Wafv2WebAclRule {
  return {
    name: FIREWALL_RULE_NAMES.rate,
    priority: 0,
    action: { block: { customResponse: { responseCode: 429 } } },
    // cdktf passes a statement on as it is: names as in Terraform.
    statement: { rate_based_statement: { limit, aggregate_key_type: "IP", evaluation_window_sec: 300 } },
    visibilityConfig: visibility(FIREWALL_RULE_NAMES.rate),
  };
}

function managedGroup({ name, counted }: ManagedGroup, priority: number, mode: FirewallRulesProps["managedRules"]): Wafv2WebAclRule {
  return {
    name,
    priority,
    overrideAction: mode === "count" ? { count: {} } : { none: {} },
    statement: {
      managed_rule_group_statement: {
        vendor_name: "AWS",
        name,
        rule_action_override: counted.map((rule) => ({ name: rule, action_to_use: { count: {} } })),
      },
    },
    visibilityConfig: visibility(name),
  };
}

/** Metrics, and samples of requests for three hours. */
export function visibility(metricName: string) {
  return { metricName, cloudwatchMetricsEnabled: true, sampledRequestsEnabled: true };
}
