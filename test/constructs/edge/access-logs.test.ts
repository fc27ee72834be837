import { EncryptionKey } from "../../../constructs/core/encryption-key";
import { CDN_LOG_FIELDS } from "../../../constructs/edge/access-log-fields";
import { AccessLogs, logDeliveryStatement } from "../../../constructs/edge/access-logs";
import { dataSource, pathOf, referenceTo, resource, resources, statementsOf, synthesizeConstructs } from "../../support/synth";

const logs = () =>
  synthesizeConstructs(
    (stack) => {
      const key = new EncryptionKey(stack, "Key", { purpose: "logs", statements: [logDeliveryStatement(stack)] });
      new AccessLogs(stack, "Logs", { key, distributions: { Main: { arn: "arn:main" }, Hosts: { arn: "arn:hosts" } } });
    },
    { logRetention: "14 days" },
  );

const ACCOUNT = "${data.aws_caller_identity.Account.account_id}";

test("each distribution delivers its access logs to one bucket, as JSON", () => {
  const json = logs();
  expect(
    resources(json, "aws_cloudwatch_log_delivery_source").map(({ name, log_type, resource_arn }) => [name, log_type, resource_arn]),
  ).toEqual([
    ["dev-cdn-hosts", "ACCESS_LOGS", "arn:hosts"],
    ["dev-cdn-main", "ACCESS_LOGS", "arn:main"],
  ]);
  expect(resource(json, "aws_cloudwatch_log_delivery_destination")).toMatchObject({
    output_format: "json",
    delivery_destination_configuration: [{ destination_resource_arn: `${referenceTo(json, "aws_s3_bucket", undefined, "arn")}/cdn` }],
  });
  expect(resources(json, "aws_cloudwatch_log_delivery").map(pathOf)).toEqual(["Logs/HostsDelivery", "Logs/MainDelivery"]);
});

test("a delivery depends on the bucket policy, so that AWS does not add its own", () => {
  for (const delivery of resources(logs(), "aws_cloudwatch_log_delivery"))
    expect(delivery.depends_on).toContainEqual(expect.stringMatching(/^aws_s3_bucket_policy\./));
});

test("log files are stored by distribution and hour, under an explicit prefix", () => {
  for (const delivery of resources(logs(), "aws_cloudwatch_log_delivery"))
    expect(delivery.s3_delivery_configuration).toEqual([
      { suffix_path: "{DistributionId}/{yyyy}/{MM}/{dd}/{HH}", enable_hive_compatible_path: false },
    ]);
});

test("all fields of CloudFront are logged, except cookies", () => {
  for (const delivery of resources(logs(), "aws_cloudwatch_log_delivery")) expect(delivery.record_fields).toEqual(CDN_LOG_FIELDS);
  expect(CDN_LOG_FIELDS).toHaveLength(33 - 1 + 6);
  expect(new Set(CDN_LOG_FIELDS).size).toBe(CDN_LOG_FIELDS.length);
  expect(CDN_LOG_FIELDS).not.toContain("cs(Cookie)");
});

test("deliveries are created one at a time, because CloudWatch rejects concurrent ones to a destination", () => {
  const [hosts, main] = resources(logs(), "aws_cloudwatch_log_delivery");
  expect(main?.depends_on).toHaveLength(1);
  expect(hosts?.depends_on).toContainEqual(expect.stringMatching(/^aws_cloudwatch_log_delivery\.Logs_MainDelivery/));
});

test("the bucket admits only CloudFront's logs of this account, and only over TLS", () => {
  const json = logs();
  const bucket = referenceTo(json, "aws_s3_bucket", undefined, "arn");
  expect(dataSource(json, "aws_caller_identity")).toBeDefined();
  expect(statementsOf(resource(json, "aws_s3_bucket_policy"))).toEqual([
    {
      Sid: "DeliverLogs",
      Effect: "Allow",
      Principal: { Service: "delivery.logs.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: `${bucket}/*`,
      Condition: {
        StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control", "aws:SourceAccount": ACCOUNT },
        ArnLike: { "aws:SourceArn": `arn:aws:logs:us-east-1:${ACCOUNT}:delivery-source:*` },
      },
    },
    expect.objectContaining({ Sid: "TlsOnly", Effect: "Deny" }),
  ]);
});

test("the bucket's policy is created after its settings", () => {
  expect(resource(logs(), "aws_s3_bucket_policy").depends_on).toEqual([
    expect.stringMatching(/^aws_s3_bucket_server_side_encryption_configuration\./),
  ]);
});

test("the key allows deliveries of this account to encrypt", () => {
  expect(statementsOf(resource(logs(), "aws_kms_key"))).toContainEqual(
    expect.objectContaining({
      Sid: "LogDelivery",
      Principal: { Service: "delivery.logs.amazonaws.com" },
      Condition: {
        StringEquals: { "aws:SourceAccount": ACCOUNT },
        ArnLike: { "aws:SourceArn": `arn:aws:logs:us-east-1:${ACCOUNT}:*` },
      },
    }),
  );
});

test("the logs expire with the environment's retention", () => {
  expect(resource(logs(), "aws_s3_bucket_lifecycle_configuration")).toMatchObject({ rule: [{ expiration: [{ days: 14 }] }] });
});
