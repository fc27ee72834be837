import type { Container } from "../../../constructs/compute/model";
import { TaskDefinition, type TaskDefinitionProps } from "../../../constructs/compute/task-definition";
import { escapeLiterals, literals } from "../../../constructs/core/literal";
import type { Placement } from "../../../constructs/core/placement";
import { type Block, type StackJson, referenceTo, resource, resources, statementsOf, synthesizeConstructs } from "../../support/synth";
import { CONTAINER, NOTHING, ground } from "./fixtures";

function define(props: Partial<TaskDefinitionProps> = {}, placement: Partial<Placement> = {}): StackJson {
  return synthesizeConstructs((stack) => {
    const { repositories, logsKey } = ground(stack);
    new TaskDefinition(stack, "Task", {
      name: "api",
      kind: "service",
      container: CONTAINER,
      ports: [{ protocol: "tcp", from: 8080 }],
      bindings: [],
      repositories,
      logsKey,
      basics: { PORT: "8080" },
      startPeriod: 60,
      ...props,
    });
  }, placement);
}

const containerOf = (stack: StackJson) => {
  const [container] = JSON.parse(resource(stack, "aws_ecs_task_definition").container_definitions as string) as readonly Block[];
  return container ?? {};
};

const bindings = [
  {
    ...NOTHING,
    name: "main",
    environment: { MAIN_DB_NAME: "photos" },
    secrets: { MAIN_DB_PASSWORD: "arn:secret:password::" },
    executionStatements: [
      { actions: ["secretsmanager:GetSecretValue"], resources: ["arn:secret"] },
      { actions: ["kms:Decrypt"], resources: ["arn:key"] },
    ],
  },
  { ...NOTHING, name: "emails", taskStatements: [{ actions: ["sqs:SendMessage"], resources: ["arn:queue"] }] },
];

test("a task runs on Fargate with its own size and architecture", () => {
  const stack = define();
  expect(resource(stack, "aws_ecs_task_definition")).toMatchObject({
    family: "dev-api",
    requires_compatibilities: ["FARGATE"],
    network_mode: "awsvpc",
    cpu: "512",
    memory: "1024",
    runtime_platform: { operating_system_family: "LINUX", cpu_architecture: "ARM64" },
    volume: [{ name: "scratch-1" }],
    execution_role_arn: referenceTo(stack, "aws_iam_role", "ExecutionRole/Resource", "arn"),
    task_role_arn: referenceTo(stack, "aws_iam_role", "TaskRole/Resource", "arn"),
  });
  const x86 = define({ container: { ...CONTAINER, architecture: "x86_64" } });
  expect(resource(x86, "aws_ecs_task_definition").runtime_platform).toMatchObject({ cpu_architecture: "X86_64" });
});

test("the container writes to its own log group", () => {
  const stack = define();
  expect(resource(stack, "aws_cloudwatch_log_group", "Log/Resource")).toMatchObject({
    name: "/dev/service/api",
    retention_in_days: 30,
    kms_key_id: referenceTo(stack, "aws_kms_key", undefined, "arn"),
  });
  expect(containerOf(stack).logConfiguration).toMatchObject({
    options: { "awslogs-group": referenceTo(stack, "aws_cloudwatch_log_group", "Log/Resource", "name") },
  });
});

test("the container has the default variables and those of its bindings", () => {
  expect(containerOf(define({ bindings }))).toMatchObject({
    environment: [
      { name: "AWS_REGION", value: "us-east-1" },
      { name: "ENVIRONMENT", value: "dev" },
      { name: "MAIN_DB_NAME", value: "photos" },
      { name: "PORT", value: "8080" },
    ],
    secrets: [{ name: "MAIN_DB_PASSWORD", valueFrom: "arn:secret:password::" }],
  });
});

test("configured strings are escaped for Terraform, references are not", () => {
  // As stacks/platform.ts and Stack do for every string.
  const container = literals({ ...CONTAINER, environment: { GREETING: "${name}" } });
  const stack = escapeLiterals(define({ container }));
  expect(resource(stack, "aws_ecs_task_definition").container_definitions).toContain('"value":"$${name}"');
});

