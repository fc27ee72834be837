import { BackgroundWorker } from "../../../constructs/compute/background-worker";
import type { IndependentWorker } from "../../../constructs/compute/model";
import { type StackJson, resource, resources, synthesizeConstructs } from "../../support/synth";
import { MAILER, ground } from "./fixtures";

const { consumes: _queue, ...rest } = MAILER;
const WAITING = {
  name: "jobs-waiting",
  pattern: "{ $.waiting = * }",
  value: "$.waiting",
  unit: "Count",
  statistic: "Maximum",
  betterIs: "lower",
} as const;

function run(scale: Partial<IndependentWorker["scale"]>, changes: Partial<IndependentWorker> = {}): StackJson {
  const worker = { ...rest, name: "sidekiq", metrics: [WAITING], ...changes, scale: { min: 1, max: 4, schedules: [], ...scale } };
  return synthesizeConstructs((scope) => {
    new BackgroundWorker(scope, "Worker", { ...ground(scope), worker, bindings: [] });
  });
}

const policies = (stack: StackJson) => resources(stack, "aws_appautoscaling_policy").map(({ name }) => name);

test("a worker without a queue has no load balancer, no right to a queue, and at least its minimum of tasks", () => {
  const stack = run({ cpu: 60 });
  const service = resource(stack, "aws_ecs_service");
  expect(service).not.toHaveProperty("load_balancer");
  expect(service.desired_count).toBe(1);
  expect(JSON.stringify(stack)).not.toContain("sqs:");
  expect(resources(stack, "aws_vpc_security_group_ingress_rule")).toEqual([]);
});

test.each<[Partial<IndependentWorker["scale"]>, readonly string[]]>([
  [{}, []],
  [{ cpu: 60 }, ["sidekiq-cpu"]],
  [{ cpu: 60, memory: 80 }, ["sidekiq-cpu", "sidekiq-memory"]],
  [{ metric: { name: "jobs-waiting", perTask: 100 } }, ["sidekiq-metric"]],
])("with the targets %j it scales by %j", (scale, expected) => {
  expect(policies(run(scale))).toEqual(expected);
});

test("its own metric is divided by the running tasks", () => {
  const policy = resource(run({ metric: { name: "jobs-waiting", perTask: 100 } }), "aws_appautoscaling_policy");
  expect(policy.target_tracking_scaling_policy_configuration).toMatchObject({
    target_value: 100,
    customized_metric_specification: {
      metrics: [
        { id: "result", expression: "IF(FILL(running, REPEAT) > 0, visible / FILL(running, REPEAT), visible)", return_data: true },
        {
          id: "visible",
          metric_stat: { metric: { namespace: "Terrace/Business/dev/worker/sidekiq", metric_name: "jobs-waiting" }, stat: "Maximum" },
        },
        { id: "running", metric_stat: { metric: { metric_name: "RunningTaskCount" } } },
      ],
    },
  });
});

test("a deployment is rolled back if no task runs", () => {
  const alarm = resource(run({ cpu: 60 }), "aws_cloudwatch_metric_alarm");
  expect(alarm).toMatchObject({ threshold: 1, comparison_operator: "GreaterThanOrEqualToThreshold", treat_missing_data: "notBreaching" });
  expect(JSON.stringify(alarm.metric_query)).toContain("IF(desired > 0 AND FILL(running, 0) < 1, 1, 0)");
});

test("a worker that waits for its first image does not scale", () => {
  const stack = run({ cpu: 60, min: 0 }, { waitsForImage: true });
  expect(resources(stack, "aws_appautoscaling_target")).toEqual([]);
});
