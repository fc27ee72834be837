import { TerraformOutput } from "cdktf";
import type { Suppressors } from "../../../../constructs/observability/suppression/suppressors";
import { alarmPlan } from "../../../../constructs/observability/suppression/alarm-plan";
import { WatchedAlarms } from "../../../../constructs/observability/suppression/watched-alarms";
import { referenceTo, resource, resources, synthesizeConstructs } from "../../../support/synth";
import { alarm, pair, watchedResource } from "./resources";

const THINGS = [
  watchedResource("service", "api", [alarm("Down", "page"), alarm("Cpu", "ticket")], [pair("Both", ["Down", "Cpu"])]),
  watchedResource("database", "main", [alarm("Silent", "page"), alarm("Quiet", "suppresses")]),
  watchedResource("cache", "pages", [alarm("Quiet", "suppresses")]),
];
const CAUSES: Suppressors = new Map([["service-api-Down", ["database-main-Quiet"]]]);

const stack = synthesizeConstructs((scope) => {
  const topics = { page: "arn:page", ticket: "arn:ticket" };
  const alarms = new WatchedAlarms(scope, "Alarms", {
    plan: alarmPlan(THINGS, { suppressors: CAUSES }),
    topics,
    runbooks: "https://wiki/runbooks",
  });
  new TerraformOutput(scope, "paging", { value: alarms.pagingArns });
});
const metricAlarm = (path: string) => resource(stack, "aws_cloudwatch_metric_alarm", `Alarms/${path}`);
const composite = (path: string) => resource(stack, "aws_cloudwatch_composite_alarm", `Alarms/Composites/${path}`);

test("each alarm notifies the topic of its severity, unless a composite alarm notifies on its behalf", () => {
  expect(metricAlarm("database-main/Silent").alarm_actions).toEqual(["arn:page"]);
  expect(metricAlarm("service-api/Cpu").alarm_actions).toEqual(["arn:ticket"]);
  expect(metricAlarm("service-api/Down")).not.toHaveProperty("alarm_actions");
  expect(composite("service-api-Down-Page").alarm_actions).toEqual(["arn:page"]);
});

test("composite alarms reference alarms, so that Terraform creates those first", () => {
  const name = (path: string) => referenceTo(stack, "aws_cloudwatch_metric_alarm", `Alarms/${path}`, "alarm_name");
  expect(composite("service-api-Down-Page")).toMatchObject({
    alarm_rule: `ALARM("${name("service-api/Down")}")`,
    actions_suppressor: { alarm: name("database-main/Quiet"), wait_period: 120, extension_period: 8 * 60 },
  });
  expect(composite("service-api-Both").alarm_rule).toBe(`ALARM("${name("service-api/Down")}") AND ALARM("${name("service-api/Cpu")}")`);
});

test("an alarm that only suppresses is not created if it suppresses nothing", () => {
  const names = resources(stack, "aws_cloudwatch_metric_alarm").map(({ alarm_name }) => alarm_name);
  expect(names).toContain("dev-us-east-1-database-main-quiet");
  expect(names).not.toContain("dev-us-east-1-cache-pages-quiet");
});

test("the ARNs of paging alarms contain no references", () => {
  const arns = "arn:aws:cloudwatch:us-east-1:${data.aws_caller_identity.Account.account_id}:alarm";
  expect([...(stack.output?.paging?.value as string[])].sort()).toEqual([
    `${arns}:dev-us-east-1-database-main-silent`,
    `${arns}:dev-us-east-1-service-api-both`,
    `${arns}:dev-us-east-1-service-api-down-page`,
  ]);
});

test("the runbook URL has the environment's runbook folder", () => {
  expect(metricAlarm("database-main/Silent").alarm_description).toMatch(/ Runbook: https:\/\/wiki\/runbooks\/service-down\.md$/);
});
