import type { MessageWorker, Schedule } from "../../../constructs/compute/model";
import { QueueWorker } from "../../../constructs/compute/queue-worker";
import { allowsZero } from "../../../constructs/compute/scaling-policies";
import { consumableQueue } from "../../../constructs/queue/consumable";
import { type StackJson, referenceTo, resource, resources, synthesizeConstructs } from "../../support/synth";
import { EMAILS, MAILER, ground } from "./fixtures";

function run(worker: MessageWorker = MAILER): StackJson {
  return synthesizeConstructs((scope) => {
    new QueueWorker(scope, "Worker", { ...ground(scope), worker, consumes: consumableQueue(EMAILS, "dev-emails"), bindings: [] });
  });
}

const withScale = (scale: Partial<MessageWorker["scale"]>) => run({ ...MAILER, scale: { ...MAILER.scale, ...scale } });
const stack = run();

test("a worker accepts no connections, and has no load balancer and no grace period", () => {
  expect(resources(stack, "aws_vpc_security_group_ingress_rule")).toEqual([]);
  const service = resource(stack, "aws_ecs_service");
  expect(service).not.toHaveProperty("load_balancer");
  expect(service).not.toHaveProperty("health_check_grace_period_seconds");
  expect(service.capacity_provider_strategy).toEqual([
    { capacity_provider: "FARGATE", base: 0, weight: 0 },
    { capacity_provider: "FARGATE_SPOT", base: 0, weight: 1 },
  ]);
});

test("a worker has a stop timeout of two minutes, the notice period of Spot", () => {
  const [container] = JSON.parse(resource(stack, "aws_ecs_task_definition").container_definitions as string) as { stopTimeout: number }[];
  expect(container?.stopTimeout).toBe(120);
});

test("a worker scales on its backlog per task, computed from two metrics", () => {
  const [policy, ...others] = resources(stack, "aws_appautoscaling_policy");
  expect(others).toEqual([]);
  const dimension = (name: string, value: string) => ({ name, value });
  expect(policy).toMatchObject({
    name: "mailer-backlog",
    policy_type: "TargetTrackingScaling",
    target_tracking_scaling_policy_configuration: {
      target_value: 120,
      scale_out_cooldown: 60,
      scale_in_cooldown: 300,
      customized_metric_specification: {
        metrics: [
          {
            id: "result",
            expression: "IF(FILL(running, REPEAT) > 0, visible / FILL(running, REPEAT), visible)",
            label: "Waiting messages per task",
            return_data: true,
          },
          {
            id: "visible",
            metric_stat: {
              metric: {
                namespace: "AWS/SQS",
                metric_name: "ApproximateNumberOfMessagesVisible",
                dimensions: [dimension("QueueName", "dev-emails")],
              },
              stat: "Sum",
            },
            return_data: false,
          },
          {
            id: "running",
            metric_stat: {
              metric: {
                namespace: "ECS/ContainerInsights",
                metric_name: "RunningTaskCount",
                dimensions: [dimension("ClusterName", "dev-us-east-1"), dimension("ServiceName", "dev-mailer")],
              },
              stat: "Average",
            },
            return_data: false,
          },
        ],
      },
    },
  });
});

test("a deployment of a worker is rolled back if messages are stuck", () => {
  expect(resource(stack, "aws_cloudwatch_metric_alarm")).toMatchObject({
    alarm_name: "dev-us-east-1-mailer-deployment",
    namespace: "AWS/SQS",
    metric_name: "ApproximateAgeOfOldestMessage",
    dimensions: { QueueName: "dev-emails" },
    statistic: "Maximum",
    comparison_operator: "GreaterThanThreshold",
    threshold: 300,
    evaluation_periods: 3,
    treat_missing_data: "notBreaching",
  });
});

describe("a worker that scales to zero", () => {
  const sleepy = withScale({ min: 0 });
  const [, wake] = resources(sleepy, "aws_appautoscaling_policy");

  test("starts without tasks", () => {
    expect(resource(sleepy, "aws_ecs_service").desired_count).toBe(0);
    expect(resource(sleepy, "aws_appautoscaling_target").min_capacity).toBe(0);
  });

  test("scales from zero by adding one task, never to a fixed count, with a policy created after the first one", () => {
    expect(wake).toMatchObject({
      name: "mailer-wake",
      policy_type: "StepScaling",
      step_scaling_policy_configuration: {
        adjustment_type: "ChangeInCapacity",
        cooldown: 180,
        step_adjustment: [{ metric_interval_lower_bound: "0", scaling_adjustment: 1 }],
      },
      depends_on: [referenceTo(sleepy, "aws_appautoscaling_policy", "Autoscaling/Backlog", "x").slice(2, -3)],
    });
  });

  test("scales from zero if messages wait while no task runs", () => {
    expect(resource(sleepy, "aws_cloudwatch_metric_alarm", "Worker/Alarms/Wake")).toMatchObject({
      alarm_name: "dev-us-east-1-mailer-wake",
      comparison_operator: "GreaterThanThreshold",
      threshold: 0,
      evaluation_periods: 3,
      treat_missing_data: "notBreaching",
      alarm_actions: [referenceTo(sleepy, "aws_appautoscaling_policy", "Autoscaling/Wake", "arn")],
      metric_query: [{ expression: "IF(FILL(running, 0) < 1, visible, 0)", return_data: true }, { id: "visible" }, { id: "running" }],
    });
  });

  test.each([
    [[1], false],
    [[0], true],
    [[1, 2], false],
    [[1, 0], true],
  ])("with minimum capacities %j: %s", (minima, expected) => {
    expect(allowsZero(minima)).toBe(expected);
  });

  test("by schedule also scales from zero", () => {
    const night: Schedule = { name: "night", cron: "cron(0 22 * * ? *)", timeZone: "UTC", min: 0, max: 5 };
    expect(resources(withScale({ schedules: [night] }), "aws_appautoscaling_policy")).toHaveLength(2);
  });
});
