import type { Wafv2WebAclRule } from "@cdktf/provider-aws/lib/wafv2-web-acl";
import type { Cdn } from "./model";
import { labeledBodies, largeBodies } from "./firewall-bodies";
import { visibility } from "./firewall-visibility";

export interface FirewallRulesProps extends Pick<Cdn, "rateLimit" | "managedRules" | "inspectedBody" | "uploads"> {
  /** Whether the services use a relational database. */
  readonly relational: boolean;
}

/** One of AWS's managed rule groups. */
interface ManagedGroup {
  readonly name: string;
  /** Rules of the group that always only count. */
  readonly counted: readonly string[];
  /** Rules that inspect bodies, with the labels that they add to a request: on upload paths they only count. */
  readonly bodies: Readonly<Record<string, string>>;
  readonly onlyRelational?: true;
}

const CORE = "awswaf:managed:aws:core-rule-set";
const SQL = "awswaf:managed:aws:sql-database";

/**
 * Cheapest first, and the optional group last. Capacity in web ACL units: 25, 200, 700 and 200; above 1,500 units an ACL costs more.
 *
 * `SizeRestrictions_BODY` blocks bodies above 8 KB although WAF inspects at least 16 KB; it only counts, and a rule of Terrace limits
 * bodies to the inspected size. Known bad inputs are also blocked in uploads: files do not contain them by chance.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html
 */
const MANAGED_GROUPS: readonly ManagedGroup[] = [
  { name: "AWSManagedRulesAmazonIpReputationList", counted: [], bodies: {} },
  { name: "AWSManagedRulesKnownBadInputsRuleSet", counted: [], bodies: {} },
  {
    name: "AWSManagedRulesCommonRuleSet",
    counted: ["SizeRestrictions_BODY"],
    bodies: {
      CrossSiteScripting_BODY: `${CORE}:CrossSiteScripting_Body`,
      EC2MetaDataSSRF_BODY: `${CORE}:EC2MetaDataSSRF_Body`,
      GenericLFI_BODY: `${CORE}:GenericLFI_Body`,
      GenericRFI_BODY: `${CORE}:GenericRFI_Body`,
    },
  },
  {
    name: "AWSManagedRulesSQLiRuleSet",
    counted: [],
    bodies: { SQLi_BODY: `${SQL}:SQLi_Body`, SQLiExtendedPatterns_BODY: `${SQL}:SQLiExtendedPatterns_Body` },
    onlyRelational: true,
  },
];

/** Name of the rate rule in WAF's metrics and logs: `visibility` names each metric after its rule. */
export const RATE_RULE = "RateLimit";

/**
 * The rules of a web ACL: first the rate limit, which is cheap and needs no trial, then AWS's groups, then the limit on body size. On
 * upload paths, matches in bodies do not block.
 */
export function firewallRules(props: FirewallRulesProps): Wafv2WebAclRule[] {
  const { uploads, managedRules: mode } = props;
  const groups = MANAGED_GROUPS.filter(({ onlyRelational }) => !onlyRelational || props.relational);
  const next = groups.length + 1;
  const labels = groups.flatMap(({ bodies }) => Object.values(bodies));
  return [
    rateLimit(props.rateLimit),
    ...groups.map((group, index) => managedGroup(group, index + 1, props)),
    largeBodies({ name: "LargeBodies", priority: next, mode, uploads }, props.inspectedBody),
    ...(uploads.length === 0 ? [] : [labeledBodies({ name: "LabeledBodies", priority: next + 1, mode, uploads }, labels)]),
  ];
}

/** 429 instead of 403: a client that only sends too fast can detect it and wait. */
function rateLimit(limit: number): Wafv2WebAclRule {
  return {
    name: RATE_RULE,
    priority: 0,
    action: { block: { customResponse: { responseCode: 429 } } },
    // cdktf does not convert a statement, so argument names are Terraform's.
    statement: { rate_based_statement: { limit, aggregate_key_type: "IP", evaluation_window_sec: 300 } },
    visibilityConfig: visibility(RATE_RULE),
  };
}

function managedGroup(
  { name, counted, bodies }: ManagedGroup,
  priority: number,
  { managedRules, uploads }: Pick<FirewallRulesProps, "managedRules" | "uploads">,
): Wafv2WebAclRule {
  const overridden = [...counted, ...(uploads.length === 0 ? [] : Object.keys(bodies))];
  return {
    name,
    priority,
    overrideAction: managedRules === "count" ? { count: {} } : { none: {} },
    statement: {
      managed_rule_group_statement: {
        vendor_name: "AWS",
        name,
        rule_action_override: overridden.map((rule) => ({ name: rule, action_to_use: { count: {} } })),
      },
    },
    visibilityConfig: visibility(name),
  };
}
