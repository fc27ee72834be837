import type { Environment } from "../../config/schema";
import { definePlatform } from "../../stacks/platform";
import { known } from "../../stacks/regions";
import { synthesizeQuickly } from "../support/quick-synth";
import { referenceTo, resource, resources, type StackJson } from "../support/synth";
import { platformOf } from "./two-regions";

const SLACK = { workspace: "T0123456789", channel: "C0123456789" };
const ALL: Partial<Environment> = { alerts: { page: { slack: SLACK }, ticket: { slack: { ...SLACK, channel: "C9876543210" } } } };
const global = (changes: Partial<Environment> = {}): StackJson =>
  known(
    synthesizeQuickly((app) => definePlatform(app, platformOf({ ...ALL, ...changes }))),
    "test-watch",
  );
const STACK = global();
const REGIONS = ["eu-west-1", "ap-southeast-2"];

/** The stacks whose states the stack reads. */
const statesOf = (stack: StackJson) =>
  Object.values(stack.data?.terraform_remote_state ?? {})
    .map(({ config }) => (config as { key: string }).key.replace(".tfstate", ""))
    .sort();

const channel = (stack: StackJson, id: string) =>
  (resource(stack, "aws_chatbot_slack_channel_configuration", `Slack/${id}`).sns_topic_arns as readonly string[]).map((arn) =>
    arn.replace(/^\$\{data\.terraform_remote_state\.cross-stack-reference-input-([\w-]+)\.outputs\..*$/, "$1"),
  );

test("is in us-east-1 with its topics, because CloudFront and Route 53 publish metrics there", () => {
  expect(STACK.provider?.aws?.[0]).toMatchObject({ region: "us-east-1" });
  expect(resources(STACK, "aws_sns_topic").map(({ name, provider }) => [name, provider])).toEqual([
    ["test-global-page", undefined],
    ["test-global-ticket", undefined],
  ]);
  const notified = resources(STACK, "aws_cloudwatch_metric_alarm").flatMap(
    ({ alarm_actions }) => (alarm_actions ?? []) as readonly string[],
  );
  const topics = ["Page", "Ticket"].map((id) => referenceTo(STACK, "aws_sns_topic", `Alerts/${id}`, "arn"));
  expect([...new Set(notified)].sort()).toEqual([...topics].sort());
});

test.each([
  ["Page", "Page"],
  ["Ticket", "Ticket"],
])("a Slack channel receives the notifications of every region and of this stack: %s", (id, topic) => {
  expect(channel(STACK, id)).toEqual([
    referenceTo(STACK, "aws_sns_topic", `Alerts/${topic}`, "arn"),
    ...REGIONS.map((region) => `test-${region}-watch`),
  ]);
});

describe("a region that is being decommissioned", () => {
  const left = global({ regions: { "eu-west-1": { primary: true }, "ap-southeast-2": { decommissioning: true } } });

  test("has no reference in this stack: neither from Slack nor as a remote state", () => {
    expect(channel(left, "Page")).toHaveLength(2);
    expect(statesOf(STACK)).toContain("test-ap-southeast-2-watch");
    expect(statesOf(left).filter((state) => state.includes("ap-southeast-2"))).toEqual([]);
  });

  test("is not on the dashboard and has no alarms", () => {
    const names = resources(left, "aws_cloudwatch_metric_alarm").map(({ alarm_name }) => String(alarm_name));
    expect(names).toContain("test-us-east-1-origin-eu-west-1-unhealthy");
    expect(names.filter((name) => name.includes("ap-southeast-2"))).toEqual([]);
    expect(JSON.stringify(resources(left, "aws_cloudwatch_dashboard"))).not.toContain("ap-southeast-2");
  });
});

test("has no name conflicts with the monitoring stack of us-east-1, because global names contain `global`", () => {
  const regions: Environment["regions"] = { "eu-west-1": { primary: true }, "us-east-1": {} };
  const stacks = synthesizeQuickly((app) => definePlatform(app, platformOf({ ...ALL, regions })));
  const types = {
    aws_sns_topic: "name",
    aws_kms_alias: "name",
    aws_cloudwatch_dashboard: "dashboard_name",
    aws_cloudwatch_event_rule: "name",
    aws_cloudwatch_log_group: "name",
    aws_cloudwatch_metric_alarm: "alarm_name",
    aws_cloudwatch_composite_alarm: "alarm_name",
    aws_cloudwatch_log_resource_policy: "policy_name",
    aws_athena_workgroup: "name",
    aws_glue_catalog_database: "name",
    aws_athena_named_query: "name",
  };
  for (const [type, argument] of Object.entries(types)) {
    const names = ["test-us-east-1-watch", "test-watch"].flatMap((id) =>
      resources(known(stacks, id), type).map((block) => block[argument]),
    );
    expect(names.filter((name, index) => names.indexOf(name) < index)).toEqual([]);
  }
});

test("CDN error alarms are suppressed only while no region is healthy", () => {
  const name = (path: string) => referenceTo(STACK, "aws_cloudwatch_metric_alarm", `Alarms/public-name-origin/${path}`, "alarm_name");
  const out = "Alarms/Composites/public-name-origin-AllOut";
  expect(resource(STACK, "aws_cloudwatch_composite_alarm", out).alarm_rule).toBe(
    REGIONS.map((region) => `ALARM("${name(region)}")`).join(" AND "),
  );
  expect(
    resource(STACK, "aws_cloudwatch_composite_alarm", "Alarms/Composites/cdn-main-ServerErrors-Page").actions_suppressor,
  ).toMatchObject({
    alarm: referenceTo(STACK, "aws_cloudwatch_composite_alarm", out, "alarm_name"),
  });
});

test("an environment without a CDN has neither its logs nor its keys", () => {
  const alone = global({
    site: undefined,
    services: { ingest: { image: "ingest:1.0.0", port: 9000, listener: { protocol: "tcp", port: 9000 } } },
  });
  expect(resources(alone, "aws_athena_workgroup")).toEqual([]);
  expect(resources(alone, "aws_cloudwatch_query_definition")).toEqual([]);
  const keys = resources(alone, "aws_cloudwatch_event_rule").map(({ event_pattern }) => event_pattern as string);
  const [own] = [referenceTo(alone, "aws_kms_key", undefined, "arn")];
  expect(keys).toHaveLength(2);
  for (const pattern of keys) expect(pattern.match(/\$\{[^}]+\}/g)).toEqual([own]);
});
