import { frontService, scalesToZero, networkServiceAlarm, originAlarm } from "../../../constructs/compute/origin-alarm";
import { Alarms } from "../../../constructs/alarms/alarms";
import { resource, synthesizeConstructs } from "../../support/synth";
import { API, INGEST, target } from "./fixtures";

const withRoutes = (name: string, priority: number) => ({ ...API, name, routes: { ...API.routes, priorities: [priority] } });

/** One metric with periods of whole minutes, as a Route 53 health check requires. */
const FOLLOWED = {
  metric_name: "HealthyHostCount",
  statistic: "Maximum",
  comparison_operator: "LessThanThreshold",
  threshold: 1,
  period: 60,
  evaluation_periods: 2,
  datapoints_to_alarm: 2,
  treat_missing_data: "breaching",
};

test("the origin alarm is valid for a Route 53 health check", () => {
  const stack = synthesizeConstructs((scope) => {
    const behind = target(scope, "ApplicationELB", [{ protocol: "tcp", from: 8080 }]);
    new Alarms(scope, "Alarms", [originAlarm(API, behind)]);
  });
  const alarm = resource(stack, "aws_cloudwatch_metric_alarm");
  expect(alarm).toMatchObject({
    alarm_name: "dev-us-east-1-origin",
    namespace: "AWS/ApplicationELB",
    dimensions: { LoadBalancer: "app/dev/1", TargetGroup: "targetgroup/api/2" },
    ...FOLLOWED,
  });
  expect(alarm).not.toHaveProperty("metric_query");
});

test("the alarm of a network service monitors only its own tasks", () => {
  const stack = synthesizeConstructs((scope) => {
    const behind = { ...target(scope, "NetworkELB", [{ protocol: "udp", from: 9000 }]), targetGroupSuffix: "targetgroup/ingest/3" };
    new Alarms(scope, "Alarms", [networkServiceAlarm(INGEST, behind)]);
  });
  const alarm = resource(stack, "aws_cloudwatch_metric_alarm", "Alarms/ingest");
  expect(alarm).toMatchObject({
    alarm_name: "dev-us-east-1-ingest-down",
    namespace: "AWS/NetworkELB",
    dimensions: { LoadBalancer: "net/dev/1", TargetGroup: "targetgroup/ingest/3" },
    ...FOLLOWED,
  });
  expect(alarm).not.toHaveProperty("metric_query");
});

const NIGHT = { name: "night", cron: "cron(0 20 * * ? *)", timeZone: "UTC", max: 4 };

test.each([
  [1, [], false],
  [0, [], true],
  [1, [{ ...NIGHT, min: 1 }], false],
  [1, [{ ...NIGHT, min: 0 }], true],
])("a service with at least %i tasks and the schedules %j scales to zero: %s", (min, schedules, expected) => {
  expect(scalesToZero({ scale: { ...INGEST.scale, min, schedules } })).toBe(expected);
});

test("the front service is the one with the lowest-priority routes", () => {
  expect(frontService([withRoutes("web", 900), withRoutes("api", 100)]).name).toBe("web");
  expect(frontService([withRoutes("b", 100), withRoutes("a", 100)]).name).toBe("a");
});

test("rejects a region without an HTTP service", () => {
  expect(() => frontService([])).toThrow("a region without an HTTP service has no origin to monitor");
});
