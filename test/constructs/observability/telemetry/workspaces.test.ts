import { TerraformOutput } from "cdktf";
import { EncryptionKey } from "../../../../constructs/core/encryption-key";
import type { Placement } from "../../../../constructs/core/placement";
import { GrafanaWorkspace } from "../../../../constructs/observability/telemetry/grafana-workspace";
import { PrometheusWorkspace } from "../../../../constructs/observability/telemetry/prometheus-workspace";
import { check, providerSchemas } from "../../../support/provider-schema";
import { outputValue, referenceTo, resource, statementsOf, synthesizeConstructs } from "../../../support/synth";

function prometheus(placement: Partial<Placement> = {}) {
  return synthesizeConstructs((stack) => {
    const key = new EncryptionKey(stack, "DataKey", { purpose: "data" });
    const logsKey = new EncryptionKey(stack, "LogsKey", { purpose: "logs", forLogs: true });
    const { target } = new PrometheusWorkspace(stack, "Prometheus", { key, logsKey });
    new TerraformOutput(stack, "target", { value: target });
  }, placement);
}

function grafana(withPrometheus: boolean, placement: Partial<Placement> = {}) {
  const regions = ["us-east-1", "eu-west-1"];
  return synthesizeConstructs((stack) => void new GrafanaWorkspace(stack, "Grafana", { regions, prometheus: withPrometheus }), placement);
}

const ACCOUNT = "${data.aws_caller_identity.Account.account_id}";

test("the provider accepts both workspaces", async () => {
  const schemas = await providerSchemas();
  expect(check("prometheus", prometheus(), schemas)).toEqual([]);
  expect(check("grafana", grafana(true), schemas)).toEqual([]);
}, 300_000);

test("a Prometheus workspace is encrypted with a customer managed KMS key, logs failures, and is retained like data", () => {
  const stack = prometheus();
  const log = referenceTo(stack, "aws_cloudwatch_log_group", "Prometheus/Log/Resource", "arn");
  expect(resource(stack, "aws_prometheus_workspace")).toMatchObject({
    alias: "dev-us-east-1",
    kms_key_arn: referenceTo(stack, "aws_kms_key", "DataKey/Resource", "arn"),
    logging_configuration: { log_group_arn: `${log}:*` },
    lifecycle: { prevent_destroy: true },
  });
  expect(resource(stack, "aws_cloudwatch_log_group")).toMatchObject({
    name: "/aws/vendedlogs/prometheus/dev",
    kms_key_id: referenceTo(stack, "aws_kms_key", "LogsKey/Resource", "arn"),
  });
  const gone = prometheus({ removalPolicy: "destroy" });
  expect(resource(gone, "aws_prometheus_workspace")).toMatchObject({ lifecycle: { prevent_destroy: false } });
});

test("a Prometheus workspace exposes the address that collectors write to", () => {
  const stack = prometheus();
  const endpoint = referenceTo(stack, "aws_prometheus_workspace", undefined, "prometheus_endpoint");
  expect(outputValue(stack, "target")).toEqual({
    remoteWriteUrl: `${endpoint}api/v1/remote_write`,
    workspaceArn: referenceTo(stack, "aws_prometheus_workspace", undefined, "arn"),
  });
});

test("Grafana authenticates with Identity Center, and uses a role of the environment", () => {
  const stack = grafana(false);
  const workspace = resource(stack, "aws_grafana_workspace");
  expect(workspace).toMatchObject({
    name: "dev",
    account_access_type: "CURRENT_ACCOUNT",
    authentication_providers: ["AWS_SSO"],
    permission_type: "CUSTOMER_MANAGED",
    role_arn: referenceTo(stack, "aws_iam_role", undefined, "arn"),
    grafana_version: "10.4",
    lifecycle: { prevent_destroy: true },
  });
  expect(JSON.parse(workspace.configuration as string)).toEqual({
    plugins: { pluginAdminEnabled: true },
    unifiedAlerting: { enabled: true },
  });
  expect(statementsOf(resource(stack, "aws_iam_role"), "assume_role_policy")).toEqual([
    {
      Effect: "Allow",
      Principal: { Service: "grafana.amazonaws.com" },
      Action: "sts:AssumeRole",
      Condition: { StringEquals: { "aws:SourceAccount": ACCOUNT } },
    },
  ]);
});

test("Grafana can read, and change nothing", () => {
  const actions = statementsOf(resource(grafana(true), "aws_iam_role_policy")).flatMap(
    ({ Action }) => Action as string | readonly string[],
  );
  // Grafana stops only queries that it has started.
  const changing = actions.filter((action) => !/:(BatchGet|Describe|Get|List|Query|StartQuery|StopQuery)/.test(action));
  expect(changing).toEqual([]);
});

test("Grafana can read only logs of its environment, and only Prometheus workspaces with the environment's tag, in all regions", () => {
  const statements = statementsOf(resource(grafana(true), "aws_iam_role_policy"));
  expect(statements.find(({ Sid }) => Sid === "Logs")).toMatchObject({
    Resource: [`arn:aws:logs:us-east-1:${ACCOUNT}:log-group:/dev/*`, `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:/dev/*`],
  });
  expect(statements.find(({ Sid }) => Sid === "Samples")).toEqual({
    Sid: "Samples",
    Effect: "Allow",
    Action: ["aps:DescribeWorkspace", "aps:GetLabels", "aps:GetMetricMetadata", "aps:GetSeries", "aps:QueryMetrics"],
    Resource: [`arn:aws:aps:us-east-1:${ACCOUNT}:workspace/*`, `arn:aws:aps:eu-west-1:${ACCOUNT}:workspace/*`],
    Condition: { StringEquals: { "aws:ResourceTag/Environment": "dev" } },
  });
});

test("without Prometheus workspaces Grafana has no permissions for them", () => {
  const statements = statementsOf(resource(grafana(false), "aws_iam_role_policy"));
  expect(JSON.stringify(statements)).not.toContain("aps:");
});
