import { EncryptionKey } from "../../../../constructs/core/encryption-key";
import type { Placement } from "../../../../constructs/core/placement";
import { CDN_LOG_FIELDS } from "../../../../constructs/edge/access-log-fields";
import { CdnLogGroup } from "../../../../constructs/edge/access-logs/cdn-log-group";
import { LoadBalancerLogGroups } from "../../../../constructs/load-balancing/access-logs/log-groups";
import { check, providerSchemas } from "../../../support/provider-schema";
import { pathOf, referenceTo, resource, resources, synthesizeConstructs } from "../../../support/synth";

const regional = synthesizeConstructs(
  (stack) => {
    const key = new EncryptionKey(stack, "Key", { purpose: "logs", forLogs: true });
    new LoadBalancerLogGroups(stack, "Logs", {
      loadBalancers: { application: new Map([[1, { arn: "arn:alb" }]]), network: new Map([[1, { arn: "arn:nlb" }]]) },
      key,
    });
  },
  { region: "eu-west-1", logRetention: "14 days" },
);

const edge = (placement: Partial<Placement> = {}) =>
  synthesizeConstructs((stack) => {
    const key = new EncryptionKey(stack, "Key", { purpose: "logs", forLogs: true });
    new CdnLogGroup(stack, "Logs", { sourceNames: { Main: "dev-cdn-main", Hosts: "dev-cdn-hosts" }, key });
  }, placement);

const cdn = edge();

test("the log source of a load balancer has the log type of its kind", () => {
  expect(
    resources(regional, "aws_cloudwatch_log_delivery_source").map(({ name, log_type, resource_arn }) => [name, log_type, resource_arn]),
  ).toEqual([
    ["dev-alb", "ALB_ACCESS_LOGS", "arn:alb"],
    ["dev-nlb", "NLB_ACCESS_LOGS", "arn:nlb"],
  ]);
});

test("CloudFront's sources are the ones that deliver to S3, since a distribution can have only one", () => {
  expect(resources(cdn, "aws_cloudwatch_log_delivery_source")).toEqual([]);
  expect(resources(cdn, "aws_cloudwatch_log_delivery").map(({ delivery_source_name }) => delivery_source_name)).toEqual([
    "dev-cdn-hosts",
    "dev-cdn-main",
  ]);
  for (const delivery of resources(cdn, "aws_cloudwatch_log_delivery")) {
    expect(delivery.record_fields).toEqual(CDN_LOG_FIELDS);
    expect(delivery).not.toHaveProperty("s3_delivery_configuration");
  }
});

test("log groups have the prefix that AWS requires, are encrypted, and expire", () => {
  expect(resources(regional, "aws_cloudwatch_log_group").map(({ name }) => name)).toEqual([
    "/aws/vendedlogs/dev/alb",
    "/aws/vendedlogs/dev/nlb",
  ]);
  for (const group of resources(regional, "aws_cloudwatch_log_group"))
    expect(group).toMatchObject({ retention_in_days: 14, kms_key_id: referenceTo(regional, "aws_kms_key", undefined, "arn") });
});

test("the groups have no resource policy of their own, because an account has a quota of ten", () => {
  for (const json of [regional, cdn]) expect(resources(json, "aws_cloudwatch_log_resource_policy")).toEqual([]);
});

test.each([
  ["a region's", regional, ["Delivery-alb-alb", "Delivery-nlb-nlb"]],
  ["CloudFront's", cdn, ["Delivery-cdn-Main", "Delivery-cdn-Hosts"]],
] as const)("%s deliveries are created one after another", (_, json, order) => {
  const deliveries = order.map((id) => resource(json, "aws_cloudwatch_log_delivery", `Delivered/${id}`));
  expect(deliveries[0]).not.toHaveProperty("depends_on");
  expect(deliveries[1]?.depends_on).toEqual([expect.stringMatching(new RegExp(`^aws_cloudwatch_log_delivery\\..*${order[0]}`))]);
});

test("lines are JSON, so that Logs Insights discovers their fields", () => {
  for (const json of [regional, cdn])
    for (const destination of resources(json, "aws_cloudwatch_log_delivery_destination")) expect(destination.output_format).toBe("json");
});

test("queries are saved by environment and log, only on that log, with their purpose in the first line", () => {
  const saved = resource(regional, "aws_cloudwatch_query_definition", "Queries-alb/errors-by-path");
  expect(saved).toMatchObject({
    name: "dev/alb/errors-by-path",
    log_group_names: [referenceTo(regional, "aws_cloudwatch_log_group", "Log-alb/Resource", "name")],
  });
  expect(saved.query_string).toMatch(/^# 5xx by path and target\..*\nfilter elb_status_code >= 500\n/);
});

test("a region without an NLB has no NLB delivery", () => {
  const json = synthesizeConstructs((stack) => {
    const key = new EncryptionKey(stack, "Key", { purpose: "logs", forLogs: true });
    new LoadBalancerLogGroups(stack, "Logs", { loadBalancers: { application: new Map([[1, { arn: "arn:alb" }]]) }, key });
  });
  expect(resources(json, "aws_cloudwatch_log_delivery").map(pathOf)).toEqual(["Logs/Delivered/Delivery-alb-alb"]);
});

test("rejects CloudFront's log group in another region", () => {
  expect(() => edge({ region: "eu-west-1" })).toThrow("is placed in eu-west-1; AWS requires us-east-1");
});

test("delivery names fit with the longest environment name", () => {
  for (const type of ["aws_cloudwatch_log_delivery_destination"] as const)
    for (const { name } of resources(edge({ environment: "productionxy" }), type)) expect((name as string).length).toBeLessThanOrEqual(60);
});

test("the provider accepts all resources", async () => {
  const schemas = await providerSchemas();
  for (const json of [regional, cdn]) expect(check("test", json, schemas)).toEqual([]);
}, 300_000);