test("only ECS tasks of this account can assume the two roles", () => {
  const stack = define();
  const roles = resources(stack, "aws_iam_role");
  expect(roles.map(({ name }) => name)).toEqual(["dev-us-east-1-api-execution", "dev-us-east-1-api-task"]);
  for (const role of roles) {
    expect(statementsOf(role, "assume_role_policy")).toEqual([
      {
        Effect: "Allow",
        Principal: { Service: "ecs-tasks.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "aws:SourceAccount": "${data.aws_caller_identity.Account.account_id}" } },
      },
    ]);
  }
});

const LOGS = (stack: StackJson) => ({
  Effect: "Allow",
  Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
  Resource: `${referenceTo(stack, "aws_cloudwatch_log_group", "Log/Resource", "arn")}:*`,
});

test("the execution role can only pull from its repository, write to its log and read its secrets", () => {
  const stack = define({ bindings });
  const policy = resource(stack, "aws_iam_role_policy", "ExecutionRole/Policy");
  expect(policy.role).toBe(referenceTo(stack, "aws_iam_role", "ExecutionRole/Resource", "name"));
  expect(statementsOf(policy)).toEqual([
    { Effect: "Allow", Action: "ecr:GetAuthorizationToken", Resource: "*" },
    {
      Effect: "Allow",
      Action: ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
      Resource: "arn:aws:ecr:us-east-1:111122223333:repository/dev/api",
    },
    LOGS(stack),
    { Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: "arn:secret" },
    { Effect: "Allow", Action: "kms:Decrypt", Resource: "arn:key" },
  ]);
});

test("with an external image the execution role has no registry permissions", () => {
  const stack = define({ container: { ...CONTAINER, image: { kind: "external", reference: "ghcr.io/a/b:1" } } });
  expect(statementsOf(resource(stack, "aws_iam_role_policy", "ExecutionRole/Policy"))).toEqual([LOGS(stack)]);
});

test("the task role has only the permissions of its bindings", () => {
  const stack = define({ bindings });
  const policy = resource(stack, "aws_iam_role_policy", "TaskRole/Policy");
  expect(policy.role).toBe(referenceTo(stack, "aws_iam_role", "TaskRole/Resource", "name"));
  expect(statementsOf(policy)).toEqual([{ Effect: "Allow", Action: "sqs:SendMessage", Resource: "arn:queue" }]);
});

test("a task without bindings has a role without a policy", () => {
  const stack = define();
  expect(resources(stack, "aws_iam_role_policy")).toHaveLength(1);
  expect(resource(stack, "aws_iam_role_policy").role).toBe(referenceTo(stack, "aws_iam_role", "ExecutionRole/Resource", "name"));
});

test.each([
  ["retain", true],
  ["destroy", false],
] as const)("with the removal policy %s, old revisions are kept for a rollback: %s", (removalPolicy, kept) => {
  expect(resource(define({}, { removalPolicy }), "aws_ecs_task_definition").skip_destroy).toBe(kept);
});

test.each<[Partial<Container>, string]>([
  [{ cpu: 512, memory: "512 MB" }, '"api" has cpu 512 and memory "512 MB"; Fargate allows 1 to 4 GB in steps of 1 GB with that CPU'],
  [{ cpu: 300, memory: "1 GB" }, '"api" has cpu 300 and memory "1 GB"; Fargate has no such CPU'],
])("rejects a size that Fargate does not support: %j", (size, message) => {
  expect(() => define({ container: { ...CONTAINER, ...size } })).toThrow(message);
});

describe("a collector", () => {
  const containersOf = (stack: StackJson) =>
    JSON.parse(resource(stack, "aws_ecs_task_definition").container_definitions as string) as readonly Block[];
  const taskStatements = (stack: StackJson) => statementsOf(resource(stack, "aws_iam_role_policy", "TaskRole/Policy"));
  const variablesOf = (container: Block | undefined) =>
    Object.fromEntries((container?.environment as readonly { name: string; value: string }[]).map(({ name, value }) => [name, value]));
  const tracing = { sampling: "5%" } as const;
  const prometheus = { remoteWriteUrl: "https://aps.example.com/remote_write", workspaceArn: "arn:workspace" };

  test("exists only with traces or Prometheus", () => {
    const stack = define();
    expect(containersOf(stack)).toHaveLength(1);
    expect(Object.keys(containerOf(stack))).not.toContain("dependsOn");
    expect(Object.keys(variablesOf(containerOf(stack))).filter((name) => name.startsWith("OTEL_"))).toEqual([]);
    expect(resources(stack, "aws_cloudwatch_log_group")).toHaveLength(1 + INSIGHTS);
    expect(containersOf(define({ tracing }))).toHaveLength(2);
    expect(containersOf(define({ prometheus }))).toHaveLength(2);
  });

  test("starts before the workload's container and stops after it, uses its log group, and is not essential", () => {
    const stack = define({ tracing });
    const [program, collector] = containersOf(stack);
    expect(program).toMatchObject({ essential: true, cpu: 480, dependsOn: [{ containerName: collector?.name, condition: "START" }] });
    expect(collector).toMatchObject({
      name: "otel_collector",
      essential: false,
      logConfiguration: {
        options: { "awslogs-group": referenceTo(stack, "aws_cloudwatch_log_group", "Log/Resource", "name"), "awslogs-region": "us-east-1" },
      },
    });
  });

  test("sends traces to X-Ray, and latency to its own log group", () => {
    const stack = define({ tracing });
    expect(resource(stack, "aws_cloudwatch_log_group", "LatencyLog/Resource")).toMatchObject({
      name: "/dev/service/api/latency",
      retention_in_days: 30,
      kms_key_id: referenceTo(stack, "aws_kms_key", undefined, "arn"),
    });
    expect(taskStatements(stack)).toEqual([
      { Effect: "Allow", Action: "xray:PutTraceSegments", Resource: "*" },
      {
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: `${referenceTo(stack, "aws_cloudwatch_log_group", "LatencyLog/Resource", "arn")}:*`,
      },
    ]);
    const configuration = JSON.parse(variablesOf(containersOf(stack)[1]).AOT_CONFIG_CONTENT ?? "") as {
      readonly exporters: { readonly awsemf: Block };
    };
    expect(configuration.exporters.awsemf).toMatchObject({
      log_group_name: referenceTo(stack, "aws_cloudwatch_log_group", "LatencyLog/Resource", "name"),
      namespace: "Terrace/Latency/dev",
    });
  });

  test.each([
    ["without traces", undefined, []],
    ["with traces", tracing, [{ Effect: "Allow", Action: "xray:PutTraceSegments", Resource: "*" }]],
  ])("writes to Prometheus %s, in addition to the permissions of bindings", (_, traced, more) => {
    const stack = define({ prometheus, bindings, tracing: traced });
    expect(taskStatements(stack)).toEqual([
      { Effect: "Allow", Action: "sqs:SendMessage", Resource: "arn:queue" },
      ...more,
      { Effect: "Allow", Action: "aps:RemoteWrite", Resource: "arn:workspace" },
    ]);
    expect(resources(stack, "aws_cloudwatch_log_group")).toHaveLength(1 + INSIGHTS);
  });

  test("is configured in the workload's container, whose own variables take precedence", () => {
    const own = { OTEL_PROPAGATORS: "xray", LOG_LEVEL: "info" };
    const [program] = containersOf(define({ tracing, container: { ...CONTAINER, environment: own } }));
    expect(variablesOf(program)).toMatchObject({
      OTEL_SERVICE_NAME: "api",
      OTEL_TRACES_SAMPLER_ARG: "0.05",
      OTEL_PROPAGATORS: "xray",
      LOG_LEVEL: "info",
      PORT: "8080",
    });
  });
});

/** The cluster's own log group, which `ground()` creates. */
const INSIGHTS = 1;
