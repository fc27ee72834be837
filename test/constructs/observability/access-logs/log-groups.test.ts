import { EncryptionKey } from "../../../../constructs/core/encryption-key";
import type { Placement } from "../../../../constructs/core/placement";
import { CDN_LOG_FIELDS } from "../../../../constructs/edge/access-log-fields";
import { CdnLogGroup } from "../../../../constructs/edge/access-logs/cdn-log-group";
import { LoadBalancerLogGroups } from "../../../../constructs/load-balancing/access-logs/log-groups";
import { check, providerSchemas } from "../../../support/provider-schema";
import { pathOf, referenceTo, resource, resources, statementsOf, synthesizeConstructs } from "../../../support/synth";

const ACCOUNT = "${data.aws_caller_identity.Account.account_id}";

const regional = synthesizeConstructs(
  (stack) => {
    const key = new EncryptionKey(stack, "Key", { purpose: "logs", forLogs: true });
    new LoadBalancerLogGroups(stack, "Logs", { loadBalancers: { application: { arn: "arn:alb" }, network: { arn: "arn:nlb" } }, key });
  },
  { region: "eu-west-1", logRetention: "14 days" },
);

const edge = (placement: Partial<Placement> = {}) =>
  synthesizeConstructs((stack) => {
    const key = new EncryptionKey(stack, "Key", { purpose: "logs", forLogs: true });
    new CdnLogGroup(stack, "Logs", { sourceNames: { Main: "dev-cdn-main", Hosts: "dev-cdn-hosts" }, key });
  }, placement);

const cdn = edge();

test("a load balancer's source is of the type that AWS has for its kind", () => {
  expect(
    resources(regional, "aws_cloudwatch_log_delivery_source").map(({ name, log_type, resource_arn }) => [name, log_type, resource_arn]),
  ).toEqual([
    ["dev-alb", "ALB_ACCESS_LOGS", "arn:alb"],
    ["dev-nlb", "NLB_ACCESS_LOGS", "arn:nlb"],
  ]);
});

test("CloudFront's sources are those that deliver to S3: a distribution can have no second one", () => {
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

test("the groups are named as AWS asks, encrypted, and expire", () => {
  expect(resources(regional, "aws_cloudwatch_log_group").map(({ name }) => name)).toEqual([
    "/aws/vendedlogs/dev/alb",
    "/aws/vendedlogs/dev/nlb",
  ]);
  for (const group of resources(regional, "aws_cloudwatch_log_group"))
    expect(group).toMatchObject({ retention_in_days: 14, kms_key_id: referenceTo(regional, "aws_kms_key", undefined, "arn") });
});

test("one policy lets AWS write to these groups, for this account and region alone: an account has ten policies", () => {
  const groups = ["alb", "nlb"].map((role) => referenceTo(regional, "aws_cloudwatch_log_group", `Log-${role}/Resource`, "arn"));
  expect(statementsOf(resource(regional, "aws_cloudwatch_log_resource_policy"), "policy_document")).toEqual([
    {
      Sid: "DeliverLogs",
      Effect: "Allow",
      Principal: { Service: "delivery.logs.amazonaws.com" },
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: groups.map((arn) => `${arn}:log-stream:*`),
      Condition: {
        StringEquals: { "aws:SourceAccount": ACCOUNT },
        ArnLike: { "aws:SourceArn": `arn:aws:logs:eu-west-1:${ACCOUNT}:*` },
      },
    },
  ]);
});

test.each([
  ["a region's", regional, ["Delivery-alb-alb", "Delivery-nlb-nlb"]],
  ["CloudFront's", cdn, ["Delivery-cdn-Main", "Delivery-cdn-Hosts"]],
] as const)("%s deliveries wait for the policy and for each other", (_, json, order) => {
  const deliveries = order.map((id) => resource(json, "aws_cloudwatch_log_delivery", `Delivered/${id}`));
  expect(deliveries[0]?.depends_on).toEqual([expect.stringMatching(/^aws_cloudwatch_log_resource_policy\./)]);
  expect(deliveries[1]?.depends_on).toEqual([expect.stringMatching(new RegExp(`^aws_cloudwatch_log_delivery\\..*${order[0]}`))]);
});

test("lines are JSON, so that Logs Insights finds their fields by itself", () => {
  for (const json of [regional, cdn])
    for (const destination of resources(json, "aws_cloudwatch_log_delivery_destination")) expect(destination.output_format).toBe("json");
});

test("queries are saved by environment and log, on that log alone, with what they answer in the first line", () => {
  const saved = resource(regional, "aws_cloudwatch_query_definition", "Queries-alb/errors-by-path");
  expect(saved).toMatchObject({
    name: "dev/alb/errors-by-path",
    log_group_names: [referenceTo(regional, "aws_cloudwatch_log_group", "Log-alb/Resource", "name")],
  });
  expect(saved.query_string).toMatch(/^# 5xx by path and target\..*\nfilter elb_status_code >= 500\n/);
});

test("a region without an NLB has nothing for one", () => {
  const json = synthesizeConstructs((stack) => {
    const key = new EncryptionKey(stack, "Key", { purpose: "logs", forLogs: true });
    new LoadBalancerLogGroups(stack, "Logs", { loadBalancers: { application: { arn: "arn:alb" } }, key });
  });
  expect(resources(json, "aws_cloudwatch_log_delivery").map(pathOf)).toEqual(["Logs/Delivered/Delivery-alb-alb"]);
});

test("CloudFront's group in another region is an error", () => {
  expect(() => edge({ region: "eu-west-1" })).toThrow("is placed in eu-west-1; AWS requires us-east-1");
});

test("names of deliveries fit the longest environment", () => {
  for (const type of ["aws_cloudwatch_log_delivery_destination"] as const)
    for (const { name } of resources(edge({ environment: "productionxy" }), type)) expect((name as string).length).toBeLessThanOrEqual(60);
});

test("the provider takes all of it", async () => {
  const schemas = await providerSchemas();
  for (const json of [regional, cdn]) expect(check("test", json, schemas)).toEqual([]);
}, 300_000);
