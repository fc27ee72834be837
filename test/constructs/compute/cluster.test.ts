import { Cluster } from "../../../constructs/compute/cluster";
import { EncryptionKey } from "../../../constructs/core/encryption-key";
import { referenceTo, resource, synthesizeConstructs } from "../../support/synth";

const stack = synthesizeConstructs((scope) => {
  const logsKey = new EncryptionKey(scope, "LogsKey", { purpose: "logs", forLogs: true });
  new Cluster(scope, "Cluster", { logsKey });
});
const cluster = resource(stack, "aws_ecs_cluster");

test("a cluster has Container Insights, and no logging for ECS Exec", () => {
  expect(cluster).toMatchObject({
    name: "dev-us-east-1",
    setting: [{ name: "containerInsights", value: "enabled" }],
    configuration: { execute_command_configuration: { logging: "NONE" } },
  });
});

test("Container Insights writes to an encrypted log group that is created before the cluster", () => {
  expect(resource(stack, "aws_cloudwatch_log_group")).toMatchObject({
    name: "/aws/ecs/containerinsights/dev-us-east-1/performance",
    retention_in_days: 30,
    kms_key_id: referenceTo(stack, "aws_kms_key", undefined, "arn"),
  });
  const [log] = Object.keys(stack.resource?.aws_cloudwatch_log_group ?? {});
  expect(cluster.depends_on).toEqual([`aws_cloudwatch_log_group.${log}`]);
});

test("Fargate and Fargate Spot are the capacity providers of the cluster", () => {
  expect(resource(stack, "aws_ecs_cluster_capacity_providers")).toMatchObject({
    cluster_name: referenceTo(stack, "aws_ecs_cluster", undefined, "name"),
    capacity_providers: ["FARGATE", "FARGATE_SPOT"],
    default_capacity_provider_strategy: [{ capacity_provider: "FARGATE", base: 1, weight: 1 }],
  });
});

describe("without Container Insights", () => {
  const without = synthesizeConstructs((scope) => {
    const logsKey = new EncryptionKey(scope, "LogsKey", { purpose: "logs", forLogs: true });
    new Cluster(scope, "Cluster", { logsKey, insights: false });
  });

  test("the setting is explicit, because the default of the account can enable it", () => {
    expect(resource(without, "aws_ecs_cluster").setting).toEqual([{ name: "containerInsights", value: "disabled" }]);
  });

  test("there is no log group, and the findings of both policy checks are accepted", () => {
    expect(without.resource?.aws_cloudwatch_log_group).toBeUndefined();
    expect(JSON.stringify(resource(without, "aws_ecs_cluster")["//"])).toMatch(/CKV_AWS_65.*LOGGED/);
  });
});
