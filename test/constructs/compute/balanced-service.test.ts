import type { Service } from "../../../constructs/compute/model";
import { BalancedService } from "../../../constructs/compute/balanced-service";
import { stuckAfter, unhealthyMinutes } from "../../../constructs/compute/deployment-alarms";
import type { Ports } from "../../../constructs/core/security-group";
import { type StackJson, pathOf, referenceTo, resource, resources, synthesizeConstructs } from "../../support/synth";
import { API, INGEST, addresses, ground, target } from "./fixtures";

const OPENINGS: Readonly<Record<Service["kind"], readonly Ports[]>> = {
  http: [{ protocol: "tcp", from: 8080 }],
  network: [
    { protocol: "tcp", from: 9000 },
    { protocol: "tcp", from: 9001 },
  ],
};

function run(service: Service): StackJson {
  return synthesizeConstructs((scope) => {
    const behind = target(scope, service.kind === "http" ? "ApplicationELB" : "NetworkELB", OPENINGS[service.kind]);
    new BalancedService(scope, "Service", { ...ground(scope), service, target: behind, bindings: [] });
  });
}

const stack = run(API);
const service = resource(stack, "aws_ecs_service");

test("a service runs in private subnets, in its own security group, without a public IP address", () => {
  expect(service).toMatchObject({
    name: "dev-api",
    cluster: referenceTo(stack, "aws_ecs_cluster", undefined, "arn"),
    task_definition: referenceTo(stack, "aws_ecs_task_definition", undefined, "arn"),
    network_configuration: {
      subnets: ["subnet-a", "subnet-b"],
      security_groups: [referenceTo(stack, "aws_security_group", "Network/SecurityGroup/Resource", "id")],
      assign_public_ip: false,
    },
  });
});

test("a service has a strategy over both capacity providers, and no launch type", () => {
  expect(service.capacity_provider_strategy).toEqual([
    { capacity_provider: "FARGATE", base: 2, weight: 1 },
    { capacity_provider: "FARGATE_SPOT", base: 0, weight: 3 },
  ]);
  expect(service).not.toHaveProperty("launch_type");
  expect(service.force_new_deployment).toBe(true);
});

test("a deployment keeps full capacity, rebalances across zones, and rolls back automatically", () => {
  expect(service).toMatchObject({
    deployment_controller: { type: "ECS" },
    deployment_minimum_healthy_percent: 100,
    deployment_maximum_percent: 200,
    availability_zone_rebalancing: "ENABLED",
    deployment_circuit_breaker: { enable: true, rollback: true },
    alarms: {
      enable: true,
      rollback: true,
      alarm_names: [referenceTo(stack, "aws_cloudwatch_metric_alarm", "Alarms/Deployment", "alarm_name")],
    },
    wait_for_steady_state: false,
    enable_execute_command: false,
    propagate_tags: "SERVICE",
    enable_ecs_managed_tags: true,
  });
});

test("Terraform sets the desired count only on creation; then autoscaling owns it", () => {
  expect(service).toMatchObject({ desired_count: 2, lifecycle: { ignore_changes: ["desired_count"] } });
});

test("a service is registered in its target group, with a grace period", () => {
  expect(service).toMatchObject({
    load_balancer: [{ target_group_arn: "arn:target-group", container_name: "api", container_port: 8080 }],
    health_check_grace_period_seconds: 90,
  });
});

test("a service waits for its capacity providers, its listener rule, its policies and all its security group rules", () => {
  const awaited = addresses(stack, /CapacityProviders$|ExecutionRole\/Policy$|TaskRole\/Resource$|Network\/Rules\/|^Rule$/);
  expect(awaited).toHaveLength(7);
  expect(new Set(service.depends_on as string[])).toEqual(new Set(awaited));
});

test("only the load balancer reaches the tasks, and the tasks reach AWS by HTTPS", () => {
  const group = referenceTo(stack, "aws_security_group", "Network/SecurityGroup/Resource", "id");
  const loadBalancer = referenceTo(stack, "aws_security_group", "LoadBalancerGroup/Resource", "id");
  const tcp = (port: number) => ({ ip_protocol: "tcp", from_port: port, to_port: port });
  expect(resources(stack, "aws_vpc_security_group_ingress_rule")).toEqual([
    expect.objectContaining({ security_group_id: group, referenced_security_group_id: loadBalancer, ...tcp(8080) }),
  ]);
  expect(resources(stack, "aws_vpc_security_group_egress_rule")).toEqual([
    expect.objectContaining({ security_group_id: group, cidr_ipv4: "0.0.0.0/0", ...tcp(443) }),
    expect.objectContaining({ security_group_id: loadBalancer, referenced_security_group_id: group, ...tcp(8080) }),
  ]);
});

