import { EncryptionKey } from "../../../../constructs/core/encryption-key";
import { EcsEvents } from "../../../../constructs/compute/logs/ecs-events";
import { KEY_RUNBOOK, KeyEvents } from "../../../../constructs/observability/logs/key-events";
import { eventFilters } from "../../../../constructs/compute/metrics/ecs-events";
import { matches } from "../../../support/filter-matcher";
import { referenceTo, resource, resources, synthesizeConstructs } from "../../../support/synth";

const ACCOUNT = "${data.aws_caller_identity.Account.account_id}";

describe("events of a cluster", () => {
  const stack = synthesizeConstructs((scope) => {
    const key = new EncryptionKey(scope, "LogsKey", { purpose: "logs", forLogs: true });
    new EcsEvents(scope, "EcsEvents", { clusterName: "dev-us-east-1", serviceNames: ["dev-api", "dev-mailer"], key });
  });
  const pattern = (role: string) => JSON.parse(resource(stack, "aws_cloudwatch_event_rule", role).event_pattern as string) as unknown;

  test("go to an encrypted log group with a retention", () => {
    expect(resource(stack, "aws_cloudwatch_log_group")).toMatchObject({
      name: "/aws/events/dev-us-east-1",
      retention_in_days: 30,
      kms_key_id: referenceTo(stack, "aws_kms_key", undefined, "arn"),
    });
  });

  test("match only stopped tasks and deployments of this cluster", () => {
    expect(pattern("Tasks")).toEqual({
      source: ["aws.ecs"],
      "detail-type": ["ECS Task State Change"],
      detail: { clusterArn: [`arn:aws:ecs:us-east-1:${ACCOUNT}:cluster/dev-us-east-1`], lastStatus: ["STOPPED"] },
    });
    expect(pattern("Deployments")).toEqual({
      source: ["aws.ecs"],
      "detail-type": ["ECS Deployment State Change"],
      resources: [{ prefix: `arn:aws:ecs:us-east-1:${ACCOUNT}:service/dev-us-east-1/` }],
    });
  });

  test("are in no resource policy of their own, because an account has a quota of ten", () => {
    expect(resources(stack, "aws_cloudwatch_log_resource_policy")).toEqual([]);
  });

  test("targets have no role, which EventBridge rejects for log groups", () => {
    const targets = resources(stack, "aws_cloudwatch_event_target");
    expect(targets).toHaveLength(2);
    for (const target of targets) {
      expect(target).not.toHaveProperty("role_arn");
      expect(target.arn).toBe(referenceTo(stack, "aws_cloudwatch_log_group", undefined, "arn"));
    }
  });

  test("are counted for each service", () => expect(resources(stack, "aws_cloudwatch_log_metric_filter")).toHaveLength(8));
});

test.each([
  [25, 1, 2],
  [26, 2, 2],
  [125, 5, 2],
  [126, 6, 4],
])("%i services are counted in %i log groups with %i rules, within the limits of metric filters and targets", (count, groups, rules) => {
  const stack = clusterOf(count);
  const filters = resources(stack, "aws_cloudwatch_log_metric_filter");
  expect(filters).toHaveLength(count * 4);
  const names = filters.map(({ log_group_name }) => log_group_name);
  for (const name of new Set(names)) expect(names.filter((other) => other === name).length).toBeLessThanOrEqual(100);
  expect(resources(stack, "aws_cloudwatch_log_group")).toHaveLength(groups);
  const targets = resources(stack, "aws_cloudwatch_event_target").map(({ rule }) => rule);
  expect(targets).toHaveLength(groups * 2);
  expect(resources(stack, "aws_cloudwatch_event_rule")).toHaveLength(rules);
  for (const rule of targets) expect(targets.filter((other) => other === rule).length).toBeLessThanOrEqual(5);
});

function clusterOf(count: number) {
  return synthesizeConstructs((scope) => {
    const key = new EncryptionKey(scope, "LogsKey", { purpose: "logs", forLogs: true });
    const serviceNames = Array.from({ length: count }, (_, index) => `s${index}`);
    new EcsEvents(scope, "EcsEvents", { clusterName: "c", serviceNames, key });
  });
}

