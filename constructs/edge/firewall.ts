import { Wafv2WebAcl } from "@cdktf/provider-aws/lib/wafv2-web-acl";
import { Wafv2WebAclLoggingConfiguration } from "@cdktf/provider-aws/lib/wafv2-web-acl-logging-configuration";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { EncryptionKey } from "../core/encryption-key";
import { LogGroup } from "../core/log-group";
import { nameIn, placementOf } from "../core/placement";
import { acceptFindings } from "../core/accepted-findings";
import { assertEdgeRegion } from "./edge-region";
import { firewallLogGroup } from "./firewall-log";
import { bodyLimit } from "./firewall-bodies";
import { type FirewallRulesProps, firewallRules, RATE_RULE } from "./firewall-rule-groups";
import { visibility } from "./firewall-visibility";

export interface FirewallProps extends FirewallRulesProps {
  /** Encrypts the log group. */
  readonly key: EncryptionKey;
  /** The resource policy that allows WAF to write to the log group. @default an earlier stack has created it */
  readonly logDelivery?: ITerraformDependable;
}

/** Plain names, known at synthesis, without a reference between stacks. */
export interface FirewallMetrics {
  readonly webAcl: string;
  /** Requests that one address is allowed to send in five minutes. */
  readonly rateLimit: number;
  readonly rateRule: string;
  /** Metric names of the other rules, in rule order. */
  readonly rules: readonly string[];
}

/**
 * A WAF web ACL for CloudFront, with a log of all blocked and counted requests. Must be created in us-east-1; distributions reference it in
 * `web_acl_id`. Its name is stable: AWS rejects the deletion of an ACL in use.
 *
 * Cost drivers: 5 USD a month, 1 USD a month per rule (5 to 7), 0.60 USD per million requests, and 0.30 USD more for each 16 KB of
 * inspected body beyond the first; GB of logs.
 */
export class Firewall extends Construct {
  public readonly arn: string;
  /** Names of its metrics, for `watchFirewall`. */
  public readonly metrics: FirewallMetrics;
  /** Log of all blocked and counted requests. */
  public readonly logGroupName: string;

  public constructor(scope: Construct, id: string, props: FirewallProps) {
    super(scope, id);
    assertEdgeRegion(this);
    const name = nameIn(this, "webAcl", "cdn");
    const rules = firewallRules(props);
    const acl = new Wafv2WebAcl(this, "Resource", {
      name,
      description: "Rate limit and the managed rules of AWS",
      scope: "CLOUDFRONT",
      defaultAction: { allow: {} },
      rule: rules,
      associationConfig: bodyLimit(props.inspectedBody),
      visibilityConfig: visibility(name),
      // Deleted after the distribution no longer uses it: AWS rejects the deletion of an ACL in use (provider-aws#34719).
      lifecycle: { createBeforeDestroy: true },
    });
    const counts = "AWS's managed rules for it are included. They only count until the environment sets cdn.managedRules to block.";
    acceptFindings(acl, { CKV_AWS_192: props.managedRules === "count" && counts });
    this.logGroupName = this.log(acl.arn, props);
    this.arn = acl.arn;
    this.metrics = {
      webAcl: name,
      rateLimit: props.rateLimit,
      rateRule: RATE_RULE,
      rules: rules.map((rule) => rule.name).filter((rule) => rule !== RATE_RULE),
    };
  }

  /** @see https://docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html */
  private log(webAclArn: string, { key, logDelivery }: FirewallProps): string {
    const group = new LogGroup(this, "Log", { name: firewallLogGroup(placementOf(this).environment), key });
    new Wafv2WebAclLoggingConfiguration(this, "Logging", {
      resourceArn: webAclArn,
      logDestinationConfigs: [group.arn],
      redactedFields: [{ singleHeader: { name: "authorization" } }, { singleHeader: { name: "cookie" } }],
      // Allowed requests are already in the CDN's access logs.
      loggingFilter: {
        defaultBehavior: "DROP",
        filter: [
          {
            behavior: "KEEP",
            requirement: "MEETS_ANY",
            condition: ["BLOCK", "COUNT", "EXCLUDED_AS_COUNT"].map((action) => ({ actionCondition: { action } })),
          },
        ],
      },
      ...(logDelivery && { dependsOn: [logDelivery] }),
    });
    return group.name;
  }
}