test("a previous port is open for the load balancer next to the port, and is not mapped in the container", () => {
  const changing = synthesizeConstructs((scope) => {
    const behind = target(scope, "ApplicationELB", OPENINGS.http, [{ protocol: "tcp", from: 8000 }]);
    new BalancedService(scope, "Service", { ...ground(scope), service: API, target: behind, bindings: [] });
  });
  // The rules keep the addresses that they have while a port is the only one.
  const [port, previous] = [/LoadBalancer-tcp-8080(In|E)gress$/, /LoadBalancer-tcp-8000(In|E)gress$/];
  expect(addresses(changing, port)).toEqual(addresses(stack, port));
  expect(addresses(changing, port)).toHaveLength(2);
  expect(addresses(changing, previous)).toHaveLength(2);
  expect(resource(changing, "aws_ecs_task_definition")).toEqual(resource(stack, "aws_ecs_task_definition"));
  expect(resource(changing, "aws_ecs_service").depends_on).toEqual(expect.arrayContaining([...addresses(changing, previous)]));
});

test("a separate health check port is open, and is mapped in the container", () => {
  const ingest = run(INGEST);
  const ports = resources(ingest, "aws_vpc_security_group_ingress_rule").map(({ from_port }) => from_port);
  expect(ports).toEqual([9000, 9001]);
  const [container] = JSON.parse(resource(ingest, "aws_ecs_task_definition").container_definitions as string) as {
    portMappings: unknown;
  }[];
  expect(container?.portMappings).toEqual([
    { containerPort: 9000, hostPort: 9000, protocol: "tcp" },
    { containerPort: 9001, hostPort: 9001, protocol: "tcp" },
  ]);
  expect(resource(ingest, "aws_ecs_service").load_balancer).toMatchObject([{ container_port: 9000 }]);
});

describe("the rollback alarm of a deployment", () => {
  test("uses the error rate of an HTTP service, with names known at synthesis", () => {
    const dimensions = { LoadBalancer: "app/dev/1", TargetGroup: "targetgroup/api/2" };
    const metric = (name: string) => ({ namespace: "AWS/ApplicationELB", metric_name: name, dimensions, stat: "Sum", period: 60 });
    expect(resource(stack, "aws_cloudwatch_metric_alarm")).toMatchObject({
      alarm_name: "dev-us-east-1-api-deployment",
      comparison_operator: "GreaterThanThreshold",
      threshold: 5,
      evaluation_periods: 2,
      datapoints_to_alarm: 2,
      treat_missing_data: "notBreaching",
      metric_query: [
        { id: "result", expression: "IF(requests >= 20, 100 * errors / requests, 0)", return_data: true },
        { id: "errors", metric: metric("HTTPCode_Target_5XX_Count"), return_data: false },
        { id: "requests", metric: metric("RequestCount"), return_data: false },
      ],
    });
    // CloudWatch rejects a period or a metric next to metric math.
    expect(resource(stack, "aws_cloudwatch_metric_alarm")).not.toHaveProperty("period");
    expect(resource(stack, "aws_cloudwatch_metric_alarm")).not.toHaveProperty("metric_name");
  });

  test("uses unhealthy tasks of a service behind the NLB, for longer than a start can take", () => {
    expect(resource(run(INGEST), "aws_cloudwatch_metric_alarm")).toMatchObject({
      namespace: "AWS/NetworkELB",
      metric_name: "UnHealthyHostCount",
      statistic: "Maximum",
      comparison_operator: "GreaterThanOrEqualToThreshold",
      threshold: 1,
      evaluation_periods: 3,
      treat_missing_data: "notBreaching",
    });
  });

  test.each([
    ["0 seconds", 2],
    ["60 seconds", 3],
    ["61 seconds", 4],
    ["1 hour", 62],
  ] as const)("with a grace period of %s, fires after %d unhealthy minutes", (gracePeriod, expected) => {
    expect(unhealthyMinutes(gracePeriod)).toBe(expected);
  });

  test.each([
    ["30 seconds", 300],
    ["150 seconds", 300],
    ["151 seconds", 302],
    ["12 hours", 86_400],
  ] as const)("with a visibility timeout of %s, treats a message as stuck after %d s", (visibility, expected) => {
    expect(stuckAfter(visibility)).toBe(expected);
  });
});

