import type { Wafv2WebAclRule } from "@cdktf/provider-aws/lib/wafv2-web-acl";
import type { Cdn } from "./model";
import { labeledBodies, largeBodies } from "./firewall-bodies";
import { visibility } from "./firewall-visibility";

export interface FirewallRulesProps extends Pick<Cdn, "rateLimit" | "managedRules" | "inspectedBody" | "uploads"> {
  /** Whether requests, or what comes of them, lead to a relational database. */
  readonly relational: boolean;
}

/** One of AWS's rule groups, as a row. */
interface ManagedGroup {
  readonly name: string;
  /** Rules of the group that only ever count. */
  readonly counted: readonly string[];
  /** Rules that look for text in bodies, by the labels that they put on a request: on uploads' paths they only count. */
  readonly bodies: Readonly<Record<string, string>>;
  readonly onlyRelational?: true;
}

const CORE = "awswaf:managed:aws:core-rule-set";
const SQL = "awswaf:managed:aws:sql-database";

/**
 * Cheapest first, the one that is not always there at the end. Capacity in web ACL units: 25, 200, 700 and 200; an ACL has 1,500 before it
 * costs more.
 *
 * `SizeRestrictions_BODY` refuses bodies above 8 KB though WAF inspects twice as much and more; it only counts, and a rule of Terrace
 * holds bodies to the inspected size. Known bad inputs block in uploads, too: no file holds those by chance.
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

/** What WAF calls the rule in its metrics and logs: `visibility` gives each metric its rule's name. */
export const RATE_RULE = "RateLimit";

/**
 * The rules of a web ACL: the rate limit first, since it is cheap and needs no trial, then AWS's groups, then what is larger than what
 * they have seen; on uploads' paths what they have found in bodies is no reason to block.
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

/** 429 rather than 403: a client that is only too fast can tell, and wait. */
function rateLimit(limit: number): Wafv2WebAclRule {
  return {
    name: RATE_RULE,
    priority: 0,
    action: { block: { customResponse: { responseCode: 429 } } },
    // cdktf passes a statement on as it is: names as in Terraform.
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