describe("metric filters", () => {
  const found = (event: object) =>
    eventFilters({ clusterName: "c", serviceName: "api" })
      .filter(({ pattern }) => matches(pattern, JSON.stringify(event)))
      .map(({ metric }) => metric.name);
  const stopped = (detail: object) => ({ detail: { group: "service:api", lastStatus: "STOPPED", ...detail } });
  const deployment = (eventName: string, service = "api") => ({
    resources: [`arn:aws:ecs:us-east-1:111122223333:service/c/${service}`],
    detail: { eventName },
  });

  test.each([
    ["a container exited", stopped({ stopCode: "EssentialContainerExited" }), ["TaskCrashes"]],
    [
      "a task failed health checks",
      stopped({ stopCode: "ServiceSchedulerInitiated", stoppedReason: "Task failed ELB health checks in (target-group x)" }),
      ["TaskCrashes"],
    ],
    ["a task did not start", stopped({ stopCode: "TaskFailedToStart" }), ["TaskStartFailures"]],
    ["a Spot interruption", stopped({ stopCode: "SpotInterruption" }), ["SpotInterruptions"]],
    ["scaling in", stopped({ stopCode: "ServiceSchedulerInitiated", stoppedReason: "Scaling activity initiated by (deployment x)" }), []],
    ["a task of another service", stopped({ group: "service:api-2", stopCode: "EssentialContainerExited" }), []],
    ["a running task", stopped({ lastStatus: "RUNNING", stopCode: "EssentialContainerExited" }), []],
    ["a failed deployment", deployment("SERVICE_DEPLOYMENT_FAILED"), ["DeploymentFailures"]],
    ["a successful deployment", deployment("SERVICE_DEPLOYMENT_COMPLETED"), []],
    ["a deployment of another service", deployment("SERVICE_DEPLOYMENT_FAILED", "my-api"), []],
  ])("%s", (_, event, names) => expect(found(event)).toEqual(names));
});

describe("events of KMS keys", () => {
  const synth = (of: string, ...keys: readonly string[]) =>
    synthesizeConstructs((scope) => {
      const alerts = { arns: { page: "arn:page", ticket: "arn:ticket" }, of, key: { arn: "arn:alerts" } };
      new KeyEvents(scope, "Keys", { alerts, keys: keys.map((arn) => ({ arn })), runbooks: "https://wiki/runbooks" });
    });
  const stack = synth("us-east-1", "arn:key");
  const pattern = (role: string) =>
    JSON.parse(resource(stack, "aws_cloudwatch_event_rule", `Keys/${role}`).event_pattern as string) as unknown;

  test("match successful calls that disable or delete a key", () => {
    expect(pattern("Calls")).toEqual({
      source: ["aws.kms"],
      "detail-type": ["AWS API Call via CloudTrail"],
      detail: {
        eventSource: ["kms.amazonaws.com"],
        eventName: ["DisableKey", "ScheduleKeyDeletion", "DeleteImportedKeyMaterial"],
        errorCode: [{ exists: false }],
        resources: { ARN: ["arn:alerts", "arn:key"] },
      },
    });
  });

  test("keys are split across rules if one pattern cannot contain all of them", () => {
    const keys = Array.from(
      { length: 41 },
      (_, index) => `arn:aws:kms:ap-southeast-2:123456789012:key/${index}-0000-0000-0000-000000000000`,
    );
    const many = synth("us-east-1", ...keys);
    const patterns = resources(many, "aws_cloudwatch_event_rule").map(({ event_pattern }) => event_pattern as string);
    expect(patterns).toHaveLength(6);
    expect(Math.max(...patterns.map(({ length }) => length))).toBeLessThanOrEqual(2_048);
    for (const key of keys) expect(patterns.filter((text) => text.includes(`"${key}"`))).toHaveLength(2);
  });

  test("match deletions and expirations by KMS", () =>
    expect(pattern("Losses")).toEqual({
      source: ["aws.kms"],
      "detail-type": ["KMS CMK Deletion", "KMS Imported Key Material Expiration"],
      resources: ["arn:alerts", "arn:key"],
    }));

  test.each(["Calls", "Losses"])(
    "%s page in a format that Slack shows, with the runbook and every value that the text references",
    (role) => {
      const target = resource(stack, "aws_cloudwatch_event_target", `Keys/${role}Page`);
      expect(target.arn).toBe("arn:page");
      const { input_paths, input_template } = target.input_transformer as { input_paths: Record<string, string>; input_template: string };
      const text = JSON.parse(input_template) as { content: { description: string } };
      expect(text).toMatchObject({ version: "1.0", source: "custom" });
      expect(text.content.description).toContain(`Runbook: https://wiki/runbooks/${KEY_RUNBOOK}.md`);
      const named = [...input_template.matchAll(/<(\w+)>/g)].map(([, name]) => name ?? "");
      expect([...named].sort()).toEqual(Object.keys(input_paths).sort());
    },
  );

  test("rule names start with the environment, as the topic policy requires", () => {
    for (const rule of resources(stack, "aws_cloudwatch_event_rule")) expect(rule.name).toMatch(/^dev-us-east-1-key-/);
    for (const rule of resources(synth("global"), "aws_cloudwatch_event_rule")) expect(rule.name).toMatch(/^dev-global-key-/);
  });
});
