import { EncryptionKey } from "../../../constructs/core/encryption-key";
import { Firewall, type FirewallMetrics } from "../../../constructs/edge/firewall";
import { firewallLogGroup } from "../../../constructs/edge/firewall-log";
import { firewallRules } from "../../../constructs/edge/firewall-rule-groups";
import { LogDeliveryPolicy } from "../../../constructs/observability/logs/log-delivery-policy";
import { type Block, referenceTo, resource, synthesizeConstructs } from "../../support/synth";

const PROPS = { rateLimit: 2_000, managedRules: "count", relational: true, inspectedBody: "16 KB", uploads: [] } as const;

const firewall = (managedRules: "count" | "block" = "count") =>
  synthesizeConstructs((stack) => {
    const key = new EncryptionKey(stack, "Key", { purpose: "logs", forLogs: true });
    new Firewall(stack, "Firewall", { ...PROPS, managedRules, key });
  });

const rules = (managedRules: "count" | "block" = "count") => resource(firewall(managedRules), "aws_wafv2_web_acl").rule as readonly Block[];
const managed = (managedRules?: "count" | "block") => rules(managedRules).filter((rule) => rule.override_action !== undefined);

test("the web ACL is for CloudFront and allows requests by default", () => {
  expect(resource(firewall(), "aws_wafv2_web_acl")).toMatchObject({ name: "dev-cdn", scope: "CLOUDFRONT", default_action: { allow: {} } });
});

test("the web ACL is deleted after the distribution no longer uses it", () => {
  expect(resource(firewall(), "aws_wafv2_web_acl").lifecycle).toEqual({ create_before_destroy: true });
});

test("rejects a firewall for CloudFront in another region", () => {
  const elsewhere = () =>
    synthesizeConstructs(
      (stack) => {
        const key = new EncryptionKey(stack, "Key", { purpose: "logs", forLogs: true });
        new Firewall(stack, "Firewall", { ...PROPS, key });
      },
      { region: "eu-west-1" },
    );
  expect(elsewhere).toThrow('"test/Firewall" is placed in eu-west-1; AWS requires us-east-1: create it in the edge stack');
});

test("the first rule blocks an address that sends too fast, with 429", () => {
  expect(rules()[0]).toMatchObject({
    priority: 0,
    action: { block: { custom_response: { response_code: 429 } } },
    statement: { rate_based_statement: { limit: 2_000, aggregate_key_type: "IP", evaluation_window_sec: 300 } },
  });
});

test.each([
  ["count", { count: {} }],
  ["block", { none: {} }],
] as const)("AWS's rules %s according to the environment; the rate limit always blocks", (mode, override) => {
  expect(managed(mode).map((rule) => rule.override_action)).toEqual([override, override, override, override]);
  expect(rules(mode)[0]).toHaveProperty("action.block");
});

test("AWS's rule groups are reputation, known bad inputs, common rules and SQL injection, in this order", () => {
  const statements = managed().map((rule) => (rule.statement as Record<string, Block>).managed_rule_group_statement);
  expect(statements.map((statement) => [statement?.vendor_name, statement?.name])).toEqual([
    ["AWS", "AWSManagedRulesAmazonIpReputationList"],
    ["AWS", "AWSManagedRulesKnownBadInputsRuleSet"],
    ["AWS", "AWSManagedRulesCommonRuleSet"],
    ["AWS", "AWSManagedRulesSQLiRuleSet"],
  ]);
});

test("the common rules do not block bodies above 8 KB, because WAF inspects more than that", () => {
  expect(managed("block")[2]).toMatchObject({
    statement: {
      managed_rule_group_statement: { rule_action_override: [{ name: "SizeRestrictions_BODY", action_to_use: { count: {} } }] },
    },
  });
});

test("priorities and metric names are unique", () => {
  const all = firewallRules({ ...PROPS, managedRules: "block", uploads: ["/a"] });
  expect(new Set(all.map((rule) => rule.priority)).size).toBe(all.length);
  expect(new Set(all.map((rule) => rule.visibilityConfig.metricName)).size).toBe(all.length);
});

test("the log group has the name prefix that WAF requires, a retention and encryption", () => {
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

test("the log contains blocked and counted requests, without credentials", () => {
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

test("logging depends on the policy that allows WAF to write, if it is in the same stack", () => {
  const json = synthesizeConstructs((stack) => {
    const key = new EncryptionKey(stack, "Key", { purpose: "logs", forLogs: true });
    const { dependable } = new LogDeliveryPolicy(stack, "LogDelivery", { delivered: [firewallLogGroup("dev")] });
    new Firewall(stack, "Firewall", { ...PROPS, key, logDelivery: dependable });
  });
  expect(resource(json, "aws_wafv2_web_acl_logging_configuration").depends_on).toEqual([
    expect.stringMatching(/^aws_cloudwatch_log_resource_policy\./),
  ]);
  expect(resource(json, "aws_cloudwatch_log_group").name).toBe(firewallLogGroup("dev"));
  expect(resource(firewall(), "aws_wafv2_web_acl_logging_configuration")).not.toHaveProperty("depends_on");
});

test("exposes its metric names without a reference between stacks", () => {
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
