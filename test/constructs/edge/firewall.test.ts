import { EncryptionKey } from "../../../constructs/core/encryption-key";
import { Firewall, type FirewallMetrics } from "../../../constructs/edge/firewall";
import { firewallRules } from "../../../constructs/edge/firewall-rule-groups";
import { type Block, referenceTo, resource, statementsOf, synthesizeConstructs } from "../../support/synth";

const PROPS = { rateLimit: 2_000, managedRules: "count", relational: true, inspectedBody: "16 KB", uploads: [] } as const;

const firewall = (managedRules: "count" | "block" = "count") =>
  synthesizeConstructs((stack) => {
    const key = new EncryptionKey(stack, "Key", { purpose: "logs", forLogs: true });
    new Firewall(stack, "Firewall", { ...PROPS, managedRules, key });
  });

const rules = (managedRules: "count" | "block" = "count") => resource(firewall(managedRules), "aws_wafv2_web_acl").rule as readonly Block[];
const managed = (managedRules?: "count" | "block") => rules(managedRules).filter((rule) => rule.override_action !== undefined);

test("the web ACL is for CloudFront and lets in what no rule refuses", () => {
  expect(resource(firewall(), "aws_wafv2_web_acl")).toMatchObject({ name: "dev-cdn", scope: "CLOUDFRONT", default_action: { allow: {} } });
});

test("the web ACL is deleted after the distribution has let it go", () => {
  expect(resource(firewall(), "aws_wafv2_web_acl").lifecycle).toEqual({ create_before_destroy: true });
});

test("a firewall for CloudFront in another region is an error", () => {
  const elsewhere = () =>
    synthesizeConstructs(
      (stack) => {
        const key = new EncryptionKey(stack, "Key", { purpose: "logs", forLogs: true });
        new Firewall(stack, "Firewall", { ...PROPS, key });
      },
      { region: "eu-west-1" },
    );
  expect(elsewhere).toThrow('"test/Firewall" is placed in eu-west-1; AWS wants it in us-east-1: make it in the edge stack');
});

test("one address that is too fast is refused first, with 429", () => {
  expect(rules()[0]).toMatchObject({
    priority: 0,
    action: { block: { custom_response: { response_code: 429 } } },
    statement: { rate_based_statement: { limit: 2_000, aggregate_key_type: "IP", evaluation_window_sec: 300 } },
  });
});

test.each([
  ["count", { count: {} }],
  ["block", { none: {} }],
] as const)("AWS's rules %s as the environment says; the rate limit blocks either way", (mode, override) => {
  expect(managed(mode).map((rule) => rule.override_action)).toEqual([override, override, override, override]);
  expect(rules(mode)[0]).toHaveProperty("action.block");
});

test("AWS's rules are reputation, known bad inputs, the common set and those against SQL injection, in this order", () => {
  const statements = managed().map((rule) => (rule.statement as Record<string, Block>).managed_rule_group_statement);
  expect(statements.map((statement) => [statement?.vendor_name, statement?.name])).toEqual([
    ["AWS", "AWSManagedRulesAmazonIpReputationList"],
    ["AWS", "AWSManagedRulesKnownBadInputsRuleSet"],
    ["AWS", "AWSManagedRulesCommonRuleSet"],
    ["AWS", "AWSManagedRulesSQLiRuleSet"],
  ]);
});

test("bodies above 8 KB are no reason for the common set to block: WAF inspects more of them", () => {
  expect(managed("block")[2]).toMatchObject({
    statement: {
      managed_rule_group_statement: { rule_action_override: [{ name: "SizeRestrictions_BODY", action_to_use: { count: {} } }] },
    },
  });
});

test("priorities and metric names are each used once", () => {
  const all = firewallRules({ ...PROPS, managedRules: "block", uploads: ["/a"] });
  expect(new Set(all.map((rule) => rule.priority)).size).toBe(all.length);
  expect(new Set(all.map((rule) => rule.visibilityConfig.metricName)).size).toBe(all.length);
});

test("the log's name starts as WAF asks; the log expires and is encrypted", () => {
  const json = firewall();
  expect(resource(json, "aws_cloudwatch_log_group")).toMatchObject({
    name: "aws-waf-logs-dev",
    retention_in_days: 30,
    kms_key_id: referenceTo(json, "aws_kms_key", undefined, "arn"),
  });
  expect(resource(json, "aws_wafv2_web_acl_logging_configuration").log_destination_configs).toEqual([
    referenceTo(json, "aws_cloudwatch_log_group", undefined, "arn"),
  ]);
});

test("the log has what was blocked or counted, without credentials", () => {
  const logging = resource(firewall(), "aws_wafv2_web_acl_logging_configuration");
  expect(logging.redacted_fields).toEqual([{ single_header: { name: "authorization" } }, { single_header: { name: "cookie" } }]);
  expect(logging.logging_filter).toEqual({
    default_behavior: "DROP",
    filter: [
      {
        behavior: "KEEP",
        requirement: "MEETS_ANY",
        condition: ["BLOCK", "COUNT", "EXCLUDED_AS_COUNT"].map((action) => ({ action_condition: { action } })),
      },
    ],
  });
});

test("logging waits for the policy that lets WAF write this group, and no other", () => {
  const json = firewall();
  expect(resource(json, "aws_wafv2_web_acl_logging_configuration").depends_on).toEqual([
    expect.stringMatching(/^aws_cloudwatch_log_resource_policy\./),
  ]);
  const group = referenceTo(json, "aws_cloudwatch_log_group", undefined, "arn");
  expect(statementsOf(resource(json, "aws_cloudwatch_log_resource_policy"), "policy_document")).toEqual([
    expect.objectContaining({
      Principal: { Service: "delivery.logs.amazonaws.com" },
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: `${group}:*`,
    }),
  ]);
});

test("it says what its metrics are called, in words that need no reference between stacks", () => {
  let metrics: FirewallMetrics | undefined;
  const json = synthesizeConstructs((stack) => {
    const key = new EncryptionKey(stack, "Key", { purpose: "logs", forLogs: true });
    metrics = new Firewall(stack, "Firewall", { ...PROPS, key }).metrics;
  });
  const acl = resource(json, "aws_wafv2_web_acl");
  const named = (block: Block) => (block.visibility_config as Block).metric_name;
  expect(metrics).toMatchObject({ webAcl: named(acl), rateLimit: 2_000 });
  expect([metrics?.rateRule, ...(metrics?.rules ?? [])]).toEqual((acl.rule as readonly Block[]).map(named));
});
