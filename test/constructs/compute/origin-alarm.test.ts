import { frontService, originAlarm } from "../../../constructs/compute/origin-alarm";
import { Alarms } from "../../../constructs/observability/alarms";
import { resource, synthesizeConstructs } from "../../support/synth";
import { API, target } from "./fixtures";

const withRoutes = (name: string, priority: number) => ({ ...API, name, routes: { ...API.routes, priority } });

test("the alarm of an origin is one that Route 53 can follow", () => {
  const stack = synthesizeConstructs((scope) => {
    const behind = target(scope, "ApplicationELB", [{ protocol: "tcp", from: 8080 }]);
    new Alarms(scope, "Alarms", [originAlarm(API, behind)]);
  });
  const alarm = resource(stack, "aws_cloudwatch_metric_alarm");
  expect(alarm).toMatchObject({
    alarm_name: "dev-us-east-1-origin",
    namespace: "AWS/ApplicationELB",
    metric_name: "HealthyHostCount",
    dimensions: { LoadBalancer: "app/dev/1", TargetGroup: "targetgroup/api/2" },
    statistic: "Maximum",
    comparison_operator: "LessThanThreshold",
    threshold: 1,
    period: 60,
    evaluation_periods: 2,
    datapoints_to_alarm: 2,
    treat_missing_data: "breaching",
  });
  expect(alarm).not.toHaveProperty("metric_query");
});

test("the front service is the one that is asked last", () => {
  expect(frontService([withRoutes("web", 900), withRoutes("api", 100)]).name).toBe("web");
  expect(frontService([withRoutes("b", 100), withRoutes("a", 100)]).name).toBe("a");
});

test("a region without an HTTP service has no front", () => {
  expect(() => frontService([])).toThrow("a region without an HTTP service has no origin to watch");
});
