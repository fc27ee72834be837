import type { Causes } from "../../../../constructs/observability/watched/causes";
import type { Watched } from "../../../../constructs/observability/watched/keys";
import { WatchedAlarms } from "../../../../constructs/observability/watched/watched-alarms";
import { referenceTo, resource, resources, type StackJson, synthesizeConstructs } from "../../../support/synth";
import { alarm, pair, thing } from "./things";

const THINGS = [
  thing("service", "api", [alarm("Down", "page"), alarm("Cpu", "ticket")], [pair("Both", ["Down", "Cpu"])]),
  thing("database", "main", [alarm("Silent", "page"), alarm("Quiet", "explains")]),
  thing("cache", "pages", [alarm("Quiet", "explains")]),
];
const CAUSES: Causes = new Map([["service-api-Down", ["database-main-Quiet"]]]);

function made(things: readonly Watched[], causes: Causes): { readonly stack: StackJson; readonly paging: readonly string[] } {
  let paging: readonly string[] = [];
  const stack = synthesizeConstructs((scope) => {
    const topics = { page: "arn:page", ticket: "arn:ticket" };
    ({ paging } = new WatchedAlarms(scope, "Alarms", { things, causes, topics, runbooks: "https://wiki/runbooks" }));
  });
  return { stack, paging };
}

const { stack, paging } = made(THINGS, CAUSES);
const metricAlarm = (path: string) => resource(stack, "aws_cloudwatch_metric_alarm", `Alarms/${path}`);
const composite = (path: string) => resource(stack, "aws_cloudwatch_composite_alarm", `Alarms/Composites/${path}`);

test("each alarm tells the topic of its severity, those that another one tells in their stead nobody", () => {
  expect(metricAlarm("database-main/Silent").alarm_actions).toEqual(["arn:page"]);
  expect(metricAlarm("service-api/Cpu").alarm_actions).toEqual(["arn:ticket"]);
  expect(metricAlarm("service-api/Down")).not.toHaveProperty("alarm_actions");
  expect(composite("service-api-Down-Page").alarm_actions).toEqual(["arn:page"]);
});

test("composite alarms name alarms by references, so that Terraform makes those before", () => {
  const name = (path: string) => referenceTo(stack, "aws_cloudwatch_metric_alarm", `Alarms/${path}`, "alarm_name");
  expect(composite("service-api-Down-Page")).toMatchObject({
    alarm_rule: `ALARM("${name("service-api/Down")}")`,
    actions_suppressor: { alarm: name("database-main/Quiet"), wait_period: 120, extension_period: 8 * 60 },
  });
  expect(composite("service-api-Both").alarm_rule).toBe(`ALARM("${name("service-api/Down")}") AND ALARM("${name("service-api/Cpu")}")`);
});

test("what only explains, and explains nothing, is not made", () => {
  const names = resources(stack, "aws_cloudwatch_metric_alarm").map(({ alarm_name }) => alarm_name);
  expect(names).toContain("dev-us-east-1-database-main-quiet");
  expect(names).not.toContain("dev-us-east-1-cache-pages-quiet");
});

test("what pages is known by its name in AWS, as plain text", () => {
  expect([...paging].sort()).toEqual([
    "dev-us-east-1-database-main-silent",
    "dev-us-east-1-service-api-both",
    "dev-us-east-1-service-api-down-page",
  ]);
});

test("the runbook is where the environment says", () => {
  expect(metricAlarm("database-main/Silent").alarm_description).toMatch(/ Runbook: https:\/\/wiki\/runbooks\/service-down\.md$/);
});