describe("scaling", () => {
  const policies = (json: StackJson) => resources(json, "aws_appautoscaling_policy");
  const name = (json: StackJson, index: number) => Object.keys(json.resource?.aws_appautoscaling_policy ?? {})[index] ?? "";

  test("keeps the service between its minimum and maximum capacity", () => {
    expect(resource(stack, "aws_appautoscaling_target")).toMatchObject({
      service_namespace: "ecs",
      scalable_dimension: "ecs:service:DesiredCount",
      resource_id: `service/dev-us-east-1/${referenceTo(stack, "aws_ecs_service", undefined, "name")}`,
      min_capacity: 2,
      max_capacity: 20,
    });
    expect(resource(stack, "aws_appautoscaling_target")).not.toHaveProperty("lifecycle");
  });

  test("uses only CPU by default", () => {
    expect(policies(stack)).toHaveLength(1);
    expect(policies(stack)[0]).toMatchObject({
      name: "api-cpu",
      policy_type: "TargetTrackingScaling",
      target_tracking_scaling_policy_configuration: {
        target_value: 60,
        scale_out_cooldown: 60,
        scale_in_cooldown: 300,
        disable_scale_in: false,
        predefined_metric_specification: { predefined_metric_type: "ECSServiceAverageCPUUtilization" },
      },
    });
  });

  test("creates policies on memory and requests one after another, after the listener rule", () => {
    const all = run({ ...API, scale: { ...API.scale, memory: 70, requestsPerTask: 400 } });
    const specification = (index: number) => policies(all)[index]?.target_tracking_scaling_policy_configuration;
    expect(specification(1)).toMatchObject({
      target_value: 70,
      predefined_metric_specification: { predefined_metric_type: "ECSServiceAverageMemoryUtilization" },
    });
    expect(specification(2)).toMatchObject({
      target_value: 400,
      predefined_metric_specification: {
        predefined_metric_type: "ALBRequestCountPerTarget",
        resource_label: "app/dev/1/targetgroup/api/2",
      },
    });
    expect(policies(all).map(({ depends_on }) => depends_on)).toEqual([
      ["aws_lb_listener_rule.Rule"],
      [`aws_appautoscaling_policy.${name(all, 0)}`],
      [`aws_appautoscaling_policy.${name(all, 1)}`],
    ]);
  });

  test("has no request policy behind an NLB, which counts no requests", () => {
    expect(policies(run(INGEST)).map(({ name: policy }) => policy)).toEqual(["ingest-cpu"]);
  });

  test("has scheduled actions that change the capacity limits, which Terraform then ignores", () => {
    const morning = { name: "morning", cron: "cron(0 7 ? * MON-FRI *)", timeZone: "Europe/Berlin", min: 10, max: 40 };
    const night = { name: "night", cron: "cron(0 22 * * ? *)", timeZone: "Europe/Berlin", min: 2, max: 20 };
    const scheduled = run({ ...API, scale: { ...API.scale, schedules: [morning, night] } });
    expect(resource(scheduled, "aws_appautoscaling_target").lifecycle).toEqual({ ignore_changes: ["min_capacity", "max_capacity"] });
    const [first, second] = resources(scheduled, "aws_appautoscaling_scheduled_action");
    expect(first).toMatchObject({
      name: "api-morning",
      schedule: "cron(0 7 ? * MON-FRI *)",
      timezone: "Europe/Berlin",
      scalable_target_action: { min_capacity: "10", max_capacity: "40" },
      depends_on: [`aws_appautoscaling_policy.${name(scheduled, 0)}`],
    });
    const [firstName] = Object.keys(scheduled.resource?.aws_appautoscaling_scheduled_action ?? {});
    expect(second?.depends_on).toEqual([`aws_appautoscaling_scheduled_action.${firstName}`]);
    expect(pathOf(second ?? {})).toBe("Service/Autoscaling/Schedule-night");
  });
});
